import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPostgres } from '../support/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { Bench, expectNoBreaches, FIRST_BATCH, SEEDS_AT_ONCE } from './batch.ts';
import { FAULTS } from './faults.ts';

/** How many seeds, half of them with a data plane. */
const SEEDS = Number(process.env.TENON_HISTORY_SEEDS ?? 200);

const BATCHES = Math.ceil(SEEDS / 2 / SEEDS_AT_ONCE);
/** With at least so many seeds, no fault is left out by chance. */
const ENOUGH_BATCHES = 10;
/** A batch takes one or two seconds on a machine of its own. */
const BATCH_MS = 60_000;

/**
 * Clients of several processes on one database attach, detach, delete and so on, while processes are
 * killed and stopped, connections cut and the database restarted. There must be an order, one
 * operation after the other, that explains all that was answered and all that the data plane did;
 * and when everything is whole again, it must settle, and no invariant may be broken.
 */
describe.skipIf(noPostgres !== undefined)('the history of several processes', () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = await startPostgres({ bin: findPostgres() ?? '', durable: true });
  });
  afterAll(() => database.remove());

  it.each([
    { plane: false, kind: 'without a data plane' },
    { plane: true, kind: 'with a data plane' },
  ])('can be explained $kind', { timeout: 60_000 + BATCHES * BATCH_MS }, async ({
    plane,
    kind,
  }) => {
    const name = plane ? 'with_plane' : 'without_plane';
    const bench = await Bench.open({ database, name, processes: 3, plane });
    const met = new Set<string>();
    let operations = 0;
    let successes = 0;
    try {
      for (let batch = FIRST_BATCH; batch < FIRST_BATCH + BATCHES; batch += 1) {
        const found = await bench.run(batch);
        for (const fault of found.faults) met.add(fault);
        operations += found.operations;
        successes += found.successes;
        const again = `TENON_HISTORY_SEEDS=2 vitest run test/history/history.test.ts -t '${kind}'`;
        expectNoBreaches(found, batch, again);
      }
    } finally {
      await bench.close();
    }
    // A history in which little happened proves little.
    expect(operations).toBeGreaterThan(BATCHES * SEEDS_AT_ONCE * 20);
    expect(successes).toBeGreaterThan(operations / 10);
    if (BATCHES >= ENOUGH_BATCHES) expect(met.size).toBe(FAULTS.length);
  });
});
