import { ManualClock } from '#platform/clock.ts';
import { createServer, type ServerOptions, type TenonServer } from '#server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { type Credentials, SdkClient } from './client.ts';
import { freshDatabase, giveBack, onPostgres } from './postgres.ts';

/** A listening server for one test, with a client of its default account. */
export interface TestServer extends TenonServer {
  readonly url: string;
  readonly host: string;
  /** A client that signs with the default account's key. */
  readonly client: SdkClient;
  as(credentials: Credentials, region?: string): SdkClient;
  /** Resolves when the reconciler has settled everything that is due. */
  settled(): Promise<void>;
  /** Moves the world's clock of a server in manual mode, and settles what is due by then. */
  advance(ms: number): Promise<void>;
  /** The same clock, for tests that look at what happens meanwhile. @throws in another mode. */
  manualClock(): ManualClock;
}

/**
 * Starts a server on a free port of 127.0.0.1, in memory unless told, or with TENON_TEST_STORE=postgres
 * on a database of its own. Close it with `close()`.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const faults: unknown[] = [];
  const database = onPostgres && options.store === undefined ? await freshDatabase() : undefined;
  const server = createServer({
    ...(database && { store: database }),
    checkAnswers: true,
    onAnswered: ({ fault }) => fault !== undefined && faults.push(fault),
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  const url = await server.listen('127.0.0.1', 0);
  const host = url.replace('http://', '');
  const as = (credentials: Credentials, region?: string) =>
    new SdkClient(host, credentials, region);
  const settled = () => server.reconciler.idle();
  const manualClock = () => {
    if (server.worldClock instanceof ManualClock) return server.worldClock;
    throw new Error('time passes by itself on this server');
  };
  return {
    ...server,
    url,
    host,
    as,
    client: as(server.world.accounts[0]?.keys[0] ?? DEFAULT_ACCOUNT),
    settled,
    manualClock,
    async advance(ms) {
      manualClock().advance(ms);
      await settled();
    },
    async close() {
      await server.close();
      if (database) await giveBack(database);
      // A fault is never part of a passing test: it would have been answered as InternalError.
      if (faults.length > 0) throw faults[0];
    },
  };
}
