import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeLoadBalancer } from '#test/support/clb.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let LoadBalancerId: string;
let subnetId: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  ({ subnetId } = await scene(server));
  LoadBalancerId = await madeLoadBalancer(server, subnetId);
});
afterEach(() => server.close());

const call = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('clb', action, { LoadBalancerId, ...input });
const convert = (LoadBalancerBillingType: number, input: Record<string, unknown> = {}) =>
  call('ConvertLoadBalancerBillingType', { LoadBalancerBillingType, ...input });
async function active(): Promise<void> {
  await server.advance(60_000);
}
async function billing() {
  const answer = await server.client.ok('clb', 'DescribeLoadBalancersBilling', {
    LoadBalancerIds: [LoadBalancerId],
  });
  return answer.LoadBalancerBillingConfigs[0];
}
/** How many months lie between a moment and the end of the subscription. */
async function monthsFrom(begin: string): Promise<number> {
  const { ExpiredTime } = await billing();
  const parts = (time: string) => time.split('-').map(Number) as [number, number];
  const [fromYear, fromMonth] = parts(begin);
  const [year, month] = parts(ExpiredTime);
  return (year - fromYear) * 12 + month - fromMonth;
}
const today = async () =>
  (await server.client.ok('clb', 'DescribeLoadBalancerAttributes', { LoadBalancerId })).CreateTime;

const done = { status: 200 };
const notSubscribed = { status: 400, code: 'InvalidBillingType.NotSupport' };
const notSold = { status: 400, code: 'InvalidPeriod.Malformed' };
const byHand = { RenewType: 1, RenewPeriodTimes: 0, RemainRenewTimes: 0 };

describe('ConvertLoadBalancerBillingType', () => {
  it.each([
    [2, 1],
    [2, 3],
    [1, 2],
    [1, 3],
    [3, 1],
    [3, 2],
  ])('goes from %d to %d', async (from, to) => {
    LoadBalancerId = await madeLoadBalancer(server, subnetId, { LoadBalancerBillingType: from });
    await active();
    expect(await convert(to)).toMatchObject({ ...done, result: { OrderId: '' } });
    const { BillingType, ExpiredTime } = await billing();
    expect([BillingType, ExpiredTime !== '']).toEqual([to, to === 1]);
  });

  it('refuses the present type, one that is on its way, and one that is not there', async () => {
    expect(await convert(1)).toMatchObject({ code: 'InvalidLoadBalancer.InvalidStatus' });
    await active();
    expect(await convert(2)).toMatchObject({ status: 400, code: 'InvalidBillingType.Malformed' });
    expect(await convert(1, { LoadBalancerId: 'clb-none' })).toMatchObject({
      status: 404,
      code: 'InvalidLoadBalancer.NotFound',
    });
  });

  it('begins a subscription of what is sold, and renews it by hand unless told', async () => {
    await active();
    const now = await today();
    expect(await convert(1, { Period: 10 })).toMatchObject(notSold);
    expect(await convert(1, { Period: 4, PeriodUnit: 'Year' })).toMatchObject(notSold);
    expect((await billing()).BillingType).toBe(2);
    expect(await convert(1, { Period: 2, PeriodUnit: 'Year' })).toMatchObject(done);
    expect(await monthsFrom(now)).toBe(24);
    expect(await billing()).toMatchObject(byHand);
    expect(await convert(2)).toMatchObject(done);
    expect(await convert(1, { AutoRenewal: true })).toMatchObject(done);
    expect(await monthsFrom(now)).toBe(1);
    expect(await billing()).toMatchObject({
      RenewType: 2,
      RenewPeriodTimes: 1,
      RemainRenewTimes: -1,
    });
  });

  it('takes a specification, but not for one that is paid by usage', async () => {
    await active();
    expect(await convert(3, { LoadBalancerSpec: 'large_1' })).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
    });
    expect(await convert(3)).toMatchObject(done);
    expect(await convert(2, { LoadBalancerSpec: 'large_1' })).toMatchObject(done);
    expect(
      await server.client.ok('clb', 'DescribeLoadBalancerAttributes', { LoadBalancerId }),
    ).toMatchObject({ LoadBalancerSpec: 'large_1', LoadBalancerBillingType: 2 });
  });

  it('keeps a subscription from being deleted, and ends it', async () => {
    await active();
    await convert(1);
    expect(await call('DeleteLoadBalancer')).toMatchObject(notSubscribed);
    await convert(2);
    expect(await call('DeleteLoadBalancer')).toMatchObject(done);
  });
});

