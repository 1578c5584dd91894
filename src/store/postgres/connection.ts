import type { Duplex } from 'node:stream';
import type { Client, ClientBase, ClientConfig, Pool, PoolClient } from 'pg';
import { whileConnecting } from './failures.ts';
import { type Session, startSession } from './session.ts';
import { settingsOf } from './settings.ts';

const CONNECT_MS = 5_000;
/** A server that does not answer for so long is as good as lost. */
const ANSWER_MS = 30_000;
const IDLE_MS = 60_000;

/** Numbers come as numbers and truth values as 0 or 1, as SQLite gives them. */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // int8
  1700: Number, // numeric
  16: (text) => (text === 't' ? 1 : 0), // bool
};

/** A connection, and what was found when it was made. */
export interface Connection<C extends ClientBase = Client> {
  readonly client: C;
  readonly session: Session;
}

/** The ways to one database. */
export interface PostgresPool {
  /** A connection of the pool; `client.release()` gives it back. */
  take(): Promise<Connection<PoolClient>>;
  /**
   * Has connections made anew: what was found out about this one is so, or may be, of those that are
   * as old. Those that are in use stay until they are given back.
   */
  renew(old: Connection): void;
  /** A connection beside the pool. One that is `patient` waits for any answer. */
  connect(patient?: 'patient'): Promise<Connection<Client>>;
  end(): Promise<void>;
}

/**
 * Opens no connection yet. The driver is loaded here: a server on SQLite has no need of it. Each
 * connection is looked at as it is made; what cannot be worked on is `StoreUnavailable`.
 */
export async function openPool(storeUrl: string, connections: number): Promise<PostgresPool> {
  const { default: pg } = await import('pg');
  const { url, settings } = settingsOf(storeUrl);
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'tenon',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        READERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
  const sessions = new WeakMap<ClientBase, Session>();
  /** Those that the pool may go on using; a new set with each renewal. */
  let current = new WeakSet<ClientBase>();
  const pool: Pool = new pg.Pool({
    ...config,
    max: connections,
    idleTimeoutMillis: IDLE_MS,
    async onConnect(client: ClientBase) {
      client.on('error', () => {});
      const generation = current;
      sessions.set(client, await startSession(client, settings));
      generation.add(client);
    },
  });
  // A connection that is lost while idle leaves the pool by itself; one that is lost in use tells
  // whoever uses it.
  pool.on('error', () => {});
  return {
    async take() {
      for (;;) {
        const client = await pool.connect().catch((error) => {
          throw whileConnecting(error);
        });
        const session = sessions.get(client);
        if (session !== undefined && current.has(client)) return { client, session };
        client.release(true);
      }
    },
    renew({ client }) {
      if (current.has(client)) current = new WeakSet();
    },
    async connect(patient) {
      const client = new pg.Client(patient ? { ...config, query_timeout: 0 } : config);
      client.on('error', () => {});
      try {
        await client.connect();
        return { client, session: await startSession(client, settings) };
      } catch (error) {
        await client.end().catch(() => {});
        throw whileConnecting(error);
      }
    },
    end: () => pool.end(),
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
