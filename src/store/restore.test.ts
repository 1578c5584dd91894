import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { backUp } from './backup.ts';
import { migrations } from './migrations.ts';
import { restoreRows } from './restore.ts';
import { SnapshotFile } from './sqlite/snapshot-file.ts';
import type { Store } from './store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-restore-'));
  file = join(folder, 'copy.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** More than an engine copies at once, and no multiple of what it does. */
const MANY = 43_210;

const seeds = async (store: Store) => {
  const rows = await store.read((tx) => tx.select((db) => db.selectFrom('seed').select('id')));
  return rows.map(({ id }) => id).sort();
};

describe.each(ENGINES)('a store on %s', (engine) => {
  const clock = new ManualClock(1_700_000_000_000);
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, end } = await storeOn(engine, clock));
  });
  afterEach(() => end());

  async function restore(after: Parameters<typeof restoreRows>[2] = async () => {}) {
    const rows = new SnapshotFile(file, migrations);
    try {
      await restoreRows(store, rows, after);
    } finally {
      rows.close();
    }
  }

  it('has every row of a long table again, and only those', async () => {
    const ids = Array.from({ length: MANY }, (_, n) => `seed-${String(n).padStart(6, '0')}`);
    for (let at = 0; at < MANY; at += 5000) {
      await store.write((tx) =>
        tx.insertMany(
          'seed',
          ids.slice(at, at + 5000).map((id) => ({ id })),
        ),
      );
    }
    // Rows have gone from the middle, so that their places are not numbered through.
    await store.write((tx) => tx.removeMany('seed', 'id', ids.slice(2500, 2600)));
    const before = await seeds(store);
    expect(before).toHaveLength(MANY - 100);
    await backUp(store, file);
    await store.write((tx) => tx.empty());
    await store.write((tx) => tx.insert('seed', { id: 'later' }));
    await restore();
    expect(await seeds(store)).toEqual(before);
  });

  it('tells of the earliest intent that came with it', async () => {
    const intent = (id: string, in_ms: number) => ({
      id,
      kind: 'k',
      account_id: 'a',
      region: 'r',
      resource_id: id,
      due_at: clock.now() + in_ms,
    });
    await store.write(async (tx) => {
      await tx.intend(intent('late', 9000));
      await tx.intend(intent('early', 5000));
    });
    await backUp(store, file);
    await store.write((tx) => tx.empty());
    const told = Promise.withResolvers<number>();
    store.onIntents((dueAt) => {
      if (dueAt > clock.now()) told.resolve(dueAt);
    });
    await restore();
    expect(await told.promise).toBe(clock.now() + 5000);
  });

  it('is as it was when what follows in the same transaction fails', async () => {
    await store.write((tx) => tx.insert('seed', { id: 'saved' }));
    await backUp(store, file);
    await store.write((tx) => tx.insert('seed', { id: 'later' }));
    await expect(
      restore(async (tx) => {
        await tx.insert('seed', { id: 'half' });
        throw new Error('no further');
      }),
    ).rejects.toThrow('no further');
    expect(await seeds(store)).toEqual(['later', 'saved']);
    await restore();
    expect(await seeds(store)).toEqual(['saved']);
    await store.write((tx) => tx.insert('seed', { id: 'after' }));
    expect(await seeds(store)).toEqual(['after', 'saved']);
  });

  it('removes many rows by a column, and no others', async () => {
    await store.write((tx) =>
      tx.insertMany(
        'tag',
        Array.from({ length: 1200 }, (_, n) => ({
          resource_id: `r-${n}`,
          resource_type: 'vpc',
          account_id: n % 3 === 0 ? 'b' : 'a',
          region: 'r',
          key: 'k',
          value: 'v',
        })),
      ),
    );
    await store.write((tx) => tx.removeMany('tag', 'account_id', ['a', 'nobody']));
    const left = await store.read((tx) =>
      tx.select((db) => db.selectFrom('tag').select('account_id')),
    );
    expect(left).toHaveLength(400);
    expect(new Set(left.map(({ account_id }) => account_id))).toEqual(new Set(['b']));
  });
});
