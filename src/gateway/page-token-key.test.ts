import { describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { StoredPageTokenKey } from './page-token-key.ts';

const ids = randomIds(() => systemClock.now());

describe.each(ENGINES)('the key of page tokens, on %s', (engine) => {
  it('is one, whoever asks first and however often', async () => {
    const { store, end } = await storeOn(engine, systemClock);
    const askers = Array.from({ length: 5 }, () => new StoredPageTokenKey(store, ids));
    const keys = await Promise.all(askers.map((each) => each.key()));
    const again = await Promise.all(askers.map((each) => each.key()));
    expect(new Set([...keys, ...again].map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]?.length).toBe(32);
    await end();
  });

  it('is another one in another store, and outlives its emptying', async () => {
    const [one, other] = [await storeOn(engine, systemClock), await storeOn(engine, systemClock)];
    const keyOf = (store: Store) => new StoredPageTokenKey(store, ids).key();
    const key = await keyOf(one.store);
    expect(await keyOf(other.store)).not.toEqual(key);
    await one.store.write((tx) => tx.empty());
    expect(await keyOf(one.store)).toEqual(key);
    await one.end();
    await other.end();
  });
});

it('is read again after the store was away', async () => {
  const { store, end } = await storeOn('memory', systemClock);
  let away = true;
  const fitful: Store = {
    ...store,
    read: (work) => (away ? Promise.reject(new StoreUnavailable('away')) : store.read(work)),
    write: (work) => store.write(work),
  };
  const kept = new StoredPageTokenKey(fitful, ids);
  await expect(kept.key()).rejects.toBeInstanceOf(StoreUnavailable);
  away = false;
  expect((await kept.key()).length).toBe(32);
  await end();
});
