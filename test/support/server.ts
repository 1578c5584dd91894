import { loadServices } from '#core/service.ts';
import { type RunningTenon, run } from '#library/start.ts';
import { ManualClock } from '#platform/clock.ts';
import { once } from '#platform/once.ts';
import { createServer, type ServerOptions, type TenonServer } from '#server.ts';
import { type Credentials, SdkClient } from './client.ts';
import { watchNamedRows } from './named-rows.ts';
import { freshDatabase, giveBack, onPostgres } from './postgres.ts';
import { wrongParameter } from './refused-parameter.ts';

/** A listening server for one test, with a client of its default account. */
export interface TestServer extends Omit<TenonServer, 'close'>, RunningTenon {
  readonly host: string;
  /** A client that signs with the default account's key. */
  readonly client: SdkClient;
  as(credentials: Credentials, region?: string): SdkClient;
  /** Short for `clock.advance`, which tests call most. */
  advance(ms: number): Promise<void>;
  /** The clock of the world in manual mode, for tests that look at what happens meanwhile. @throws in another mode. */
  manualClock(): ManualClock;
}

/**
 * Starts a server on a free port of 127.0.0.1, in memory unless told, or with TENON_TEST_STORE=postgres
 * on a database of its own. Close it with `close()`.
 *
 * It is what `startTenon` gives, and the server beneath: tests look into the store, hook into the
 * reconciler and hold answers against contracts, which no program does.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const faults: unknown[] = [];
  const database = onPostgres && options.store === undefined ? await freshDatabase() : undefined;
  const server = createServer({
    ...(database && { store: database }),
    checkAnswers: true,
    onAnswered: (answered) => {
      if (answered.fault !== undefined) faults.push(answered.fault);
      const wrong = wrongParameter(services, answered);
      if (wrong !== undefined) faults.push(new Error(wrong));
    },
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  const services = await loadServices(server.services);
  watchNamedRows(server.store, (breach) => faults.push(new Error(breach)));
  const tenon = await run(server, '127.0.0.1', 0);
  const host = tenon.url.replace('http://', '');
  const as = (credentials: Credentials, region?: string) =>
    new SdkClient(host, credentials, region);
  // Once, however often it is asked: a database that is given back twice would go to two tests.
  const close = once(async () => {
    await tenon.close();
    if (database) await giveBack(database);
    // No passing test may cause a fault: a client would be answered InternalError.
    if (faults.length > 0) throw faults[0];
  });
  const manualClock = () => {
    if (server.worldClock instanceof ManualClock) return server.worldClock;
    throw new Error('time passes by itself on this server');
  };
  return {
    ...server,
    ...tenon,
    host,
    as,
    client: as(tenon.credentials),
    manualClock,
    advance: (ms) => tenon.clock.advance(ms),
    close,
    [Symbol.asyncDispose]: close,
  };
}
