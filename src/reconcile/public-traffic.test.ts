import { beforeEach, expect, it } from 'vitest';
import type { DataPlane, PublicCounters } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import { ManualClock } from '#platform/clock.ts';
import type { Store } from '#store/store.ts';
import { type Carried, PublicTraffic } from './public-traffic.ts';

const START = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;

let clock: ManualClock;
let counted: PublicCounters[];
let traffic: PublicTraffic;
let kept: Carried[];
beforeEach(() => {
  clock = new ManualClock(START);
  counted = [];
  const dataPlane = { ...none, publicCounters: async () => counted };
  traffic = make(dataPlane);
  kept = [];
});

/** A store that only has work done. */
const store = { write: (work: (tx: unknown) => unknown) => work(undefined) } as unknown as Store;
const make = (dataPlane: DataPlane) =>
  new PublicTraffic({
    ...{ store, dataPlane, clock },
    async keep(_, carried) {
      kept.push(...carried);
    },
  });

const carried = (received: number, sent = 0) => ({
  receivedBytes: received * 100,
  receivedPackets: received,
  sentBytes: sent * 100,
  sentPackets: sent,
});
async function look(received: number, sent = 0): Promise<void> {
  counted = [{ id: 'eip-1', ...carried(received, sent) }];
  await traffic.look();
}

it('adds up what has been counted, by the minute', async () => {
  await look(5);
  expect(traffic.of('eip-1')).toEqual({ total: carried(5), minutes: [] });
  clock.advance(10_000);
  await look(7, 1);
  clock.advance(10_000);
  await look(8, 1);
  clock.advance(MINUTE);
  await look(8, 4);
  expect(traffic.of('eip-1')).toEqual({
    total: carried(8, 4),
    minutes: [
      { at: START, ...carried(3, 1) },
      { at: START + MINUTE, ...carried(0, 3) },
    ],
  });
  expect(traffic.of('eip-2')).toEqual({ total: carried(0), minutes: [] });
  expect(kept).toEqual([
    { id: 'eip-1', received: 200, sent: 100 },
    { id: 'eip-1', received: 100, sent: 0 },
    { id: 'eip-1', received: 0, sent: 300 },
  ]);
});

it('counts from the beginning what comes later', async () => {
  await traffic.look();
  await look(3);
  expect(traffic.of('eip-1').minutes).toEqual([{ at: START, ...carried(3) }]);
});

it('goes on where the driver begins at 0 again', async () => {
  await look(5);
  await look(2);
  expect(traffic.of('eip-1').total).toEqual(carried(7));
});

it('remembers an hour, and no address that has been gone for so long', async () => {
  await look(0);
  await look(1);
  clock.advance(59 * MINUTE);
  await look(2);
  expect(traffic.of('eip-1').minutes.map(({ at }) => at)).toEqual([START, START + 59 * MINUTE]);
  clock.advance(MINUTE);
  expect(traffic.of('eip-1').minutes.map(({ at }) => at)).toEqual([START + 59 * MINUTE]);
  counted = [];
  clock.advance(61 * MINUTE);
  await traffic.look();
  expect(traffic.of('eip-1').total).toEqual(carried(0));
});

it('asks once for all who ask at the same time', async () => {
  let asked = 0;
  const publicCounters = async () => {
    asked += 1;
    return [];
  };
  const one = make({ ...none, publicCounters });
  await Promise.all([one.look(), one.look()]);
  await one.look();
  expect(asked).toBe(2);
});
