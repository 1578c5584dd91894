import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '#platform/clock.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { openSqlite } from './open.ts';

let folder: string;
let path: string;
let clock: ManualClock;
let stores: Store[];
let told: string[];
/** A timer by which no look at the files is recent. */
let now = 0;
const timer = () => {
  now += 1000;
  return now;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-file-'));
  path = join(folder, 'tenon.db');
  clock = new ManualClock(1_000_000);
  stores = [];
  told = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(at = path): Store {
  const store = openSqlite({
    path: at,
    clock: systemClock,
    realClock: clock,
    timer,
    events: {
      warned: (message) => told.push(message),
      failed: (_, why) => told.push(why.message),
      recovered: () => told.push('recovered'),
    },
  });
  stores.push(store);
  return store;
}

const add = (store: Store, id: string) => store.write((tx) => tx.insert('seed', { id }));
const seeds = async (store: Store) =>
  (await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')))).map(
    ({ id }) => id,
  );
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('a symbolic link to the database', () => {
  it.each([
    'that is there',
    'that is not there yet',
  ])('syncs the log of the file %s', async (when) => {
    const real = join(folder, 'real');
    mkdirSync(real);
    const target = join(real, 'store.db');
    if (when === 'that is there') {
      const before = open(target);
      await add(before, 'before');
      await before.close();
    }
    symlinkSync(target, path);
    const store = open();
    await add(store, 'a');
    expect(statSync(`${target}-wal`).size).toBeGreaterThan(0);
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await seeds(store)).toContain('a');
  });

  it('that leads elsewhere by now is noticed', async () => {
    const target = join(folder, 'real.db');
    symlinkSync(target, path);
    const store = open();
    await add(store, 'a');
    const other = join(folder, 'other.db');
    writeFileSync(other, '');
    unlinkSync(path);
    symlinkSync(other, path);
    await expect(add(store, 'b')).rejects.toThrow(`the file ${path} was replaced by another`);
  });
});

describe('a database file that goes while the server runs', () => {
  it('is noticed by the next write, and by the next read; it works again when the file is back', async () => {
    const store = open();
    await add(store, 'a');
    renameSync(path, `${path}.away`);
    await expect(add(store, 'b')).rejects.toThrow(`the file ${path} is gone`);
    await expect(seeds(store)).rejects.toThrow(StoreUnavailable);
    clock.advance(100);
    await expect.poll(() => store.outage?.message).toBe(`the file ${path} is gone`);
    renameSync(`${path}.away`, path);
    clock.advance(200);
    await expect.poll(() => told.at(-1)).toBe('recovered');
    await add(store, 'c');
    expect(await seeds(store)).toEqual(['a', 'c']);
  });

  it('is noticed by whoever asks whether the server is ready', () => {
    const store = open();
    expect(store.outage).toBeUndefined();
    unlinkSync(path);
    expect(store.outage?.message).toBe(`the file ${path} is gone`);
  });

  it('is noticed when it is the log', async () => {
    const store = open();
    await add(store, 'a');
    unlinkSync(`${path}-wal`);
    await expect(add(store, 'b')).rejects.toThrow(`the file ${path}-wal is gone`);
  });

  it('leaves the file alone that another server has made in its place', async () => {
    const first = open();
    await add(first, 'first');
    for (const suffix of ['', '-wal']) unlinkSync(`${path}${suffix}`);
    const second = open();
    await add(second, 'second');
    await expect(add(first, 'lost')).rejects.toThrow('was replaced by another');
    await expect(seeds(first)).rejects.toThrow(StoreUnavailable);
    await first.close();
    await add(second, 'more');
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    expect(await seeds(second)).toEqual(['second', 'more']);
  });

  it.each(['missing', 'empty'])('is not made anew beside its log where it is %s', async (how) => {
    const first = open();
    await add(first, 'a');
    renameSync(path, `${path}.away`);
    if (how === 'empty') writeFileSync(path, '');
    expect(() => open()).toThrow(
      `the store ${path} is gone or empty, and its log ${path}-wal is still there`,
    );
    expect(existsSync(path)).toBe(how === 'empty');
    renameSync(`${path}.away`, path);
    await expect.poll(() => seeds(first).catch(() => clock.advance(100))).toEqual(['a']);
  });

  it('is noticed when the folder goes with it', async () => {
    const inside = join(folder, 'inside');
    mkdirSync(inside);
    const store = open(join(inside, 'tenon.db'));
    renameSync(inside, join(folder, 'elsewhere'));
    await expect(add(store, 'a')).rejects.toThrow(/is gone/);
  });
});

describe('a folder that is not there', () => {
  it('is not made for a path that may be mistyped', () => {
    const at = join(folder, 'typo', 'tenon.db');
    expect(() => open(at)).toThrow(
      `the store ${at}: there is no folder ${join(folder, 'typo')}: make it, or mend the path`,
    );
    expect(existsSync(join(folder, 'typo'))).toBe(false);
  });

  it('is made where it is that of npm start', () => {
    open(join(folder, '.tenon', 'tenon.db'));
    expect(modeOf(join(folder, '.tenon'))).toBe('700');
    const deep = join(folder, 'typo', '.tenon', 'tenon.db');
    expect(() => open(deep)).toThrow(/there is no folder/);
  });
});

describe('what cannot be a database is refused with its path and the cause', () => {
  it('a folder', () => {
    const at = join(folder, 'tenon.db');
    mkdirSync(at);
    expect(() => open(at)).toThrow(`the store ${at} is a folder, not a file`);
  });

  it('a path through a file', () => {
    writeFileSync(path, '');
    expect(() => open(join(path, 'tenon.db'))).toThrow(/tenon\.db\/tenon\.db.*no folder/);
  });
});

describe('its files', () => {
  it('are for their owner alone', async () => {
    const mask = process.umask(0);
    try {
      const store = open();
      await add(store, 'a');
      for (const suffix of ['', '-wal'])
        expect([suffix, modeOf(path + suffix)]).toEqual([suffix, '600']);
    } finally {
      process.umask(mask);
    }
  });

  it('that others may read are closed to them', async () => {
    const before = open();
    await add(before, 'a');
    const left = join(folder, '.tenon', 'left.db');
    mkdirSync(join(folder, '.tenon'), { mode: 0o755 });
    for (const suffix of ['', '-wal']) {
      copyFileSync(path + suffix, left + suffix);
      chmodSync(left + suffix, 0o644);
    }
    expect(await seeds(open(left))).toEqual(['a']);
    for (const suffix of ['', '-wal'])
      expect([suffix, modeOf(left + suffix)]).toEqual([suffix, '600']);
    expect(modeOf(join(folder, '.tenon'))).toBe('700');
    expect(told).toEqual([]);
  });
});
