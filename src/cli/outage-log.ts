import type { StoreUnavailable } from '#store/store.ts';

/** After so long without a failure a success means that the outage is over. */
const QUIET_MS = 1000;

/**
 * Decides what the log says while the store is away: each cause once, and at the end how many
 * requests were turned away. A line for each of them would bury everything else.
 */
export class OutageLog {
  readonly #now: () => number;
  /** The causes that this outage has been seen to have; empty while there is none. */
  readonly #causes = new Set<string>();
  #turnedAway = 0;
  #lastFailure = 0;

  /** @param now elapsed time in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * What failed and why, in one line; undefined when this outage has been told of with this cause.
   * @param requests how many were turned away by it
   */
  failed(fault: StoreUnavailable, requests = 1): string | undefined {
    this.#turnedAway += requests;
    this.#lastFailure = this.#now();
    const cause = inOneLine(fault);
    if (this.#causes.has(cause)) return undefined;
    this.#causes.add(cause);
    return cause;
  }

  /** How many requests were turned away by an outage that this success ends; undefined for none. */
  succeeded(): number | undefined {
    if (this.#causes.size === 0 || this.#now() - this.#lastFailure < QUIET_MS) return undefined;
    const turnedAway = this.#turnedAway;
    this.#causes.clear();
    this.#turnedAway = 0;
    return turnedAway;
  }
}

/** The messages of an error and of its causes, each once. */
function inOneLine(error: Error): string {
  const messages: string[] = [];
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each.message !== '' && !messages.some((said) => said.includes(each.message))) {
      messages.push(each.message);
    }
  }
  return messages.join(': ');
}
