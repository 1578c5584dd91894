import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import { freshDatabase, noPostgres } from '#test/support/postgres.ts';
import { StoreBusy } from '../store.ts';
import { openPostgres } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A store whose way to the database can be stopped. */
async function behindCable() {
  const cable = await Cable.to(await freshDatabase());
  ends.push(() => cable.remove());
  const store = openPostgres({ url: cable.url, clock: systemClock, budgetMs: 400 });
  ends.push(async () => {
    cable.cut();
    await store.close();
  });
  const read = () => store.read((tx) => tx.select((db) => db.selectFrom('seed').selectAll()));
  return { cable, store, read };
}

/** What is said of work that was given up because nobody answered. */
async function saidOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => expect.fail('it works'),
    (failed) => failed,
  );
  expect(error).toBeInstanceOf(StoreBusy);
  return error.message;
}

/* A server that is frozen, or whose network is cut, is not taken for others who are in the way. */
describe.skipIf(noPostgres !== undefined)('a server that does not answer', () => {
  it('is named when it gives no connection', async () => {
    const { cable, read } = await behindCable();
    cable.stall();
    expect(await saidOf(read())).toMatch(/^the server did not answer/);
  });

  it('is named when it falls silent on a connection', async () => {
    const { cable, store, read } = await behindCable();
    // On a busy machine the first connection takes longer than the budget.
    await expect.poll(() => read().then(Boolean, () => false)).toBe(true);
    cable.stall();
    expect(await saidOf(read())).toMatch(/^the server did not answer/);
    const write = store.write((tx) => tx.insert('seed', { id: 'a' }));
    expect(await saidOf(write)).toMatch(/^the server did not answer/);
  });
});
