import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const create = (input: object) =>
  server.client.vpc('CreateBandwidthPackage', { Bandwidth: 10, ...input });

async function shown(BandwidthPackageId: string) {
  const { BandwidthPackages } = await server.client.ok('vpc', 'DescribeBandwidthPackages', {
    BandwidthPackageIds: [BandwidthPackageId],
  });
  return BandwidthPackages[0];
}

describe('CreateBandwidthPackage', () => {
  it('makes a package of IPv4, by bandwidth, with nothing in it', async () => {
    const id = await madeBandwidthPackage(server);
    expect(await shown(id)).toMatchObject({
      BandwidthPackageId: id,
      BandwidthPackageName: id,
      Description: '',
      Status: 'Available',
      BusinessStatus: 'Normal',
      ISP: 'BGP',
      Protocol: 'IPv4',
      Bandwidth: 10,
      BillingType: 2,
      EipAddresses: [],
      SecurityProtectionTypes: [],
      ProjectName: 'default',
      Tags: [],
      ExpiredTime: '',
    });
  });

  it('is Creating for a while, in which it takes no change', async () => {
    await server.close();
    server = await startServer({ transitions: 'manual' });
    const { BandwidthPackageId } = await server.client.ok('vpc', 'CreateBandwidthPackage', {
      Bandwidth: 10,
    });
    expect(await shown(BandwidthPackageId)).toMatchObject({ Status: 'Creating' });
    const refused = { status: 400, code: 'InvalidBandwidthPackage.InvalidStatus' };
    for (const [action, input] of [
      ['ModifyBandwidthPackageSpec', { Bandwidth: 20 }],
      ['ModifyBandwidthPackageAttributes', { BandwidthPackageName: 'b' }],
      ['DeleteBandwidthPackage', {}],
    ] as const) {
      expect(await server.client.vpc(action, { BandwidthPackageId, ...input })).toMatchObject(
        refused,
      );
    }
  });

  it.each([
    [1, 4, 5],
    [2, 1, 2],
    [3, 1, 2],
    [4, 1, 2],
  ])('of BillingType %d takes no %d Mbps but %d', async (BillingType, less, least) => {
    const refused = { status: 400, code: 'InvalidBandwidth.Malformed' };
    expect(await create({ BillingType, Bandwidth: less })).toMatchObject(refused);
    expect(await create({ BillingType, Bandwidth: least })).toMatchObject({ status: 200 });
    expect(await create({ BillingType, Bandwidth: 5000 })).toMatchObject({ status: 200 });
    expect(await create({ BillingType, Bandwidth: 5001 })).toMatchObject(refused);
  });

  it.each([
    [1, 'InvalidDualStackBillingType.Malformed'],
    [3, 'InvalidDualStackBillingType.Malformed'],
    [2, ''],
    [4, ''],
  ])('of both families is billed by %d: %s', async (BillingType, code) => {
    const answer = await create({ BillingType, Protocol: 'Dual-stack' });
    expect(answer).toMatchObject(code === '' ? { status: 200 } : { status: 400, code });
  });

  it('of IPv6 is billed by bandwidth', async () => {
    const refused = { status: 400, code: 'InvalidBillingType.Malformed' };
    expect(await create({ BillingType: 4, Protocol: 'IPv6' })).toMatchObject(refused);
    expect(await create({ BillingType: 2, Protocol: 'IPv6' })).toMatchObject({ status: 200 });
  });

  it('is subscribed for a period that is sold', async () => {
    const refused = { status: 400, code: 'InvalidPeriod.Malformed' };
    expect(await create({ BillingType: 1, Period: 10 })).toMatchObject(refused);
    expect(await create({ BillingType: 1, Period: 4, PeriodUnit: 2 })).toMatchObject(refused);
    const id = await madeBandwidthPackage(server, { BillingType: 1, Period: 3, PeriodUnit: 2 });
    const { CreationTime, ExpiredTime } = await shown(id);
    expect(Number(ExpiredTime.slice(0, 4)) - Number(CreationTime.slice(0, 4))).toBe(3);
  });

  it('counts against its quota, which a deletion gives back', async () => {
    await server.close();
    const [account] = makeWorld().accounts;
    const quotas = { BandwidthPackages: 1 };
    server = await startServer({
      world: makeWorld({ accounts: account ? [{ ...account, quotas }] : [] }),
    });
    const id = await madeBandwidthPackage(server);
    expect(await create({})).toMatchObject({ status: 400, code: 'QuotaExceeded.BandwidthPackage' });
    await server.client.ok('vpc', 'DeleteBandwidthPackage', { BandwidthPackageId: id });
    await server.settled();
    expect(await create({})).toMatchObject({ status: 200 });
  });
});
