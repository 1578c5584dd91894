import { describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { StoredSecret } from './stored-secret.ts';

const ids = randomIds(() => systemClock.now());

describe.each(ENGINES)('a stored secret, on %s', (engine) => {
  it('is one, whoever asks first and however often', async () => {
    const { store, end } = await storeOn(engine, systemClock);
    const askers = Array.from({ length: 5 }, () => new StoredSecret(store, ids, 'page-tokens'));
    const keys = await Promise.all(askers.map((each) => each.key()));
    const again = await Promise.all(askers.map((each) => each.key()));
    expect(new Set([...keys, ...again].map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]?.length).toBe(32);
    await end();
  });

  it('is another one in another store, and outlives its emptying', async () => {
    const [one, other] = [await storeOn(engine, systemClock), await storeOn(engine, systemClock)];
    const keyOf = (store: Store) => new StoredSecret(store, ids, 'page-tokens').key();
    const key = await keyOf(one.store);
    expect(await keyOf(other.store)).not.toEqual(key);
    await one.store.write((tx) => tx.empty());
    expect(await keyOf(one.store)).toEqual(key);
    await one.end();
    await other.end();
  });

  it('is another one for another kind of token', async () => {
    const { store, end } = await storeOn(engine, systemClock);
    const keys = await Promise.all(
      (['page-tokens', 'metadata-tokens'] as const).map((id) =>
        new StoredSecret(store, ids, id).key(),
      ),
    );
    expect(keys[0]).not.toEqual(keys[1]);
    await end();
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
  const kept = new StoredSecret(fitful, ids, 'page-tokens');
  await expect(kept.key()).rejects.toBeInstanceOf(StoreUnavailable);
  away = false;
  expect((await kept.key()).length).toBe(32);
  await end();
});
