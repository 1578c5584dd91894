import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPgbouncer, type Pgbouncer, startPgbouncer } from '../support/pgbouncer.ts';
import { noPostgres } from '../support/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { Bench, expectNoBreaches, FIRST_BATCH, SEEDS_AT_ONCE } from './batch.ts';

const BATCHES = 3;
const BATCH_MS = 60_000;
/** Far fewer than the connections of three processes: transactions change between them all the time. */
const SESSIONS = 6;

/**
 * The same check with a pooler between the processes and the database: it gives each transaction
 * whatever session of the server is free.
 */
describe.skipIf(noPostgres ?? noPgbouncer)(
  'the history of several processes behind a pooler',
  () => {
    let database: PostgresServer;
    let pooler: Pgbouncer;
    beforeAll(async () => {
      database = await startPostgres({ bin: findPostgres() ?? '', durable: true });
      pooler = await startPgbouncer({ port: database.port, poolSize: SESSIONS });
    });
    afterAll(async () => {
      await pooler.remove();
      await database.remove();
    });

    it('can be explained', { timeout: 60_000 + BATCHES * BATCH_MS }, async () => {
      const pooled = { ...database, port: pooler.port, url: pooler.url };
      const bench = await Bench.open({
        database: pooled,
        name: 'pooled',
        processes: 3,
        plane: false,
      });
      let operations = 0;
      let successes = 0;
      try {
        for (let batch = FIRST_BATCH; batch < FIRST_BATCH + BATCHES; batch += 1) {
          const found = await bench.run(batch);
          operations += found.operations;
          successes += found.successes;
          expectNoBreaches(found, batch, 'vitest run test/history/pooler.test.ts');
        }
      } finally {
        await bench.close();
      }
      // A history in which little happened proves little.
      expect(operations).toBeGreaterThan(BATCHES * SEEDS_AT_ONCE * 20);
      expect(successes).toBeGreaterThan(operations / 6);
    });
  },
);