describe('the EIP that is made with a load balancer', () => {
  const publicOne = (input: Record<string, unknown>, EipBillingConfig: Record<string, unknown>) =>
    server.client.call('clb', 'CreateLoadBalancer', {
      ...{ Type: 'public', RegionId: 'cn-beijing', SubnetId: subnetId },
      ...{ ...input, EipBillingConfig },
    });
  const subscription = { LoadBalancerBillingType: 1, Period: 2 };
  async function make(input: Record<string, unknown>, eip: Record<string, unknown>) {
    LoadBalancerId = (await publicOne(input, eip)).result.LoadBalancerId;
    await active();
  }
  async function eip() {
    const input = { LoadBalancerId };
    const { EipID } = await server.client.ok('clb', 'DescribeLoadBalancerAttributes', input);
    return server.client.ok('vpc', 'DescribeEipAddressAttributes', { AllocationId: EipID });
  }
  const malformed = { status: 400, code: 'InvalidBillingType.Malformed' };

  it('is subscribed with it, and only with it', async () => {
    expect(await publicOne(subscription, { EipBillingType: 2 })).toMatchObject(malformed);
    expect(await publicOne({}, { EipBillingType: 1 })).toMatchObject(malformed);
    expect(
      await publicOne(subscription, { SecurityProtectionTypes: ['AntiDDoS_Enhanced'] }),
    ).toMatchObject({ code: 'InvalidSecurityProtectionTypes.Malformed' });
    await make(subscription, { Bandwidth: 3 });
    const { ExpiredTime } = await billing();
    expect(await eip()).toMatchObject({ BillingType: 1, Bandwidth: 3, ExpiredTime });
  });

  it('is paid for as the load balancer from a conversion on', async () => {
    await make({}, { EipBillingType: 2, Bandwidth: 3 });
    await convert(1);
    expect(await eip()).toMatchObject({
      BillingType: 1,
      ExpiredTime: (await billing()).ExpiredTime,
    });
    await call('RenewLoadBalancer', { Period: 3 });
    expect(await eip()).toMatchObject({
      BillingType: 1,
      ExpiredTime: (await billing()).ExpiredTime,
    });
    await convert(3);
    expect(await eip()).toMatchObject({ BillingType: 2, ExpiredTime: '', Bandwidth: 3 });
    await convert(2);
    expect(await eip()).toMatchObject({ BillingType: 2 });
  });

  it('keeps a load balancer from a subscription that it cannot have', async () => {
    await make({}, { EipBillingType: 3 });
    expect(await convert(1)).toMatchObject(malformed);
    expect((await billing()).BillingType).toBe(2);
    const { AllocationId } = await eip();
    await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
    await active();
    expect(await convert(1)).toMatchObject(done);
  });
});

describe('RenewLoadBalancer', () => {
  it('goes on from the end of the subscription', async () => {
    await active();
    const now = await today();
    expect(await call('RenewLoadBalancer')).toMatchObject(notSubscribed);
    await convert(1, { Period: 3 });
    expect(await call('RenewLoadBalancer', { Period: 10 })).toMatchObject(notSold);
    expect(await call('RenewLoadBalancer', { Period: 9 })).toMatchObject(done);
    expect(await monthsFrom(now)).toBe(12);
    expect(await call('RenewLoadBalancer', { Period: 1, PeriodUnit: 'Year' })).toMatchObject(done);
    expect(await monthsFrom(now)).toBe(24);
  });
});

describe('SetLoadBalancerRenewal', () => {
  it('is kept and shown for a subscription', async () => {
    await active();
    expect(await call('SetLoadBalancerRenewal', { RenewType: 2 })).toMatchObject(notSubscribed);
    await convert(1);
    const set = (input: Record<string, unknown>) => call('SetLoadBalancerRenewal', input);
    await set({ RenewType: 2, RenewPeriodTimes: 6, RemainRenewTimes: 4 });
    expect(await billing()).toMatchObject({
      RenewType: 2,
      RenewPeriodTimes: 6,
      RemainRenewTimes: 4,
    });
    // Terraform sends 0 for what is not set.
    await set({ RenewType: 2, RenewPeriodTimes: 0, RemainRenewTimes: 0 });
    expect(await billing()).toMatchObject({
      RenewType: 2,
      RenewPeriodTimes: 1,
      RemainRenewTimes: -1,
    });
    await set({ RenewType: 3, RenewPeriodTimes: 6, RemainRenewTimes: 4 });
    expect(await billing()).toMatchObject({ ...byHand, RenewType: 3 });
    expect(await set({ RenewType: 2, RenewPeriodTimes: 5 })).toMatchObject({ status: 400 });
    expect(await set({ RenewType: 2, RemainRenewTimes: 101 })).toMatchObject({ status: 400 });
  });
});

it('a load balancer is made for a length that is sold', async () => {
  const make = (input: Record<string, unknown>) =>
    server.client.call('clb', 'CreateLoadBalancer', {
      ...{ Type: 'private', RegionId: 'cn-beijing', SubnetId: subnetId, Period: 11 },
      ...input,
    });
  expect(await make({ LoadBalancerBillingType: 1 })).toMatchObject(notSold);
  expect(await make({ LoadBalancerBillingType: 2 })).toMatchObject(done);
});
