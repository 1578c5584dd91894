import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { breaches } from '#test/support/invariants.ts';
import {
  administerDatabase,
  dropDatabase,
  freshDatabase,
  noPostgres,
} from '#test/support/postgres.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { fill } from '../../../bench/lib/fill.ts';
import { openStore } from '../open.ts';
import { schemaSql } from '../postgres/schema.ts';
import { db as postgres } from '../postgres/statements.ts';
import { db as sqlite } from '../sqlite/connection.ts';
import { interfaceTallies } from './014-interface-tallies.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SHAPE = { interfaces: 3000, accountId: DEFAULT_ACCOUNT.id, region: 'cn-beijing' };
/** Takes away what the step makes. */
const BACK = [
  'drop table interface_tally',
  'drop index network_interface_by_name',
  'drop index instance_by_order',
  'drop index address_by_vpc',
];

async function broken(url: string): Promise<string[]> {
  const store = openStore(url, systemClock);
  try {
    return await breaches(store, makeWorld(), true);
  } finally {
    await store.close();
  }
}

it('counts the interfaces of a store from before', async () => {
  const path = join(folder, 'tenon.db');
  await fill(`sqlite:${path}`, SHAPE);
  expect(await broken(`sqlite:${path}`)).toEqual([]);
  const database = new DatabaseSync(path);
  for (const statement of BACK) database.exec(statement);
  for (const step of interfaceTallies(sqlite)) database.exec(step.compile().sql);
  database.close();
  expect(await broken(`sqlite:${path}`)).toEqual([]);
});

it.skipIf(noPostgres)('counts them in PostgreSQL', async () => {
  const url = await freshDatabase();
  try {
    await fill(url, SHAPE);
    expect(await broken(url)).toEqual([]);
    const step = interfaceTallies(postgres).map((statement) => schemaSql(statement, false));
    await administerDatabase(url, [...BACK, ...step].join(';'));
    expect(await broken(url)).toEqual([]);
  } finally {
    await dropDatabase(url);
  }
});
