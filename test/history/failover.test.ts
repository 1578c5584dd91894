import { describe, expect, it } from 'vitest';
import { noPostgres } from '../support/postgres.ts';
import { type PostgresPair, startPair } from '../support/postgres-pair.ts';
import { findPostgres } from '../support/postgres-server.ts';
import { Bench, expectNoBreaches, FIRST_BATCH, SEEDS_AT_ONCE } from './batch.ts';
import { FAULTS, type Fault } from './faults.ts';

const BATCHES = Math.ceil(Number(process.env.TENON_HISTORY_FAILOVER_SEEDS ?? 20) / SEEDS_AT_ONCE);
const BATCH_MS = 120_000;
/** An asynchronous pair must be found out within so many batches. */
const MOST_BATCHES = 6;

/** One at a time: a new standby has to be there before the next one is promoted. */
function failsOver(pair: PostgresPair): Fault {
  let over: Promise<unknown> = Promise.resolve();
  return {
    name: 'the primary is killed and its standby promoted',
    async happen() {
      over = over.then(() => pair.failOver());
      await over;
    },
  };
}

const WITHOUT_RESTARTS = FAULTS.filter(({ name }) => !name.startsWith('the database is killed'));

/**
 * The same check on a primary and its standby: what was acknowledged must be there after the
 * standby has taken over, which is what a synchronous standby is for.
 */
describe.skipIf(noPostgres !== undefined)('the history of several processes over failovers', () => {
  it.each([
    { plane: false, kind: 'without a data plane' },
    { plane: true, kind: 'with a data plane' },
  ])('can be explained $kind', { timeout: 120_000 + BATCHES * BATCH_MS }, async ({
    plane,
    kind,
  }) => {
    const pair = await startPair({ bin: findPostgres() ?? '', synchronous: true });
    try {
      const over = failsOver(pair);
      const faults = [over, ...WITHOUT_RESTARTS];
      // Each commit waits for the standby: with a shorter lease, processes on a busy machine would
      // take from each other what none has the time to end.
      const options = { name: 'pair', processes: 3, plane, faults, leaseMs: 3_000 };
      const bench = await Bench.open({ database: pair, ...options });
      try {
        for (let batch = FIRST_BATCH; batch < FIRST_BATCH + BATCHES; batch += 1) {
          const again = `vitest run test/history/failover.test.ts -t '${kind}'`;
          expectNoBreaches(await bench.run(batch), batch, again);
          await pair.failOver();
        }
      } finally {
        await bench.close();
      }
    } finally {
      await pair.remove();
    }
  });

  it('finds out a pair whose commits do not wait for the standby', {
    timeout: 120_000 + MOST_BATCHES * BATCH_MS,
  }, async () => {
    const pair = await startPair({ bin: findPostgres() ?? '', synchronous: false });
    try {
      const faults = [failsOver(pair)];
      const options = { name: 'pair', processes: 3, plane: false, patienceMs: 20_000 };
      const bench = await Bench.open({ database: pair, faults, ...options });
      try {
        for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
          if ((await bench.run(batch)).breaches.length > 0) return;
        }
        expect.fail(`nobody noticed in ${MOST_BATCHES * SEEDS_AT_ONCE} seeds`);
      } finally {
        await bench.close();
      }
    } finally {
      await pair.remove();
    }
  });
});
