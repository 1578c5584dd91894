import type { ClientBase } from 'pg';
import { StoreUnavailable } from '../store.ts';

/** How long the server may take to say what it is. */
const ANSWER_MS = 5_000;
/**
 * The oldest version on which every statement here works; distributed databases claim at least
 * this.
 */
const OLDEST_VERSION = 11;

/** A connection that has been examined, and what its transactions must do for themselves. */
export interface Session {
  /**
   * Whether each transaction may get another session of the server, because of a pooler in between
   * or a database that only speaks PostgreSQL's protocol. Then nothing that outlives a transaction
   * can be relied on: no setting, no LISTEN.
   */
  readonly pooled: boolean;
  /** The settings that each transaction makes for itself; none when the session keeps them. */
  readonly ofTransaction: readonly string[];
  /** Whether a transaction may say for itself how long it waits for a lock. */
  readonly knowsLockTimeout: boolean;
}

/**
 * Examines a new connection, and makes `settings` (`name = value`) hold for the transactions on it.
 * Settings that the database does not know are left out.
 *
 * @throws StoreUnavailable when the store cannot work on the server.
 */
export async function startSession(
  client: ClientBase,
  settings: readonly string[],
): Promise<Session> {
  const pid = await examine(client);
  // The key for cancelling names the server's process. A pooler gives out a key of its own instead.
  const { processID } = client as ClientBase & { readonly processID: number | null };
  const pooled = pid !== processID;
  if (pooled) {
    const ofTransaction = await known(client, settings);
    return { pooled, ofTransaction, knowsLockTimeout: ofTransaction.some(isLockTimeout) };
  }
  const session = { pooled, ofTransaction: [], knowsLockTimeout: true };
  for (const setting of settings) {
    client.query(`set ${setting}`).catch(() => {
      if (isLockTimeout(setting)) session.knowsLockTimeout = false;
    });
  }
  return session;
}

const isLockTimeout = (setting: string) => setting.startsWith('lock_timeout ');

/**
 * The statement that begins a transaction, with the settings that it makes for itself.
 * @param lockMs how long it waits for a lock, in milliseconds; by default as the settings say
 */
export function beginning(session: Session, begin: string, lockMs?: number): string {
  const { ofTransaction, knowsLockTimeout } = session;
  const own = lockMs === undefined || !knowsLockTimeout ? [] : [`lock_timeout = ${lockMs}`];
  return [begin, ...[...ofTransaction, ...own].map((each) => `set local ${each}`)].join('; ');
}

interface About {
  readonly pid: number;
  readonly read_only: string;
  readonly server_encoding: string;
  readonly version: string;
}

/**
 * Resolves to the number of the server's process.
 *
 * @throws StoreUnavailable, whose cause says what to do, when the server is none to work on.
 */
export async function examine(client: Pick<ClientBase, 'query'>): Promise<number> {
  const { rows } = await client.query<About>({ text: ABOUT, query_timeout: ANSWER_MS } as Asked);
  const about = rows[0] as About;
  const because =
    whyNot(about) ?? (about.read_only === 'on' ? await whyReadOnly(client) : undefined);
  if (because !== undefined) {
    throw new StoreUnavailable(because, { cause: new Error(because) });
  }
  return about.pid;
}

/** `transaction_read_only` is also on while a server is a standby. */
const ABOUT = `select pg_backend_pid() as pid, current_setting('transaction_read_only') as read_only,
  current_setting('server_encoding') as server_encoding,
  current_setting('server_version') as version`;

/** The driver's types do not know the time-out of a single query. */
type Asked = { readonly text: string };

/** What must be changed on the database before it can be used; undefined for nothing. */
function whyNot({ server_encoding, version }: About): string | undefined {
  if (Number.parseInt(version, 10) < OLDEST_VERSION) {
    return `the server is PostgreSQL ${version}: Tenon needs version ${OLDEST_VERSION} or later`;
  }
  if (server_encoding !== 'UTF8') {
    return `the database's encoding is ${server_encoding}: Tenon needs one that is UTF8`;
  }
  return undefined;
}

async function whyReadOnly(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await client.query('select pg_is_in_recovery() as standby');
  return rows[0]?.standby === 1
    ? 'the server is a standby: it takes no changes until it is promoted'
    : 'the server takes no changes: default_transaction_read_only is on';
}

/** Those of the settings that the database knows. */
async function known(client: ClientBase, settings: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const setting of settings) {
    try {
      await client.query(`begin; set local ${setting}; rollback`);
      found.push(setting);
    } catch {
      await client.query('rollback');
    }
  }
  return found;
}
