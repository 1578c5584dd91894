import type { Writer } from '#store/store.ts';
import { openSession } from '../support/postgres.ts';
import type { TestServer } from '../support/server.ts';

/** What of a writer changes something. */
const CHANGES: ReadonlySet<string | symbol> = new Set([
  'insert',
  'insertMany',
  'update',
  'advance',
  'remove',
  'run',
  'atEnd',
  'withdraw',
]);

/**
 * Lets others overtake a request, on PostgreSQL: the next write of `server` stops before it changes
 * anything, when it has judged all its facts. `overtake` goes on until it is done, or waits for a row
 * that the write has locked, and only then does the write go on. Resolves to both answers.
 */
export async function overtaken<S, F>(
  server: TestServer,
  database: string,
  slow: () => Promise<S>,
  overtake: () => Promise<F>,
): Promise<{ readonly slow: S; readonly fast: F }> {
  const { store } = server;
  const { write } = store;
  const ready = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  store.write = (work, isolation) => {
    store.write = write;
    return write.call(
      store,
      (tx) => work(stopsBeforeChange(tx, ready.resolve, gate.promise)),
      isolation,
    ) as ReturnType<typeof work>;
  };
  const answered = slow();
  // One that is refused before it changes anything has nothing to stop at.
  await Promise.race([ready.promise, answered]);
  const passed = overtake();
  const over = new AbortController();
  const done = passed.finally(() => over.abort());
  await Promise.race([done, someoneWaits(database, over.signal)]);
  gate.resolve();
  const fast = await passed;
  return { slow: await answered, fast };
}

/** Resolves when a session of the database waits for a lock, or when that is of no more use. */
async function someoneWaits(database: string, over: AbortSignal): Promise<void> {
  const session = await openSession(database);
  try {
    for (let waits = false; !(waits || over.aborted); ) {
      const { rowCount } = await session.query(`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      waits = (rowCount ?? 0) > 0;
    }
  } finally {
    await session.end();
  }
}

function stopsBeforeChange(tx: Writer, ready: () => void, gate: Promise<void>): Writer {
  return new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!CHANGES.has(name)) return value.bind(target);
      return async (...args: unknown[]) => {
        ready();
        await gate;
        return value.apply(target, args);
      };
    },
  });
}
