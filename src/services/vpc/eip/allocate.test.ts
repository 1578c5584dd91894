import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const allocate = (input: Record<string, unknown> = {}) =>
  server.client.vpc('AllocateEipAddress', { BillingType: 3, ...input });

async function attributes(id: string) {
  return server.client.ok('vpc', 'DescribeEipAddressAttributes', { AllocationId: id });
}

describe('AllocateEipAddress', () => {
  it('gives an address with the documented defaults', async () => {
    const { AllocationId, EipAddress } = (await allocate()).result;
    expect(AllocationId).toMatch(/^eip-[a-z0-9]{25}$/);
    expect(EipAddress).toMatch(/^198\.19\.\d+\.\d+$/);
    expect(await attributes(AllocationId)).toMatchObject({
      AllocationId,
      EipAddress,
      Name: AllocationId,
      Description: '',
      Status: 'Available',
      ISP: 'BGP',
      BillingType: 3,
      Bandwidth: 1,
      BandwidthPackageId: '',
      IpAddressPoolId: '',
      InstanceType: '',
      InstanceId: '',
      ReleaseWithInstance: false,
      SecurityProtectionTypes: [],
      BusinessStatus: 'Normal',
      LockReason: '',
      IsBlocked: false,
      ServiceManaged: false,
      VpcId: '',
      ProjectName: 'default',
      Tags: [],
      ExpiredTime: '',
      OverdueTime: '',
      DeletedTime: '',
    });
  });

  it('keeps what it is given', async () => {
    const { AllocationId } = (
      await allocate({
        BillingType: 2,
        Bandwidth: 500,
        ISP: 'BGP',
        Name: 'front-door',
        Description: 'a door, in front',
        ProjectName: 'web',
        SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
        SecurityProtectionInstanceId: 7,
        IpAddress: '203.0.113.9',
        Tags: [{ Key: 'team', Value: 'edge' }],
        IsAtomic: true,
        IsPreorder: true,
        ServiceManaged: false,
        SpecificEgress: 'KUL',
      })
    ).result;
    expect(await attributes(AllocationId)).toMatchObject({
      EipAddress: '203.0.113.9',
      Name: 'front-door',
      Description: 'a door, in front',
      BillingType: 2,
      Bandwidth: 500,
      ProjectName: 'web',
      SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
      Tags: [{ Key: 'team', Value: 'edge' }],
    });
  });

  it('knows when a subscription ends', async () => {
    const { AllocationId } = (
      await allocate({
        BillingType: 1,
        Period: 2,
        PeriodUnit: 2,
        RenewType: 2,
        RenewPeriodTimes: 6,
      })
    ).result;
    const { AllocationTime, ExpiredTime } = await attributes(AllocationId);
    expect(ExpiredTime.slice(0, 4)).toBe(String(Number(AllocationTime.slice(0, 4)) + 2));
  });

  it.each([
    ['no BillingType', { BillingType: undefined }, 'MissingParameter'],
    ['an unknown BillingType', { BillingType: 4 }, 'InvalidBillingType.Malformed'],
    ['no bandwidth', { Bandwidth: 0 }, 'InvalidBandwidth.Malformed'],
    ['too much by traffic', { Bandwidth: 201 }, 'InvalidBandwidth.Malformed'],
    ['too much by bandwidth', { BillingType: 2, Bandwidth: 501 }, 'InvalidBandwidth.Malformed'],
    ['too much by subscription', { BillingType: 1, Bandwidth: 501 }, 'InvalidBandwidth.Malformed'],
    ['far too much', { Bandwidth: 9_999_999 }, 'InvalidBandwidth.Malformed'],
    ['a length not sold', { BillingType: 1, Period: 10 }, 'InvalidPeriod.Malformed'],
    ['six years', { BillingType: 1, Period: 6, PeriodUnit: 2 }, 'InvalidPeriod.Malformed'],
    ['no renewal length', { BillingType: 1, RenewType: 2 }, 'MissingParameter'],
    ['a renewal length not sold', { RenewPeriodTimes: 4 }, 'InvalidRenewPeriodTimes.Malformed'],
    ['an unknown line', { ISP: 'Carrier_Pigeon' }, 'InvalidISP.Malformed'],
    ['a bad name', { Name: '-x' }, 'InvalidName.Malformed'],
    ['a link as description', { Description: 'https://x' }, 'InvalidDescription.Malformed'],
    ['a bandwidth package', { BandwidthPackageId: 'bwp-1' }, 'InvalidBandwidthPackage.NotFound'],
    ['an address pool', { IpAddressPoolId: 'ippool-1' }, 'InvalidIpAddressPool.NotFound'],
    ["somebody's address", { IpAddress: '8.8.8.8' }, 'InvalidIpAddress.Malformed'],
    ['no address', { IpAddress: 'eight' }, 'InvalidIpAddress.Malformed'],
    [
      'protection without its instance',
      { SecurityProtectionTypes: ['AntiDDoS_Enhanced'] },
      'MissingParameter',
    ],
    [
      'protection of a subscription',
      {
        BillingType: 1,
        SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
        SecurityProtectionInstanceId: 7,
      },
      'InvalidSecurityProtectionTypes.Malformed',
    ],
    [
      'protection of another line',
      {
        ISP: 'ChinaMobile',
        SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
        SecurityProtectionInstanceId: 7,
      },
      'InvalidSecurityProtectionTypes.Malformed',
    ],
    [
      'an unknown protection',
      { SecurityProtectionTypes: ['Moat'] },
      'InvalidSecurityProtectionTypes.Malformed',
    ],
  ])('refuses %s', async (_, input, code) => {
    expect(await allocate(input)).toMatchObject({ code });
    const { TotalCount } = await server.client.ok('vpc', 'DescribeEipAddresses');
    expect(TotalCount).toBe(0);
  });

  it('words a bandwidth below 1 as its page does', async () => {
    expect((await allocate({ Bandwidth: 0 })).message).toBe(
      'The specified bandwidth is malformed.Ensure that bandwidth is not smaller than 1.',
    );
  });

  it('gives a released address again, and never one address twice', async () => {
    const { AllocationId, EipAddress } = (await allocate()).result;
    expect(await allocate({ IpAddress: EipAddress })).toMatchObject({
      code: 'InvalidIpAddress.InUse',
    });
    await server.client.ok('vpc', 'ReleaseEipAddress', { AllocationId });
    await server.settled();
    expect((await allocate({ IpAddress: EipAddress })).result.EipAddress).toBe(EipAddress);
  });

  it('answers a repeated ClientToken alike, and refuses it with other arguments', async () => {
    const first = await allocate({ ClientToken: 'once' });
    expect((await allocate({ ClientToken: 'once' })).result.AllocationId).toBe(
      first.result.AllocationId,
    );
    expect(await allocate({ ClientToken: 'once', Bandwidth: 2 })).toMatchObject({
      code: 'IdempotentParameterMismatch',
    });
  });
});

it('refuses more EIPs than the quota, and gives a place back on release', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { Eips: 2 } }) });
  const { AllocationId } = (await allocate()).result;
  await allocate();
  expect(await allocate()).toMatchObject({ status: 400, code: 'QuotaExceeded.Eip' });
  await server.client.ok('vpc', 'ReleaseEipAddress', { AllocationId });
  await server.settled();
  expect(await allocate()).toMatchObject({ status: 200 });
});
