import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import { dropDatabase, freshDatabase, noPostgres } from '#test/support/postgres.ts';
import type { StoreObserver } from './observer.ts';
import { openStore } from './open.ts';
import { query } from './query.ts';
import { OutcomeUnknown, type Store, StoreUnavailable, type Writer } from './store.ts';

/** What an observer was told. */
let told: string[];
const observer: StoreObserver = {
  committed: (writes) => told.push(`${writes} committed`),
  failed: (failure, again) => told.push(`${failure}${again ? ', again' : ''}`),
};
beforeEach(() => {
  told = [];
});

const allSeeds = query((db, _: object) => db.selectFrom('seed').select('id'));
const add = (id: string) => (tx: Writer) => tx.insert('seed', { id });
const nothing = async () => {};
const refusal = async (tx: Writer) => {
  await tx.insert('seed', { id: 'refused' });
  throw new Error('no');
};

it('is told by SQLite how many writes share a commit, and what failed', async () => {
  const store = openStore('memory', systemClock, { observer });
  await Promise.allSettled([add('a'), nothing, refusal, add('b')].map((work) => store.write(work)));
  expect(told).toEqual(['2 committed']);
  await expect(store.write(add('a'))).rejects.toThrow();
  await store.read((tx) => tx.all(allSeeds, {}));
  expect(told).toEqual(['2 committed', 'unique']);
  const broken = query((db, _: object) => db.selectFrom('gone' as 'seed').select('id'));
  await expect(store.write((tx) => tx.all(broken, {}))).rejects.toThrow(/no such table/);
  expect(told).toEqual(['2 committed', 'unique', 'fault']);
  await store.close();
});

describe.skipIf(noPostgres !== undefined)('is told by PostgreSQL', () => {
  let url: string;
  let cable: Cable;
  let store: Store;
  beforeEach(async () => {
    url = await freshDatabase();
    cable = await Cable.to(url);
    store = openStore(cable.url, systemClock, { observer });
    await store.write(add('first'));
    told = [];
  });
  afterEach(async () => {
    await store.close();
    await cable.remove();
    await dropDatabase(url);
  });

  it('of writes, and not of refusals or reads', async () => {
    await store.write(add('a'));
    await store.write(nothing);
    await store.read((tx) => tx.all(allSeeds, {}));
    await expect(store.write(refusal)).rejects.toThrow('no');
    expect(told).toEqual(['1 committed']);
  });

  it('of a conflict whose loser is done again', async () => {
    const both = Promise.withResolvers<void>();
    let looked = 0;
    const judge = (id: string) => async (tx: Writer) => {
      await tx.all(allSeeds, {});
      looked += 1;
      if (looked === 2) both.resolve();
      await both.promise;
      await tx.insert('seed', { id });
    };
    await Promise.all([store.write(judge('a')), store.write(judge('b'))]);
    expect(told.toSorted()).toEqual(['1 committed', '1 committed', 'conflict, again']);
  });

  it('of lost connections, of answers that are lost, and of a database that is away', async () => {
    let runs = 0;
    await store.write(async (tx) => {
      runs += 1;
      await tx.insert('seed', { id: 'a' });
      if (runs === 1) cable.cut();
      await tx.all(allSeeds, {});
    });
    expect(told).toEqual(['connection, again', '1 committed']);
    cable.cutAfter = (bytes) => bytes.includes('commit');
    await expect(store.write(add('b'))).rejects.toBeInstanceOf(OutcomeUnknown);
    cable.cutAfter = () => false;
    expect(told.slice(2)).toEqual(['unknown']);
    cable.open = false;
    cable.cut();
    await expect(store.write(add('c'))).rejects.toBeInstanceOf(StoreUnavailable);
    cable.open = true;
    expect(told.slice(3)).toEqual(['connection, again', 'connection, again', 'connection']);
  });
});
