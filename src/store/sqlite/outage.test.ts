import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, systemClock } from '#platform/clock.ts';
import { opened } from '#test/support/opened-databases.ts';
import type { EngineFailure } from '../observer.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { openSqlite } from './open.ts';

vi.mock('node:sqlite', async (original) =>
  (await import('#test/support/opened-databases.ts')).keepOpened(original as never),
);

let folder: string;
let path: string;
let clock: ManualClock;
let store: Store;
let told: string[];
let failures: EngineFailure[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-outage-'));
  path = join(folder, 'tenon.db');
  clock = new ManualClock(1_000_000);
  told = [];
  failures = [];
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(at: string): void {
  store = openSqlite({
    path: at,
    clock: systemClock,
    realClock: clock,
    observer: { committed() {}, failed: (failure) => failures.push(failure) },
    events: {
      failed: (place, why) => told.push(`${place === at} ${why.message}`),
      recovered: () => told.push('recovered'),
    },
  });
}

/** Says something to the engine behind the store's back. */
function tell(pragma: string): Record<string, unknown> {
  return (opened.at(-1)?.prepare(`pragma ${pragma}`).get() ?? {}) as Record<string, unknown>;
}

/**
 * From now on the database cannot grow, as on a full disk; as far as the engine can tell, it is
 * one.
 */
function fillDisk(): void {
  tell(`max_page_count = ${tell('page_count').page_count}`);
}

const emptyDisk = () => tell(`max_page_count = ${2 ** 30}`);

const add = (id: string, name = '') =>
  store.write(async (tx) => {
    await tx.insert('seed', { id: `${id}${name}` });
  });
const seeds = async () =>
  (await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')))).map(
    ({ id }) => id,
  );

/** More than there is room for in the pages that are there. */
const LARGE = 'x'.repeat(100_000);

describe.each(['memory', 'file'])('on a disk of a store in %s', (where) => {
  beforeEach(() => open(where === 'memory' ? ':memory:' : path));

  it('that is full, writes are refused and reads are not, until there is room', async () => {
    await add('before');
    fillDisk();
    await expect(add('large', LARGE)).rejects.toThrow('the disk is full (SQLITE_FULL)');
    expect(await seeds()).toEqual(['before']);
    let worked = false;
    const next = store.write(async () => {
      worked = true;
    });
    await expect(next).rejects.toThrow(StoreUnavailable);
    expect(worked).toBe(false);
    expect(store.outage?.message).toBe('the disk is full (SQLITE_FULL)');
    expect(failures).toEqual(['unavailable', 'unavailable']);

    emptyDisk();
    clock.advance(100);
    await expect.poll(() => told.at(-1)).toBe('recovered');
    await add('after');
    expect((await seeds()).sort()).toEqual(['after', 'before']);
  });

  it('that is full, nothing stays of what shared the commit, and none of it is done again', async () => {
    fillDisk();
    let ran = 0;
    const small = store.write(async (tx) => {
      ran += 1;
      await tx.insert('seed', { id: 'small' });
    });
    const swallows = store.write(async (tx) => {
      // Work that goes on after a failed statement must not change anything outside a transaction.
      await tx.insert('seed', { id: LARGE }).catch(() => {});
      await tx.insert('seed', { id: 'later' }).catch(() => {});
    });
    const ends = await Promise.allSettled([small, swallows]);
    for (const each of ends) {
      expect(each.status === 'rejected' && each.reason).toBeInstanceOf(StoreUnavailable);
    }
    expect(ran).toBe(1);
    expect(await seeds()).toEqual([]);
    emptyDisk();
    clock.advance(100);
    await expect.poll(() => told.at(-1)).toBe('recovered');
    expect(await seeds()).toEqual([]);
  });

  it('that takes no writes, they are refused until it does', async () => {
    tell('query_only = on');
    await expect(add('a')).rejects.toThrow('read-only (SQLITE_READONLY)');
    expect(await seeds()).toEqual([]);
    clock.advance(100);
    // It is tried, and found as before.
    await expect.poll(() => store.outage?.message).toContain('read-only');
    expect(told).toHaveLength(1);
    tell('query_only = off');
    clock.advance(200);
    await expect.poll(() => told.at(-1)).toBe('recovered');
    await add('a');
  });
});

it('of a file that is corrupt, what meets it is refused with 503, read or write', async () => {
  open(path);
  await add('a');
  tell('wal_checkpoint(truncate)');
  tell('cache_size = 0');
  tell('shrink_memory');
  const { size } = statSync(path);
  truncateSync(path, 4096);
  writeFileSync(path, Buffer.alloc(size - 4096, 0xff), { flag: 'a' });
  await expect(seeds()).rejects.toThrow(/corrupt|failed to read/);
  await expect(add('b')).rejects.toThrow(StoreUnavailable);
  expect(store.outage).toBeInstanceOf(StoreUnavailable);
});

it('names the path and the cause when it cannot be opened', () => {
  open(':memory:');
  writeFileSync(path, 'this is a letter to my aunt, and not a database\n'.repeat(100));
  expect(() => openSqlite({ path, clock })).toThrow(
    `the store ${path} is not a SQLite database (SQLITE_NOTADB)`,
  );
});
