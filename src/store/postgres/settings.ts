/** In milliseconds; the URL of a store may say otherwise, by parameters of these names. */
const TIMEOUTS: Readonly<Record<string, number | undefined>> = {
  /** Whoever waits longer waits in line, where it holds no connection: blocked-rows.ts. */
  lock_timeout: 250,
  /** A process that stops in the middle of a transaction must not hold its locks for ever. */
  idle_in_transaction_session_timeout: 15_000,
  /** This process itself gives up what takes too long. */
  statement_timeout: undefined,
};

/**
 * Every statement is meant to find its rows by an index. A planner with old statistics, from when
 * the tables were small, must not read whole tables, nor lock them whole.
 */
const PLANNER = ['enable_seqscan = off', 'jit = off'];

/** The settings for each transaction on the server, and the URL without them. */
export interface Settings {
  /**
   * The URL for the driver. With time-outs in it, the driver would send them when it connects, and
   * poolers refuse that.
   */
  readonly url: string;
  /** Each as `name = value`. */
  readonly settings: readonly string[];
}

/** @throws An error of one clear line when a time-out is no number. */
export function settingsOf(storeUrl: string): Settings {
  const [address = '', query = ''] = storeUrl.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const settings = [...PLANNER];
  for (const [name, usual] of Object.entries(TIMEOUTS)) {
    const value = parameters.get(name) ?? usual;
    if (value === undefined) continue;
    if (!/^\d{1,9}$/.test(String(value))) {
      throw new Error(`${name} in the store's URL is a number of milliseconds, not [${value}]`);
    }
    settings.push(`${name} = ${value}`);
  }
  const names = [...parameters.keys()].filter((name) => Object.hasOwn(TIMEOUTS, name));
  if (names.length === 0) return { url: storeUrl, settings };
  for (const name of names) parameters.delete(name);
  return { url: parameters.size > 0 ? `${address}?${parameters}` : address, settings };
}
