import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { HISTORIES } from '#test/support/history.ts';
import { ENGINES, placeOn, type TestStore } from '#test/support/stores.ts';
import type { Migration } from './migrations/columns.ts';
import { openStore } from './open.ts';
import { query } from './query.ts';
import { stepsToTake, tooNewFor, versionOf } from './version.ts';

const { known, additive, breaking } = HISTORIES;
const seeds = query((db, _: object) => db.selectFrom('seed').selectAll().orderBy('id'));

describe.each(ENGINES.filter((engine) => engine !== 'memory'))('a store on %s', (engine) => {
  let place: TestStore;
  beforeEach(async () => {
    place = await placeOn(engine, 'new');
  });
  afterEach(() => place.leave());

  /** What somebody who knows these steps finds, having added a seed. */
  async function addWith(schema: readonly Migration[], id: string): Promise<object[]> {
    const store = openStore(place.url, new ManualClock(1), { schema });
    try {
      return await store.write(async (tx) => {
        await tx.insert('seed', { id });
        return tx.all(seeds, {});
      });
    } finally {
      await store.close();
    }
  }

  it('is brought up to date', async () => {
    await addWith(known.slice(0, 3), 'a');
    expect(await addWith(known, 'b')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('that has only grown goes on to be used by those who knew it before', async () => {
    await addWith(known, 'a');
    await addWith(additive, 'b');
    expect(await addWith(known, 'c')).toHaveLength(3);
    expect(await addWith(additive, 'd')).toHaveLength(4);
  });

  it('that is another is refused to them, and left as it is', async () => {
    await addWith(known, 'a');
    await addWith(breaking, 'b');
    for (const older of [known, known.slice(0, 3)]) {
      await expect(addWith(older, 'c')).rejects.toThrow(
        `of a newer version (${breaking.length}) than this Tenon knows (${older.length})`,
      );
    }
    expect(await addWith(breaking, 'd')).toHaveLength(3);
  });
});

it('the steps before the last that leaves others behind must be known', () => {
  const step = (before?: number): Migration => ({
    name: 's',
    statements: () => [],
    ...(before && { leavesBehind: { before, because: 'of this' } }),
  });
  const steps = [step(), step(2), step(), step(2), step()];
  expect(versionOf(steps)).toEqual({ version: 5, compatibleFrom: 2 });
  expect(versionOf([])).toEqual({ version: 0, compatibleFrom: 0 });
  const store = versionOf(steps);
  expect(tooNewFor(store, steps.slice(0, 1))).toContain('takes one that knows 2');
  expect(tooNewFor(store, steps.slice(0, 2))).toBe(undefined);
  expect(stepsToTake(store, steps.slice(0, 3))).toEqual([]);
  expect(stepsToTake(versionOf(steps.slice(0, 3)), steps)).toEqual(steps.slice(3));
});
