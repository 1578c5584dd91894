import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administerDatabase } from '#test/support/postgres.ts';
import {
  findPostgres,
  noPostgres,
  postmasterOf,
  startPostgres,
} from '#test/support/postgres-server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { fill } from './fill.ts';

/** A store that holds so many interfaces. */
export interface FilledStore {
  readonly interfaces: number;
  readonly url: string;
  bytes(): Promise<number>;
}

export interface FilledStores {
  readonly stores: readonly FilledStore[];
  /** The database server's first process; undefined where there is none. */
  readonly databasePid: number | undefined;
  remove(): Promise<void>;
}

const shape = (interfaces: number) => ({
  interfaces,
  accountId: DEFAULT_ACCOUNT.id,
  region: 'cn-beijing',
});

export async function filledSqlite(sizes: readonly number[]): Promise<FilledStores> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const stores = sizes.map((interfaces) => {
    const path = join(folder, `${interfaces}.db`);
    return { interfaces, url: `sqlite:${path}`, bytes: async () => statSync(path).size };
  });
  for (const { url, interfaces } of stores) await fill(url, shape(interfaces));
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { stores, databasePid: undefined, remove };
}

/** All on one server, which syncs each commit. */
export async function filledPostgres(sizes: readonly number[]): Promise<FilledStores> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error(noPostgres);
  const server = await startPostgres({ bin, durable: true });
  const stores = [];
  for (const interfaces of sizes) {
    const name = `filled_${interfaces}`;
    await administerDatabase(server.url('postgres'), `create database ${name}`);
    const url = server.url(name);
    await fill(url, shape(interfaces));
    stores.push({ interfaces, url, bytes: () => databaseSize(url, name) });
  }
  return { stores, databasePid: postmasterOf(server.folder), remove: () => server.remove() };
}

async function databaseSize(url: string, name: string): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('select pg_database_size($1) as bytes', [name]);
  await client.end();
  return Number(rows[0]?.bytes);
}
