import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { systemClock } from '#platform/clock.ts';
import { openPostgres } from '#store/postgres/store.ts';
import { findPostgres, hold, noPostgres, startPostgres } from './postgres-server.ts';

export { noPostgres };

/*
 * Databases for tests on the one PostgreSQL of a test run. The first test that wants one starts the
 * server; the run's teardown (postgres-teardown.ts) ends it.
 */

/** Whether servers that name no store are to run on PostgreSQL. */
export const onPostgres = process.env.TENON_TEST_STORE === 'postgres';

/** Where everything is required, what is missing is a failure. */
if (noPostgres !== undefined && (onPostgres || process.env.TENON_REQUIRE === 'all')) {
  throw new Error(noPostgres);
}
if (noPostgres !== undefined) console.warn(`not run on PostgreSQL: ${noPostgres}`);

const TEMPLATE = 'tenon_template';
let server: Promise<{ readonly port: number }> | undefined;
let made = 0;

const urlOf = (port: number, database: string) => `postgres://tenon@127.0.0.1:${port}/${database}`;

/**
 * The URL of a database with an empty store of the newest version. Making one takes longer than
 * most tests, so databases that were given back are used again.
 */
export async function freshDatabase(): Promise<string> {
  server ??= theServer();
  const { port } = await server;
  for (const name of readdirSync(freeFolder())) {
    try {
      // unlinkSync succeeds in one worker only; rmSync would succeed in several.
      unlinkSync(join(freeFolder(), name));
      return urlOf(port, name);
    } catch {
      // Another worker has taken it.
    }
  }
  const name = newName('t');
  await administer(port, `create database ${name} template ${TEMPLATE}`);
  return urlOf(port, name);
}

/** Empties a database whose schema is unchanged, for the next test that wants a fresh one. */
export async function giveBack(url: string): Promise<void> {
  await administerDatabase(url, EMPTY);
  writeFileSync(join(freeFolder(), new URL(url).pathname.slice(1)), '');
}

const EMPTY = `do $$ declare each text; begin
  for each in select table_name from information_schema.tables
    where table_schema = current_schema() and table_name <> 'tenon_schema' loop
    execute format('delete from %I', each);
  end loop;
end $$`;

/** The URL of a new database with nothing in it; `options` are those of CREATE DATABASE. */
export async function emptyDatabase(options = ''): Promise<string> {
  server ??= theServer();
  const { port } = await server;
  const name = newName('e');
  await administer(port, `create database ${name} ${options}`);
  return urlOf(port, name);
}

export async function dropDatabase(url: string): Promise<void> {
  const { port, pathname } = new URL(url);
  await administer(Number(port), `drop database if exists ${pathname.slice(1)} with (force)`);
}

function newName(kind: string): string {
  made += 1;
  return `${kind}${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}_${made}_${Date.now()}`;
}

function freeFolder(): string {
  const folder = join(process.env.TENON_TEST_SCRATCH ?? '', 'free');
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function theServer(): Promise<{ port: number }> {
  const folder = process.env.TENON_TEST_SCRATCH;
  const bin = findPostgres();
  if (folder === undefined || bin === undefined) throw new Error(noPostgres ?? 'no scratch folder');
  const note = join(folder, 'postgres.json');
  const letGo = await hold(join(folder, 'postgres.lock'));
  try {
    if (!existsSync(note)) {
      const { port, folder: its, url } = await startPostgres({ bin });
      await administer(port, `create database ${TEMPLATE}`);
      const store = openPostgres({ url: url(TEMPLATE), clock: systemClock });
      await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')));
      await store.close();
      writeFileSync(note, JSON.stringify({ port, folder: its }));
    }
    return JSON.parse(readFileSync(note, 'utf8'));
  } finally {
    letGo();
  }
}

/** Runs one statement that is about databases. */
const administer = (port: number, sql: string) => administerDatabase(urlOf(port, 'postgres'), sql);

/** A session of a database, beside those of a store. End it with `end()`. */
export async function openSession(url: string): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Runs one statement in a database, behind a store's back. */
export async function administerDatabase(url: string, sql: string): Promise<void> {
  const client = await openSession(url);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
