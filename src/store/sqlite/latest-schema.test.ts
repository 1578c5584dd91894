import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import {
  latestSchemaFile,
  statementsOf,
  steppedStore,
} from '../../../scripts/lib/sqlite-schema.ts';
import { migrations } from '../migrations.ts';
import { migrate, readVersion } from './schema.ts';

it('is what the steps lead to: npm run schema writes it', () => {
  const written = readFileSync(new URL('./latest-schema.ts', import.meta.url), 'utf8');
  expect(written).toBe(latestSchemaFile());
});

it('makes a new store that no query can tell from one that took every step', () => {
  const stepped = steppedStore();
  const made = new DatabaseSync(':memory:');
  migrate(made, migrations);
  expect(statementsOf(made)).toEqual(statementsOf(stepped));
  expect(readVersion(made)).toEqual(readVersion(stepped));
  const tables = stepped.prepare("select name from sqlite_master where type = 'table'").all();
  // Rows that a step wrote would be missing.
  for (const { name } of tables as { name: string }[]) {
    expect(stepped.prepare(`select * from "${name}"`).all(), name).toEqual([]);
  }
});
