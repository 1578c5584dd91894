import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noNetns } from '../support/netns.ts';
import { noPostgres } from '../support/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { Bench, expectNoBreaches, FIRST_BATCH, SEEDS_AT_ONCE } from './batch.ts';

const BATCHES = Number(process.env.TENON_HISTORY_NIC_BATCHES ?? 1);
const BATCH_MS = 180_000;

/**
 * The same with real NICs: the first process drives network namespaces, and is killed, stopped and
 * cut off like the others, which leave the work to it.
 */
describe.skipIf(noPostgres ?? noNetns)('the history of several processes', () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = await startPostgres({ bin: findPostgres() ?? '', durable: true });
  });
  afterAll(() => database.remove());

  it('can be explained with network namespaces', {
    timeout: 60_000 + BATCHES * BATCH_MS,
  }, async () => {
    const name = 'with_namespaces';
    const bench = await Bench.open({ database, name, processes: 3, plane: 'namespaces' });
    let operations = 0;
    let plugs = 0;
    try {
      for (let batch = FIRST_BATCH; batch < FIRST_BATCH + BATCHES; batch += 1) {
        const found = await bench.run(batch);
        operations += found.operations;
        plugs = found.plugs;
        expectNoBreaches(found, batch, 'vitest run test/history/real-nics.test.ts');
      }
    } finally {
      await bench.close();
    }
    // A history in which little happened proves little.
    expect(operations).toBeGreaterThan(BATCHES * SEEDS_AT_ONCE * 20);
    expect(plugs).toBeGreaterThan(BATCHES * SEEDS_AT_ONCE);
  });
});
