import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** The disk, held up: each sync ends when the test says so. */
const syncs = vi.hoisted(() => [] as ((error: Error | null) => void)[]);
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  fdatasync: (_: number, done: (error: Error | null) => void) => syncs.push(done),
}));

let folder: string;
let store: Store;
beforeEach(() => {
  syncs.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'tenon-journal-'));
  store = openSqlite({ path: join(folder, 'tenon.db'), clock: systemClock });
});
afterEach(async () => {
  const closed = store.close();
  await turns();
  for (const sync of syncs.splice(0)) sync(null);
  await closed;
  rmSync(folder, { recursive: true, force: true });
});

async function turns(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await new Promise((next) => setImmediate(next));
}

const add = (id: string) => store.write((tx) => tx.insert('seed', { id }));
const seeds = () => store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')));

/** Whether a promise has been kept or broken by now. */
async function ended(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  const end = () => {
    over = true;
  };
  promise.then(end, end);
  await turns();
  return over;
}

it('answers a write, and a read that saw it, only when it is on disk', async () => {
  const write = add('a');
  expect(await ended(write)).toBe(false);
  const read = seeds();
  expect(await ended(read)).toBe(false);
  syncs.shift()?.(null);
  await write;
  expect(await read).toEqual([{ id: 'a' }]);
});

it('does not take a sync that began before a commit for one of it', async () => {
  const first = add('a');
  expect(await ended(first)).toBe(false);
  const second = add('b');
  expect(await ended(second)).toBe(false);
  syncs.shift()?.(null);
  await first;
  expect(await ended(second)).toBe(false);
  syncs.shift()?.(null);
  await second;
});

it('syncs once for all that commits together, and not for what changed nothing', async () => {
  const writes = Promise.all(['a', 'b', 'c'].map(add));
  await turns();
  expect(syncs).toHaveLength(1);
  syncs.shift()?.(null);
  await writes;
  await store.write(async () => {});
  expect(syncs).toHaveLength(0);
});

it('promises nothing more once a sync has failed', async () => {
  const write = add('a');
  const refused = expect(write).rejects.toThrow('no disk');
  await turns();
  syncs.shift()?.(new Error('no disk'));
  await refused;
  await expect(add('b')).rejects.toThrow('no disk');
});
