import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { backUp } from './backup.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Store } from './store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-backup-'));
  file = join(folder, 'copy.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seedsOf = async (store: Store) =>
  (
    await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id').orderBy('id')))
  ).map(({ id }) => id);

/** What is in a copy, read as a store is. */
async function inCopy<T>(look: (store: Store) => Promise<T>): Promise<T> {
  const copy = openSqlite({ path: file, clock: systemClock });
  try {
    return await look(copy);
  } finally {
    await copy.close();
  }
}

describe.each(ENGINES)('a backup of a store on %s', (engine) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, end } = await storeOn(engine, systemClock));
  });
  afterEach(() => end());

  const add = (id: string) => store.write((tx) => tx.insert('seed', { id }));

  it('is one file for its owner alone, from which a store starts that has the same in it', async () => {
    await store.write(async (tx) => {
      for (let n = 0; n < 1200; n += 1) {
        await tx.insert('usage', {
          account_id: `a${n % 7}`,
          region: '名前',
          quota: `q${n}`,
          used: 2 ** 40 + n,
        } as never);
      }
      await tx.insert('seed', { id: "O'Brien \\ % é 🙂" });
      await tx.intend({
        id: 'i',
        kind: 'k',
        account_id: 'a',
        region: 'r',
        resource_id: 'x',
        due_at: tx.now + 1e6,
      });
    });
    const rows = async (from: Store) =>
      from.read(async (tx) => [
        await tx.select((db) => db.selectFrom('usage').selectAll().orderBy('quota')),
        await tx.select((db) => db.selectFrom('intent').selectAll()),
        await tx.select((db) => db.selectFrom('seed').selectAll()),
      ]);
    const made = await backUp(store, file);
    expect(made).toEqual({ file, bytes: statSync(file).size });
    expect(readdirSync(folder)).toEqual(['copy.db']);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(await inCopy(rows)).toEqual(await rows(store));
  });

  it('is of one moment, and holds nobody up for ever', async () => {
    let going = true;
    let pairs = 0;
    const writer = (async () => {
      while (going) {
        await store.write(async (tx) => {
          await tx.insert('seed', { id: `a${pairs}` });
          await tx.insert('seed', { id: `b${pairs}` });
        });
        pairs += 1;
      }
    })();
    while (pairs < 5) await new Promise((next) => setImmediate(next));
    const before = pairs;
    await backUp(store, file);
    going = false;
    await writer;
    const seen = await inCopy(seedsOf);
    const of = (letter: string) =>
      seen.filter((id) => id.startsWith(letter)).map((id) => id.slice(1));
    expect(of('a')).toEqual(of('b'));
    expect(of('a').length).toBeGreaterThanOrEqual(before);
    await add('after');
    expect(await seedsOf(store)).toContain('after');
  });

  it('takes the place of nothing, and leaves nothing behind when it fails', async () => {
    writeFileSync(file, 'precious');
    await expect(backUp(store, file)).rejects.toThrow('there is a file of that name');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    const link = join(folder, 'link.db');
    symlinkSync(join(folder, 'nowhere'), link);
    await expect(backUp(store, link)).rejects.toThrow('there is a file of that name');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    await expect(backUp(store, join(folder, 'no', 'copy.db'))).rejects.toThrow(
      'there is no folder',
    );
    mkdirSync(join(folder, 'a-folder'));
    await expect(backUp(store, join(folder, 'a-folder'))).rejects.toThrow('of that name');
    expect(readdirSync(folder).sort()).toEqual(['a-folder', 'copy.db', 'link.db']);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('goes on beside another', async () => {
    await add('a');
    const files = ['one.db', 'two.db', 'one.db'].map((name) => join(folder, name));
    const ends = await Promise.allSettled(files.map((each) => backUp(store, each)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(readdirSync(folder).sort()).toEqual(['one.db', 'two.db']);
    await add('b');
    expect(await seedsOf(store)).toEqual(['a', 'b']);
  });
});

it('of a file has ended when the store is closed', async () => {
  const path = join(folder, 'tenon.db');
  const store = openSqlite({ path, clock: systemClock });
  await store.write((tx) => tx.insert('seed', { id: 'a' }));
  await backUp(store, file);
  const again = backUp(store, join(folder, 'again.db'));
  await new Promise((next) => setImmediate(next));
  await store.close();
  await again.catch(() => {});
  expect(await inCopy(seedsOf)).toEqual(['a']);
});
