import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { opened } from '#test/support/opened-databases.ts';
import type { Store } from '../store.ts';
import { checkCopy } from './copy.ts';
import { openSqlite } from './open.ts';

vi.mock('node:sqlite', async (original) =>
  (await import('#test/support/opened-databases.ts')).keepOpened(original as never),
);

let folder: string;
let path: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-copy-'));
  path = join(folder, 'tenon.db');
  store = openSqlite({ path, clock: systemClock });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** After how many pages in the log a commit writes into the database file; 0 for never. */
const checkpointAfter = () =>
  opened.at(-1)?.prepare('pragma wal_autocheckpoint').get()?.wal_autocheckpoint;

it('nothing is written into the database file while it is copied', async () => {
  const usual = checkpointAfter();
  expect(usual).toBeGreaterThan(0);
  const copy = join(folder, 'copy.db');
  writeFileSync(copy, '');
  let ended = false;
  const copied = store.copyTo?.(copy).then(() => {
    ended = true;
  });
  const seen = new Set<unknown>();
  const writes: Promise<void>[] = [];
  while (!ended) {
    // Commits go on, and none is waited for: the copy may take less time than a sync.
    writes.push(store.write((tx) => tx.insert('seed', { id: `${writes.length}` })));
    await new Promise((next) => setImmediate(next));
    seen.add(checkpointAfter());
  }
  await Promise.all([copied, ...writes]);
  expect(seen).toContain(0);
  expect(checkpointAfter()).toBe(usual);
});

it('a copy that is cut short is found out', async () => {
  const copy = join(folder, 'copy.db');
  writeFileSync(copy, '');
  expect(() => checkCopy(copy)).toThrow();
  writeFileSync(copy, Buffer.alloc(8192, 7));
  expect(() => checkCopy(copy)).toThrow();
  rmSync(copy);
  writeFileSync(copy, '');
  await store.copyTo?.(copy);
  checkCopy(copy);
});
