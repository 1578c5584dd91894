import type { Duplex } from 'node:stream';
import type { Client, ClientBase, ClientConfig, Pool, PoolClient } from 'pg';
import { systemClock } from '#platform/clock.ts';
import { whileConnecting } from './failures.ts';
import { type Session, startSession } from './session.ts';
import { settingsOf } from './settings.ts';

const CONNECT_MS = 5_000;
/** A server that does not answer for so long counts as lost. */
const ANSWER_MS = 30_000;
const IDLE_MS = 60_000;
/** After so long without traffic the system asks whether the server's host is still there. */
const QUIET_MS = 10_000;

/** Numbers come as numbers and truth values as 0 or 1, as SQLite gives them. */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // int8
  1700: Number, // numeric
  16: (text) => (text === 't' ? 1 : 0), // bool
};

/** A connection, and what was found out about it when it was made. */
export interface Connection<C extends ClientBase = Client> {
  readonly client: C;
  readonly session: Session;
}

/** The pool of connections to one database. */
export interface PostgresPool {
  /** A connection of the pool; `client.release()` gives it back. */
  take(): Promise<Connection<PoolClient>>;
  /**
   * Replaces this connection and all that are as old or older, because what was found out about it
   * may be true of them too. Connections in use stay until they are given back.
   */
  renew(old: Connection): void;
  /** A connection outside the pool. A `patient` one waits for an answer without a limit. */
  connect(patient?: 'patient'): Promise<Connection<Client>>;
  /** Ends all connections; those on which the server owes an answer are cut after a moment. */
  end(): Promise<void>;
}

/**
 * Opens no connection yet. The driver is loaded here, because a server on SQLite does not need it.
 * Each connection is examined when it is made; a server that the store cannot work on is
 * `StoreUnavailable`.
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
    keepAliveInitialDelayMillis: QUIET_MS,
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        READERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
  const sessions = new WeakMap<ClientBase, Session>();
  /** The connections that the pool may go on using; each renewal begins a new set. */
  let current = new WeakSet<ClientBase>();
  const made = new Set<ClientBase>();
  const pool: Pool = new pg.Pool({
    ...config,
    max: connections,
    idleTimeoutMillis: IDLE_MS,
    async onConnect(client: ClientBase) {
      client.on('error', () => {});
      made.add(client);
      client.on('end', () => made.delete(client));
      const generation = current;
      sessions.set(client, await startSession(client, settings));
      generation.add(client);
    },
  });
  // A connection that is lost while idle leaves the pool by itself; one that is lost while in use
  // fails in the hands of its user.
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
    end: () => endOrCut(() => pool.end(), made),
  };
}

/** A server that hangs does not answer a goodbye either. */
const GOODBYE_MS = 500;

/** Ends connections by `end`, and cuts those that are still there after a moment. */
export async function endOrCut(
  end: () => Promise<void>,
  clients: ReadonlySet<ClientBase>,
): Promise<void> {
  const gone = [...clients].map((client) => new Promise<void>((done) => client.once('end', done)));
  const late = Promise.withResolvers<void>();
  const callOff = systemClock.wakeAfter(GOODBYE_MS, late.resolve);
  await Promise.race([Promise.all([end().catch(() => {}), ...gone]), late.promise]);
  callOff();
  for (const client of clients) (client as Client).connection.stream.destroy();
}

const gathering = new WeakSet<Duplex>();

/**
 * Sends everything that is written to a connection in this turn of the event loop at once: the
 * system call that sends it is most of what a statement costs this process.
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
