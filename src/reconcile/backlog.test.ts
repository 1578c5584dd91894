import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import type { Store } from '#store/store.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { backlog } from './backlog.ts';
import { due, lease, putBack } from './intents.ts';

describe.each(ENGINES)('on %s', (engine) => {
  let clock: ManualClock;
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    clock = new ManualClock(1_000_000);
    ({ store, end } = await storeOn(engine, clock));
  });
  afterEach(() => end());

  const intend = (id: string, dueIn: number) =>
    store.write((tx) =>
      tx.intend({
        id,
        kind: 'k',
        account_id: 'a',
        region: 'r',
        resource_id: id,
        due_at: tx.now + dueIn,
      }),
    );

  it('counts intents by state, and says how late the oldest is', async () => {
    const now = () => store.read(backlog);
    expect(await now()).toEqual({ due: 0, waiting: 0, leased: 0, retried: 0, lateMs: 0 });
    await intend('one', 0);
    await intend('two', 0);
    await intend('three', 5000);
    clock.advance(400);
    expect(await now()).toEqual({ due: 2, waiting: 1, leased: 0, retried: 0, lateMs: 400 });

    await store.write(async (tx) => {
      const [first, second] = await due(tx, 2, new Set());
      if (first === undefined || second === undefined) throw new Error('two are due');
      await lease(tx, first, 1000);
      await putBack(tx, await lease(tx, second, 1000), tx.now + 2000);
    });
    expect(await now()).toEqual({ due: 0, waiting: 1, leased: 1, retried: 1, lateMs: 0 });
    clock.advance(1500);
    expect(await now()).toEqual({ due: 1, waiting: 1, leased: 0, retried: 1, lateMs: 500 });
  });
});
