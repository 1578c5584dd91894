import { afterAll, beforeAll, expect, it } from 'vitest';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { TABLES } from '#core/tables.ts';
import { dynamic } from '#store/dynamic.ts';
import { breaches } from '../support/invariants.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { furnish } from './furnish.ts';

const IAM_TABLES = TABLES.filter((table) => table.startsWith('iam_'));

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await furnish(server);
});
afterAll(() => server.close());

it.each(RESOURCE_TABLES)('the fuzzer meets a resource of the kind %s', async (table) => {
  const rows = await server.store.read((tx) =>
    tx.select((db) => dynamic(db).selectFrom(table).select('id').limit(1)),
  );
  const what = `no ${table} is made: have test/fuzz/furnish.ts make one, so that the fuzzer asks for ids that exist`;
  expect(rows.length, what).toBe(1);
});

it.each(IAM_TABLES)('the fuzzer meets an %s', async (table) => {
  const rows = await server.store.read((tx) =>
    tx.select((db) => dynamic(db).selectFrom(table).select('id').limit(1)),
  );
  expect(rows.length, 'have test/fuzz/furnish-iam.ts make one').toBe(1);
});

it('what was made is as the table of resources says: settled, and counted by its quota', async () => {
  expect(await breaches(server.store, server.world, true)).toEqual([]);
});
