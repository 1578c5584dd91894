import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { due, lease } from '#reconcile/intents.ts';
import type { ServerOptions } from '#server.ts';
import { openStore } from '#store/open.ts';
import { query } from '#store/query.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ENGINES, placeOn, type TestStore } from '../support/stores.ts';

/** A clock that is wrong, that is set, or that starts anew does not delay transitions for long. */

const NOW = Date.UTC(2030, 0, 10);
const HOUR = 3_600_000;
/** A VPC is Creating for a second: docs/limits.md. */
const DWELL = 1000;

let place: TestStore;
let servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers) await server.close();
  servers = [];
  await place.leave();
});

async function start(options: ServerOptions): Promise<TestServer> {
  const server = await startServer({
    store: place.url,
    auth: 'lenient',
    transitions: 'realistic',
    ...options,
  });
  servers.push(server);
  // Now the reconciler has looked through what it found at its start.
  await server.settled();
  return server;
}

async function stop(server: TestServer): Promise<void> {
  servers = servers.filter((each) => each !== server);
  await server.close();
}

const makeVpc = async ({ client }: TestServer): Promise<string> =>
  (await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' })).VpcId;

const statusOf = async ({ client }: TestServer, VpcId: string): Promise<string> =>
  (await client.ok('vpc', 'DescribeVpcAttributes', { VpcId })).Status;

/** Waits until the reconciler has settled it without being called. */
const settles = (server: TestServer, VpcId: string) =>
  expect.poll(() => statusOf(server, VpcId)).toBe('Available');

describe.each(ENGINES)('on %s', (engine) => {
  let clock: ManualClock;
  beforeEach(async () => {
    place = await placeOn(engine);
    clock = new ManualClock(NOW);
  });

  it('a clock that is set back for 90 seconds, and right again, delays nothing', async () => {
    const server = await start({ clock });
    const before = await makeVpc(server);
    clock.advance(DWELL / 2);
    clock.set(NOW - 90_000);
    const meanwhile = await makeVpc(server);
    clock.advance(DWELL / 2);
    await settles(server, before);
    expect(await statusOf(server, meanwhile)).toBe('Creating');
    clock.set(NOW + DWELL);
    const after = await makeVpc(server);
    clock.advance(DWELL / 2);
    await settles(server, meanwhile);
    expect(await statusOf(server, after)).toBe('Creating');
    clock.advance(DWELL / 2);
    await settles(server, after);
  });

  it('a clock that is set back for good delays nothing for longer than it takes from then', async () => {
    const pace = 300;
    const server = await start({ clock, pace });
    const made = await makeVpc(server);
    clock.set(NOW - HOUR);
    expect(server.worldClock.now()).toBe(NOW);
    clock.advance(120_000);
    await server.settled();
    expect(server.worldClock.now()).toBe(NOW - HOUR + 120_000);
    clock.advance(DWELL * pace - 1);
    await server.settled();
    expect(await statusOf(server, made)).toBe('Creating');
    clock.advance(1);
    await settles(server, made);
  });

  if (engine !== 'memory') {
    it('what was made while the clock was an hour ahead settles after a restart', async () => {
      const early = await start({ clock: new ManualClock(NOW + HOUR) });
      const made = await makeVpc(early);
      await stop(early);
      const server = await start({ clock });
      expect(await statusOf(server, made)).toBe('Creating');
      clock.advance(DWELL);
      await settles(server, made);
    });

    it('what was in hand while the clock was an hour ahead is taken up after a restart', async () => {
      const early = await start({ clock });
      const made = await makeVpc(early);
      await stop(early);
      const ahead = openStore(place.url, new ManualClock(NOW + HOUR));
      await ahead.write(async (tx) => {
        await tx.run(backdate, { at: tx.now });
        for (const intent of await due(tx, 10, new Set())) await lease(tx, intent, 30_000);
      });
      await ahead.close();
      const server = await start({ clock });
      await settles(server, made);
    });

    it('a manual clock stands where it stood, also after a reset, and goes on from there', async () => {
      const first = await start({ clock, transitions: 'manual' });
      const made = await makeVpc(first);
      await advance(first, '10d');
      expect(await statusOf(first, made)).toBe('Available');
      const stood = first.worldClock.now();
      expect(stood).toBe(NOW + 240 * HOUR);
      const waits = await makeVpc(first);
      await stop(first);

      clock.advance(HOUR);
      const second = await start({ clock, transitions: 'manual' });
      expect(second.worldClock.now()).toBe(stood);
      expect(await statusOf(second, waits)).toBe('Creating');
      await advance(second, '1s');
      expect(await statusOf(second, waits)).toBe('Available');
      await second.reset();
      await stop(second);

      const third = await start({ clock, transitions: 'manual' });
      expect(third.worldClock.now()).toBe(stood + 1000);
    });

    it('a restart in another mode settles what waits, and goes by the real time', async () => {
      const manual = await start({ clock, transitions: 'manual' });
      await advance(manual, '10d');
      const one = await makeVpc(manual);
      await stop(manual);
      const realistic = await start({ clock });
      expect(realistic.worldClock.now()).toBe(NOW);
      clock.advance(DWELL);
      await settles(realistic, one);
      const two = await makeVpc(realistic);
      await stop(realistic);
      const instant = await start({ clock, transitions: 'instant' });
      await settles(instant, two);
      await stop(instant);
      // The clock begins anew: nothing is left of the one that was manual before.
      const again = await start({ clock, transitions: 'manual' });
      expect(again.worldClock.now()).toBe(clock.now());
    });
  }

  if (engine === 'postgres') {
    it('processes whose manual clocks share a store go on from one time', async () => {
      const one = await start({ clock, transitions: 'manual' });
      const other = await start({ clock, transitions: 'manual' });
      await advance(one, '10d');
      await advance(other, '1s');
      expect(other.worldClock.now()).toBe(NOW + 240 * HOUR + 1000);
      clock.advance(1000);
      await expect.poll(() => one.worldClock.now()).toBe(other.worldClock.now());
    });

    it('the database says what time it is, to every process alike', async () => {
      const store = openStore(place.url, clock);
      const times: (number | undefined)[] = [];
      for (let n = 0; n < 3; n += 1) times.push(await store.engineTime());
      await store.close();
      const sorted = [...times].sort((a, b) => (a ?? 0) - (b ?? 0));
      expect(times).toEqual(sorted);
      expect(new Date(times[0] ?? 0).getUTCFullYear()).toBe(new Date().getUTCFullYear());
    });
  }
});

const backdate = query((db, p: { at: number }) => db.updateTable('intent').set({ due_at: p.at }));

const advance = (server: TestServer, by: string): Promise<void> => server.clock.advance(by);
