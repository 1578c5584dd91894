import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, systemClock } from '#platform/clock.ts';
import { OutcomeUnknown, type Store, StoreUnavailable } from '../store.ts';
import { openSqlite } from './open.ts';

/** The disk, held up: each sync ends when the test says so. */
const syncs = vi.hoisted(() => [] as ((error: Error | null) => void)[]);
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  fdatasync: (_: number, done: (error: Error | null) => void) => syncs.push(done),
}));

const NO_DISK = Object.assign(new Error('no disk'), { code: 'EIO' });

let folder: string;
let path: string;
let store: Store;
let clock: ManualClock;
let told: string[];
beforeEach(() => {
  syncs.length = 0;
  told = [];
  clock = new ManualClock(1_000_000);
  folder = mkdtempSync(join(tmpdir(), 'tenon-journal-'));
  path = join(folder, 'tenon.db');
  store = openSqlite({
    path,
    clock: systemClock,
    realClock: clock,
    events: {
      failed: (_, why) => told.push(`failed: ${why.message}`),
      recovered: () => told.push('recovered'),
      lost: () => told.push('lost'),
    },
  });
});
afterEach(async () => {
  let closed = false;
  const closing = store.close().then(() => {
    closed = true;
  });
  while (!closed) {
    await turns();
    for (const sync of syncs.splice(0)) sync(null);
    clock.advance(60_000);
  }
  await closing;
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

/** The next sync that is asked for, however long its way there. */
async function nextSync(): Promise<(error: Error | null) => void> {
  for (;;) {
    const sync = syncs.shift();
    if (sync !== undefined) return sync;
    await turns();
  }
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

describe('a sync that failed', () => {
  /** Two commits, the second during the sync of the first, which fails. */
  async function fail() {
    const first = add('a');
    await turns();
    const second = add('b');
    const read = seeds();
    await turns();
    (await nextSync())(NO_DISK);
    await turns();
    return { first, second, read };
  }

  it('leaves nobody answered, and has nothing more done', async () => {
    const { first, second, read } = await fail();
    for (const each of [first, second, read]) expect(await ended(each)).toBe(false);
    expect(told).toEqual(['failed: the disk failed to sync the database (EIO on fdatasync)']);
    let worked = false;
    const work = async () => {
      worked = true;
    };
    await expect(store.write(work)).rejects.toThrow(StoreUnavailable);
    await expect(store.read(work)).rejects.toThrow(StoreUnavailable);
    expect(worked).toBe(false);
    expect(store.outage?.message).toContain('EIO on fdatasync');
    expect(syncs).toHaveLength(0);
  });

  it('heals when the log, written again, is on disk: those who wait are answered then', async () => {
    const { first, second, read } = await fail();
    clock.advance(100);
    const sync = await nextSync();
    expect(await ended(first)).toBe(false);
    sync(null);
    await Promise.all([first, second]);
    expect(await read).toEqual([{ id: 'a' }]);
    expect(told.at(-1)).toBe('recovered');
    expect(store.outage).toBeUndefined();
    const third = add('c');
    (await nextSync())(null);
    await third;
    expect(await seeds()).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });

  it('that goes on failing is tried again, less and less often', async () => {
    const { first } = await fail();
    for (const wait of [100, 200, 400]) {
      clock.advance(wait - 1);
      expect(await ended(first)).toBe(false);
      expect(syncs).toHaveLength(0);
      clock.advance(1);
      (await nextSync())(NO_DISK);
      await turns();
    }
    clock.advance(800);
    (await nextSync())(null);
    await first;
  });

  it('refuses those that wait for their turn, too, and commits nothing of what is at work', async () => {
    const first = add('a');
    await turns();
    const { promise: held, resolve: go } = Promise.withResolvers<void>();
    const atWork = store.write(async (tx) => {
      await tx.insert('seed', { id: 'b' });
      await held;
    });
    await turns();
    const waiting = [add('c'), seeds()];
    const refused = [atWork, ...waiting].map((each) =>
      expect(each).rejects.toThrow(StoreUnavailable),
    );
    (await nextSync())(NO_DISK);
    go();
    await Promise.all(refused);
    clock.advance(100);
    (await nextSync())(null);
    await first;
    expect(await seeds()).toEqual([{ id: 'a' }]);
  });

  it('that does not heal is told to who owns the process, and then to those who wait', async () => {
    const { first, second, read } = await fail();
    const unknown = [first, second, read].map((each) =>
      expect(each).rejects.toThrow(OutcomeUnknown),
    );
    for (let tries = 1; tries <= 8; tries += 1) {
      expect(told).not.toContain('lost');
      clock.advance(5000);
      (await nextSync())(NO_DISK);
      await turns();
    }
    await Promise.all(unknown);
    expect(told.at(-1)).toBe('lost');
    await expect(seeds()).rejects.toThrow(StoreUnavailable);
    // A program that has the store in itself goes on when the disk is well again.
    clock.advance(5000);
    await expect.poll(() => told.at(-1)).toBe('recovered');
    expect(await seeds()).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('does not heal where the log no longer holds what was written to it', async () => {
    const { first } = await fail();
    const log = readFileSync(`${path}-wal`);
    const spoilt = Buffer.from(log);
    spoilt.fill(0, spoilt.length - 100);
    writeFileSync(`${path}-wal`, spoilt);
    clock.advance(100);
    await expect.poll(() => store.outage?.message).toContain('no longer holds');
    expect(await ended(first)).toBe(false);
    writeFileSync(`${path}-wal`, log);
    clock.advance(200);
    (await nextSync())(null);
    await first;
  });
});

it('brings to disk what a process before it committed, before it reads any of it', async () => {
  const write = add('a');
  (await nextSync())(null);
  await write;
  const left = join(folder, 'left.db');
  for (const suffix of ['', '-wal']) {
    writeFileSync(`${left}${suffix}`, readFileSync(`${path}${suffix}`));
  }
  expect(readFileSync(`${left}-wal`).length).toBeGreaterThan(0);
  const next = openSqlite({ path: left, clock: systemClock });
  expect(readFileSync(`${left}-wal`)).toHaveLength(0);
  expect(await next.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')))).toEqual([
    { id: 'a' },
  ]);
  await next.close();
});
