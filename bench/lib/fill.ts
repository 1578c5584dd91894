import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '#platform/clock.ts';
import { openStore } from '#store/open.ts';
import { fillStatements } from './fill-rows.ts';
import type { FillShape } from './fill-shape.ts';

/** Makes the world of `shape` in the empty store at `url`, `sqlite:PATH` or `postgres://...`. */
export async function fill(url: string, shape: FillShape): Promise<void> {
  const store = openStore(url, systemClock);
  await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')));
  await store.close();
  const statements = fillStatements(shape);
  if (url.startsWith('sqlite:')) fillSqlite(url.slice('sqlite:'.length), statements);
  else await fillPostgres(url, statements);
}

/** Rows first, then the indexes: sorting them at once is quicker than putting in each row. */
function fillSqlite(path: string, statements: readonly string[]): void {
  const database = new DatabaseSync(path);
  const settings = [
    'journal_mode = off',
    'synchronous = off',
    'locking_mode = exclusive',
    'cache_size = -500000',
    'temp_store = memory',
  ];
  for (const setting of settings) database.exec(`pragma ${setting}`);
  const indexes = database
    .prepare("select name, sql from sqlite_schema where type = 'index' and sql is not null")
    .all() as { name: string; sql: string }[];
  database.exec('begin');
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  for (const statement of statements) database.exec(statement);
  for (const { sql } of indexes) database.exec(sql);
  database.exec('commit');
  database.close();
  // Otherwise the next sync, such as that of a benchmark's first start, would wait for all of it.
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

async function fillPostgres(url: string, statements: readonly string[]): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query("set work_mem = '256MB'");
    const { rows: indexes } = await client.query(
      `select indexname as name, indexdef as sql from pg_indexes
       where schemaname = current_schema()
         and indexname not in (select conname from pg_constraint)`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const statement of statements) await client.query(statement);
    for (const { sql } of indexes) await client.query(sql);
    // Does what autovacuum does to a database that has existed for a while.
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
