import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PublicCounters } from '#dataplane/driver.ts';
import { ManualClock } from '#platform/clock.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { placeOn } from '#test/support/stores.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const ask = (InstanceId: string, Day: string, input: object = {}, client = server.client) =>
  client.vpc('Describe95Traffic', { ResourceType: 'BandwidthPackage', InstanceId, Day, ...input });
const figures = async (...asked: Parameters<typeof ask>) =>
  (await ask(...asked)).result?.TrafficData.TrafficDetailDatas;

it('a day that is over has 288 intervals without traffic', async () => {
  const id = await madeBandwidthPackage(server);
  const all = await figures(id, '2020-02-29');
  expect(all).toHaveLength(288);
  const none = { InBandwidth: '0', OutBandwidth: '0', BillBandwidth: '0' };
  expect(all[0]).toEqual({
    StartTime: '2020-02-29T00:00:00+08:00',
    EndTime: '2020-02-29T00:05:00+08:00',
    ...none,
  });
  expect(all[287]).toEqual({
    StartTime: '2020-02-29T23:55:00+08:00',
    EndTime: '2020-03-01T00:00:00+08:00',
    ...none,
  });
  expect(await figures(id, '20200229')).toEqual(all);
  expect(await ask(id, '2020-02-29')).toMatchObject({
    result: { TrafficData: { InstanceId: id, Bandwidth: 10, Ratio: 0 } },
  });
});

it('a day to come has none', async () => {
  expect(await figures(await madeBandwidthPackage(server), '2999-01-01')).toEqual([]);
});

it('an EIP has them, too', async () => {
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  const asked = { ResourceType: 'Eip' };
  expect(await figures(AllocationId, '2020-02-29', asked)).toHaveLength(288);
  expect(await ask(AllocationId, '2020-02-29')).toMatchObject({
    status: 404,
    code: 'InvalidBandwidthPackage.NotFound',
  });
  expect(await ask('eip-none', '2020-02-29', asked)).toMatchObject({
    status: 404,
    code: 'InvalidEip.NotFound',
  });
});

it.each(['2021-02-29', '2021-13-01', 'today', '2021-2-1'])('%s is no day', async (Day) => {
  const id = await madeBandwidthPackage(server);
  expect(await ask(id, Day)).toMatchObject({ status: 400, code: 'InvalidDay.Malformed' });
});

it("another account's package has none", async () => {
  const id = await madeBandwidthPackage(server);
  expect(await ask(id, '2020-02-29', {}, server.as(OTHER))).toMatchObject({ status: 404 });
});

it('has what a data plane counted, of a package the sum of its EIPs', async () => {
  await server.close();
  const counted: PublicCounters[] = [];
  const dataPlane = Object.assign(new MemoryPlane(), { publicCounters: async () => counted });
  const clock = new ManualClock(Date.UTC(2030, 0, 10, 4));
  server = await startServer({ dataPlane, clock, auth: 'lenient' });
  const id = await madeBandwidthPackage(server);
  const eip = async (): Promise<string> =>
    (
      await server.client.ok('vpc', 'AllocateEipAddress', {
        ...{ BillingType: 3, Bandwidth: 5, BandwidthPackageId: id },
      })
    ).AllocationId;
  const [one, two] = [await eip(), await eip()];
  const look = async (...carried: [string, number, number][]) => {
    counted.splice(0);
    for (const [id, received, sent] of carried) {
      const packets = { receivedPackets: received, sentPackets: sent };
      counted.push({ id, receivedBytes: received, sentBytes: sent, ...packets });
    }
    clock.advance(10_000);
    await server.settled();
  };
  await look([one, 37_500_000, 0], [two, 0, 75_000_000]);
  await look([one, 37_500_000, 3750], ['eip-gone', 9, 9]);
  clock.advance(5 * 60_000);
  // Noon of Beijing's time is the 144th interval.
  const at = async (...asked: Parameters<typeof ask>) => (await figures(...asked))[144];
  const day = '2030-01-10';
  expect(await at(one, day, { ResourceType: 'Eip' })).toEqual({
    ...{ StartTime: '2030-01-10T12:00:00+08:00', EndTime: '2030-01-10T12:05:00+08:00' },
    ...{ InBandwidth: '1', OutBandwidth: '0.0001', BillBandwidth: '1' },
  });
  expect(await at(two, day, { ResourceType: 'Eip' })).toMatchObject({
    ...{ InBandwidth: '0', OutBandwidth: '2', BillBandwidth: '2' },
  });
  expect(await at(id, day)).toMatchObject({ InBandwidth: '1', OutBandwidth: '2.0001' });
  expect((await figures(id, day))[143]).toMatchObject({ InBandwidth: '0' });
  await server.client.ok('vpc', 'RemoveBandwidthPackageIp', {
    ...{ BandwidthPackageId: id, AllocationId: one },
  });
  await server.settled();
  await server.client.ok('vpc', 'ReleaseEipAddress', { AllocationId: one });
  await server.settled();
  const rows = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('eip_traffic').select('eip_id')),
  );
  expect(rows).toEqual([{ eip_id: two }]);
});

it('is not what was counted before the server began', async () => {
  await server.close();
  const place = await placeOn('sqlite');
  const counted: PublicCounters[] = [];
  const clock = new ManualClock(Date.UTC(2030, 0, 10, 4));
  const start = async () => {
    const dataPlane = Object.assign(new MemoryPlane(), { publicCounters: async () => counted });
    server = await startServer({ dataPlane, clock, auth: 'lenient', store: place.url });
  };
  await start();
  const { AllocationId: id } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 3,
  });
  await server.close();
  const nothing = { receivedBytes: 0, receivedPackets: 0 };
  counted.push({ id, ...nothing, sentBytes: 75_000_000, sentPackets: 9 });
  await start();
  counted.splice(0, 1, { id, ...nothing, sentBytes: 75_000_000 + 37_500_000, sentPackets: 12 });
  clock.advance(10_000);
  await server.settled();
  clock.advance(5 * 60_000);
  const all = await figures(id, '2030-01-10', { ResourceType: 'Eip' });
  expect(all[144]).toMatchObject({ InBandwidth: '0', OutBandwidth: '1' });
  await server.close();
  await place.leave();
});

it('is kept for 31 days', async () => {
  await server.close();
  const counted: PublicCounters[] = [];
  const dataPlane = Object.assign(new MemoryPlane(), { publicCounters: async () => counted });
  const clock = new ManualClock(Date.UTC(2030, 0, 1, 4));
  server = await startServer({ dataPlane, clock, auth: 'lenient' });
  const { AllocationId: id } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 3,
  });
  clock.advance(10_000);
  await server.settled();
  const days = async (): Promise<number> =>
    (await server.store.read((tx) => tx.select((db) => db.selectFrom('eip_traffic').select('day'))))
      .length;
  for (let day = 1; day <= 33; day += 1) {
    const [receivedBytes, receivedPackets] = [day * 1000, day];
    counted.splice(0, 1, { id, receivedBytes, receivedPackets, sentBytes: 0, sentPackets: 0 });
    clock.advance(24 * 60 * 60_000);
    await server.settled();
  }
  expect(await days()).toBe(31);
});
