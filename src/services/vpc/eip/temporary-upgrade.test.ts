import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface } from '#test/support/rows.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const HOUR = 3600 * 1000;

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
});
afterEach(() => server.close());

const call = (action: string, AllocationId: string, input: Record<string, unknown> = {}) =>
  server.client.vpc(action, { AllocationId, ...input });
const newEip = async (input: Record<string, unknown> = {}): Promise<string> => {
  const asked = { BillingType: 1, Bandwidth: 5, ...input };
  return (await server.client.ok('vpc', 'AllocateEipAddress', asked)).AllocationId;
};
const upgrade = (id: string, Bandwidth = 50, Period = 2) =>
  call('TemporaryUpgradeEipAddress', id, { Bandwidth, Period });
const bandwidth = async (id: string) =>
  (await call('DescribeEipAddressAttributes', id)).result.Bandwidth;

const upgraded = {
  status: 400,
  code: 'InvalidEip.InTemporaryUpgrade',
  message: 'The specified eip is in temporary upgrade.',
};

describe('TemporaryUpgradeEipAddress', () => {
  it('gives more bandwidth for so many hours, and no longer', async () => {
    const id = await newEip();
    expect(await upgrade(id)).toMatchObject({ status: 200 });
    expect(await bandwidth(id)).toBe(50);
    await server.advance(2 * HOUR - 1);
    expect(await bandwidth(id)).toBe(50);
    await server.advance(1);
    expect(await bandwidth(id)).toBe(5);
    expect(await upgrade(id, 6, 1)).toMatchObject({ status: 200 });
    const { EipAddresses } = (await server.client.vpc('DescribeEipAddresses')).result;
    expect(EipAddresses[0].Bandwidth).toBe(6);
  });

  it('keeps the EIP from being changed in bandwidth and billing, and from being released', async () => {
    const id = await newEip();
    await upgrade(id);
    expect(await upgrade(id, 60)).toMatchObject(upgraded);
    expect(await call('ConvertEipAddressBillingType', id, { BillingType: 2 })).toMatchObject(
      upgraded,
    );
    expect(await call('ModifyEipAddressAttributes', id, { Bandwidth: 7 })).toMatchObject(upgraded);
    expect(await call('ReleaseEipAddress', id)).toMatchObject(upgraded);
    expect(await call('ModifyEipAddressAttributes', id, { Name: 'b' })).toMatchObject({
      status: 200,
    });
    await server.advance(2 * HOUR);
    expect(await call('ModifyEipAddressAttributes', id, { Bandwidth: 7 })).toMatchObject({
      status: 200,
    });
    expect(await bandwidth(id)).toBe(7);
  });

  it.each([
    [5, 2, 'InvalidBandwidth.Malformed'],
    [4, 2, 'InvalidBandwidth.Malformed'],
    [0, 2, 'InvalidBandwidth.Malformed'],
    [1001, 2, 'InvalidBandwidth.Malformed'],
    [50, 0, 'InvalidPeriod.Malformed'],
    [50, 721, 'InvalidPeriod.Malformed'],
  ])('refuses %d Mbps for %d hours', async (Bandwidth, Period, code) => {
    const id = await newEip();
    expect(await upgrade(id, Bandwidth, Period)).toMatchObject({ status: 400, code });
    expect(await bandwidth(id)).toBe(5);
  });

  it('ends before the subscription does', async () => {
    const id = await newEip({ Period: 1 });
    await server.advance(25 * 24 * HOUR);
    expect(await upgrade(id, 50, 10 * 24)).toMatchObject({
      status: 400,
      code: 'InvalidPeriod.Malformed',
    });
    expect(await upgrade(id, 50, 24)).toMatchObject({ status: 200 });
  });

  it('is for subscriptions, of EIPs that are there and not on their way', async () => {
    expect(await upgrade('eip-none')).toMatchObject({ status: 404, code: 'InvalidEip.NotFound' });
    for (const BillingType of [2, 3]) {
      expect(await upgrade(await newEip({ BillingType }))).toMatchObject({
        status: 400,
        code: 'InvalidBillingType.Malformed',
      });
    }
    const here = await scene(server);
    const InstanceId = await server.store.write((tx) => insertInterface(server, tx, here));
    const id = await newEip();
    await call('AssociateEipAddress', id, { InstanceType: 'NetworkInterface', InstanceId });
    expect(await upgrade(id)).toMatchObject({ status: 400, code: 'InvalidEip.InvalidStatus' });
    await server.advance(2000);
    expect(await upgrade(id)).toMatchObject({ status: 200 });
  });
});
