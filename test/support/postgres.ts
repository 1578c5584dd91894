import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { findPostgres, hold, noPostgres, startPostgres } from './postgres-server.ts';

export { noPostgres };

/*
 * Databases for tests on the one PostgreSQL of a test run. The first test that wants one starts the
 * server; the run's teardown (postgres-teardown.ts) ends it.
 */

/** Whether servers that name no store are to run on PostgreSQL. */
export const onPostgres = process.env.TENON_TEST_STORE === 'postgres';

/** What is required in CI must be there. */
if (noPostgres !== undefined && (onPostgres || process.env.TENON_REQUIRE === 'all')) {
  throw new Error(noPostgres);
}
if (noPostgres !== undefined) console.warn(`not run on PostgreSQL: ${noPostgres}`);

const TEMPLATE = 'tenon_template';
let server: Promise<{ readonly port: number }> | undefined;
let made = 0;

const urlOf = (port: number, database: string) => `postgres://tenon@127.0.0.1:${port}/${database}`;

/** The URL of a new database with an empty store of the newest version. */
export async function freshDatabase(): Promise<string> {
  server ??= theServer();
  const { port } = await server;
  made += 1;
  const name = `t${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}_${made}_${Date.now()}`;
  await administer(port, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  return urlOf(port, name);
}

/** The URL of a new database with nothing in it. */
export async function emptyDatabase(): Promise<string> {
  server ??= theServer();
  const { port } = await server;
  made += 1;
  const name = `e${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}_${made}_${Date.now()}`;
  await administer(port, `create database ${name}`);
  return urlOf(port, name);
}

export async function dropDatabase(url: string): Promise<void> {
  const { port, pathname } = new URL(url);
  await administer(Number(port), `drop database if exists ${pathname.slice(1)} with (force)`);
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

/** Runs one statement in a database, behind a store's back. */
export async function administerDatabase(url: string, sql: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
