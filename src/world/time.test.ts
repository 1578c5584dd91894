import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { openStore } from '#store/open.ts';
import type { Store } from '#store/store.ts';
import { WorldTime } from './time.ts';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

/** The time of a database that several processes work on, and its store. */
let database: ManualClock;
let store: Store;
let times: WorldTime[];
beforeEach(() => {
  database = new ManualClock(NOW);
  times = [];
  const kept = openStore('memory', database);
  store = {
    exclusive: false,
    waiting: 0,
    read: (work) => kept.read(work),
    write: (work, isolation) => kept.write(work, isolation),
    onIntents: () => {},
    settleWith: () => {},
    noticeWith: () => {},
    observeWith: () => {},
    engineTime: async () => database.now(),
    close: () => kept.close(),
  };
});
afterEach(async () => {
  await Promise.all(times.map((time) => time.end()));
  await store.close();
});

/** A process whose machine says `now`. */
async function processAt(now: number, shared = true): Promise<[WorldTime, ManualClock]> {
  const real = new ManualClock(now);
  const time = new WorldTime({ real, manual: false, shared });
  times.push(time);
  await time.begin(store);
  return [time, real];
}

describe('processes that share a store', () => {
  it('have one time, whatever their machines say', async () => {
    const [ahead, aheadReal] = await processAt(NOW + HOUR);
    const [behind, behindReal] = await processAt(NOW - HOUR);
    expect([ahead.clock.now(), behind.clock.now()]).toEqual([NOW, NOW]);
    for (const clock of [aheadReal, behindReal, database]) clock.advance(500);
    expect([ahead.clock.now(), behind.clock.now()]).toEqual([NOW + 500, NOW + 500]);
  });

  it('ask the database every second: one that has slept is told what it missed', async () => {
    const [time, real] = await processAt(NOW);
    database.advance(HOUR);
    expect(time.clock.now()).toBe(NOW);
    real.advance(1000);
    await expect.poll(() => time.clock.now()).toBe(NOW + HOUR);
    database.advance(HOUR);
    real.advance(1000);
    await expect.poll(() => time.clock.now()).toBe(NOW + 2 * HOUR);
  });

  it('believe no answer that took its time, and ask again', async () => {
    const [time, real] = await processAt(NOW);
    let slow = true;
    const told = Promise.withResolvers<void>();
    store.engineTime = async () => {
      if (slow) real.advance(101);
      else told.resolve();
      slow = false;
      return NOW + HOUR;
    };
    real.advance(1000);
    await expect.poll(() => slow).toBe(false);
    expect(time.clock.now()).toBe(NOW + 1101);
    await expect
      .poll(() => {
        real.advance(1000);
        return time.clock.now();
      })
      .toBeGreaterThan(NOW + HOUR - 1);
    await told.promise;
  });

  it('go on by themselves while it cannot be asked', async () => {
    const [time, real] = await processAt(NOW + 5000);
    store.engineTime = () => Promise.reject(new Error('lost'));
    real.advance(1000);
    real.advance(1000);
    expect(time.clock.now()).toBe(NOW + 2000);
  });

  it('go by their own clock where that is given to them', async () => {
    const [time] = await processAt(NOW + HOUR, false);
    expect(time.clock.now()).toBe(NOW + HOUR);
  });
});

describe('processes that share a manual clock', () => {
  async function manualAt(now: number): Promise<[WorldTime, ManualClock]> {
    const real = new ManualClock(now);
    const time = new WorldTime({ real, manual: true, shared: true });
    times.push(time);
    await time.begin(store);
    return [time, real];
  }

  it('follow each other ahead, and back to the time of a snapshot', async () => {
    const [first] = await manualAt(NOW);
    const [second, real] = await manualAt(NOW + HOUR);
    expect(second.clock.now()).toBe(NOW);
    await first.advance(store, HOUR);
    real.advance(1000);
    await expect.poll(() => second.clock.now()).toBe(NOW + HOUR);
    await store.write(async (tx) => {
      await tx.empty();
      await tx.insert('manual_clock', { id: 'world', stands_at: NOW + 5 });
      await first.restore(tx);
    });
    expect(first.clock.now()).toBe(NOW + 5);
    real.advance(1000);
    await expect.poll(() => second.clock.now()).toBe(NOW + 5);
    // A process that has not followed yet goes by the store's time, too.
    await first.advance(store, 1);
    await second.advance(store, 1);
    expect(second.clock.now()).toBe(NOW + 7);
  });

  it('take back a restore that fails', async () => {
    const [time] = await manualAt(NOW);
    const failed = store.write(async (tx) => {
      await tx.empty();
      await tx.insert('manual_clock', { id: 'world', stands_at: NOW - HOUR });
      const takeBack = await time.restore(tx);
      expect(time.clock.now()).toBe(NOW - HOUR);
      takeBack();
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(time.clock.now()).toBe(NOW);
  });
});
