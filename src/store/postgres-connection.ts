import type { Duplex } from 'node:stream';
import type { Client, ClientConfig, Pool } from 'pg';

const CONNECT_MS = 5_000;
/** A server that does not answer for so long is as good as lost. */
const ANSWER_MS = 30_000;
const LOCK_MS = 5_000;
/** A process that stops in the middle of a transaction must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 15_000;
const IDLE_MS = 60_000;

/** Numbers come as numbers and truth values as 0 or 1, as SQLite gives them. */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // int8
  1700: Number, // numeric
  16: (text) => (text === 't' ? 1 : 0), // bool
};

/**
 * Every statement looks its rows up in an index, by design: what the planner thinks of tables that
 * were small when it last looked must not make it read them whole, nor lock them whole.
 */
const SETTINGS = ['set enable_seqscan = off', 'set jit = off'];

/** The ways to one database. */
export interface Ways {
  readonly pool: Pool;
  /** A connection beside the pool, connected. One that is `patient` waits for any answer. */
  connect(patient?: 'patient'): Promise<Client>;
}

/** Opens no connection yet. The driver is loaded here: a server on SQLite has no need of it. */
export async function waysTo(url: string, connections: number): Promise<Ways> {
  const { default: pg } = await import('pg');
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'tenon',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        READERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
  const pool = new pg.Pool({ ...config, max: connections, idleTimeoutMillis: IDLE_MS });
  // A connection that is lost while idle leaves the pool by itself; one that is lost in use tells
  // whoever uses it.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    for (const setting of SETTINGS) client.query(setting).catch(() => {});
  });
  return {
    pool,
    async connect(patient) {
      const client = new pg.Client(patient ? { ...config, query_timeout: 0 } : config);
      client.on('error', () => {});
      await client.connect();
      return client;
    },
  };
}

const gathering = new WeakSet<Duplex>();

/**
 * Has everything that is written to a connection in this turn of the event loop go out at once: most
 * of what a statement costs this process is the call that sends it.
 */
export function sendTogether(stream: Duplex): void {
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  setImmediate(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}
