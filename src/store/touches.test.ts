import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Touch } from '#core/packet-tables.ts';
import { systemClock } from '#platform/clock.ts';
import { MEMORY, openSqlite } from './sqlite/open.ts';
import type { Store, Writer } from './store.ts';

let store: Store;
let noticed: readonly Touch[];
beforeEach(() => {
  store = openSqlite({ path: MEMORY, clock: systemClock });
  noticed = [];
  store.noticeWith(async (_, touches) => {
    noticed = touches;
  });
});
afterEach(() => store.close());

const touched = async (work: (tx: Writer) => Promise<void> | void) => {
  await store.write(async (tx) => work(tx));
  return noticed.map(({ id, carried }) => `${id} ${carried ? 'carried' : 'not'}`);
};

it.each([
  ['carried', 'carried', 'vpc-1 carried'],
  ['carried', undefined, 'vpc-1 not'],
  [undefined, 'carried', 'vpc-1 not'],
  [undefined, undefined, 'vpc-1 not'],
] as const)('a row that is touched twice, %s and %s, is noticed once', async (one, other, told) => {
  const found = await touched((tx) => {
    tx.touch('vpc', 'vpc-1', one);
    tx.touch('vpc', 'vpc-2', 'carried');
    tx.touch('vpc', 'vpc-1', other);
  });
  expect(found).toEqual([told, 'vpc-2 carried']);
});

it('what a part touched that failed is not noticed', async () => {
  const found = await touched(async (tx) => {
    tx.touch('vpc', 'vpc-1', 'carried');
    const part = tx.attempt(async () => {
      tx.touch('vpc', 'vpc-1');
      tx.touch('vpc', 'vpc-2');
      throw new Error('lost');
    });
    await expect(part).rejects.toThrow('lost');
  });
  expect(found).toEqual(['vpc-1 carried']);
});
