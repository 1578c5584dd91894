import { describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { Settlements } from './settlement.ts';

const clock = new ManualClock(Date.UTC(2026, 0));

const intent = (id: string) => ({
  id,
  kind: 'k',
  account_id: '1',
  region: 'r',
  resource_id: 'vpc-1',
  due_at: clock.now() + 1000,
});

describe.each(ENGINES)('what became of intents, on %s', (engine) => {
  it('is what was told, or what the store still has', async () => {
    const { store, end } = await storeOn(engine, clock);
    await store.write((tx) => tx.intend(intent('stored')));
    const settlements = new Settlements(10);
    settlements.ended('done', { reached: true });
    settlements.ended('undone', { reached: false, reason: 'why' });
    const of = await settlements.of(store, ['stored', 'done', 'undone', 'gone']);
    expect(of([])).toBeNull();
    expect(of(['done'])).toEqual({ state: 'settled' });
    expect(of(['stored'])).toEqual({ state: 'pending' });
    expect(of(['done', 'stored'])).toEqual({ state: 'pending' });
    expect(of(['stored', 'undone'])).toEqual({ state: 'failed', reason: 'why' });
    expect(of(['gone'])).toEqual({ state: 'ended' });
    expect(of(['gone', 'done'])).toEqual({ state: 'ended' });
    await end();
  });
});

it('forgets the oldest, and never has more than it may', async () => {
  const { store, end } = await storeOn('memory', clock);
  const settlements = new Settlements(4);
  for (const id of ['a', 'x', 'y', 'z', 'c']) {
    settlements.ended(id, { reached: true });
    expect(settlements.count).toBeLessThanOrEqual(4);
  }
  const of = await settlements.of(store, ['a', 'c']);
  expect([of(['a']), of(['c'])]).toEqual([{ state: 'ended' }, { state: 'settled' }]);
  await end();
});
