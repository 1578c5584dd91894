import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPostgres } from '../support/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { Bench, type BenchOptions, SEEDS_AT_ONCE, USUAL } from './batch.ts';
import { LOST_COMMITS, STANDSTILL } from './faults.ts';
import type { Mutation } from './mutations.ts';

/* Tests the history check itself: each guard is removed in turn, and the check must notice. */

/** The check must notice within this many batches. */
const MOST_BATCHES = 10;

/** A data plane whose calls are often held up for longer than a lease, and often refused. */
const SLOW = { ...USUAL, slowShare: 0.15, refusedShare: 0.2 };

const CASES: readonly (Pick<BenchOptions, 'plane' | 'pace' | 'faults'> & {
  readonly mutation: Mutation;
  /** The batches whose seeds come to what the guard is for; by default each may. */
  readonly batches?: readonly number[];
})[] = [
  { mutation: 'rows are not locked', plane: false },
  // Seldom is an instance deleted at the very moment of an attach.
  { mutation: 'an attach leaves no mark on its instance', plane: false, batches: [6, 4, 7] },
  { mutation: 'writes that share a transaction lock the same row', plane: false },
  {
    mutation: 'a commit whose answer was lost is done again',
    plane: false,
    faults: [LOST_COMMITS],
  },
  {
    mutation: 'a commit whose answer was lost counts as done',
    plane: false,
    faults: [LOST_COMMITS],
  },
  { mutation: 'reads show what was read a while ago', plane: false },
  { mutation: 'a worker that lost its lease settles all the same', plane: true, pace: SLOW },
  // Only the calls of a worker that stood still are overtaken, and only those that come late enough
  // undo what others have done since.
  {
    mutation: 'the data plane is not told of fencing tokens',
    plane: true,
    pace: { ...SLOW, slow: 1_000, slowShare: 0.2 },
    faults: [STANDSTILL],
  },
];

describe.skipIf(noPostgres !== undefined)('the history check finds out when', () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = await startPostgres({ bin: findPostgres() ?? '', durable: true });
  });
  afterAll(() => database.remove());

  it.each(CASES)('$mutation', { timeout: 300_000 }, async (options) => {
    const name = `m${CASES.indexOf(options)}`;
    const bench = await Bench.open({ ...options, database, name, processes: 3, patienceMs: 5_000 });
    try {
      for (let run = 0; run < MOST_BATCHES; run += 1) {
        const batch = options.batches?.[run % options.batches.length] ?? run;
        const { breaches } = await bench.run(batch);
        if (breaches.length > 0) return;
      }
      expect.fail(`nobody noticed in ${MOST_BATCHES * SEEDS_AT_ONCE} seeds`);
    } finally {
      await bench.close();
    }
  });
});
