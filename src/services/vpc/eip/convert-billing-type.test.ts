import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface } from '#test/support/rows.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
const newEip = async (BillingType: number, input: Record<string, unknown> = {}): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType, ...input })).AllocationId;
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const convert = (AllocationId: string, BillingType: number, input: Record<string, unknown> = {}) =>
  server.client.vpc('ConvertEipAddressBillingType', { AllocationId, BillingType, ...input });

const billing = { status: 400, code: 'InvalidBillingType.Malformed' };

describe('ConvertEipAddressBillingType', () => {
  it.each([
    [2, 1],
    [3, 2],
    [1, 2],
    [2, 3],
  ])('goes from %d to %d', async (from, to) => {
    const id = await newEip(from, { Bandwidth: 7 });
    expect(await convert(id, to)).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ BillingType: to, Bandwidth: 7, Status: 'Available' });
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [3, 1],
    [1, 3],
  ])('does not go from %d to %d', async (from, to) => {
    const id = await newEip(from);
    expect(await convert(id, to)).toMatchObject(billing);
    expect(await eip(id)).toMatchObject({ BillingType: from });
  });

  it('begins a subscription of the period asked for, and ends it', async () => {
    const id = await newEip(2);
    const { AllocationTime } = await eip(id);
    await convert(id, 1, { Period: 2, PeriodUnit: 2 });
    const { ExpiredTime } = await eip(id);
    expect(Number(ExpiredTime.slice(0, 4)) - Number(AllocationTime.slice(0, 4))).toBe(2);
    await convert(id, 2);
    expect(await eip(id)).toMatchObject({ ExpiredTime: '' });
    expect(await server.client.vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({
      status: 200,
    });
  });

  it('takes a new bandwidth with traffic billing, to it or from it, within what is sold', async () => {
    const id = await newEip(3);
    const tooMuch = { status: 400, code: 'InvalidBandwidth.Malformed' };
    expect(await convert(id, 2, { Bandwidth: 1001 })).toMatchObject(tooMuch);
    expect(await convert(id, 2, { Bandwidth: 1000 })).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ BillingType: 2, Bandwidth: 1000 });
    // What stays must be sold too.
    expect(await convert(id, 3)).toMatchObject(tooMuch);
    expect(await convert(id, 3, { Bandwidth: 201 })).toMatchObject(tooMuch);
    expect(await convert(id, 3, { Bandwidth: 0 })).toMatchObject(tooMuch);
    expect(await convert(id, 3, { Bandwidth: 200 })).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ BillingType: 3, Bandwidth: 200 });
  });

  it('takes no bandwidth with a subscription, to it or from it', async () => {
    const stray = { status: 400, code: 'InvalidParameter' };
    const id = await newEip(2);
    expect(await convert(id, 1, { Bandwidth: 5 })).toMatchObject(stray);
    await convert(id, 1);
    expect(await convert(id, 2, { Bandwidth: 5 })).toMatchObject(stray);
    expect(await eip(id)).toMatchObject({ BillingType: 1, Bandwidth: 1 });
  });

  it('refuses a period that is not sold, and only for a subscription', async () => {
    const id = await newEip(2);
    expect(await convert(id, 1, { Period: 10 })).toMatchObject({
      status: 400,
      code: 'InvalidPeriod.Malformed',
    });
    expect(await convert(id, 3, { Period: 10 })).toMatchObject({ status: 200 });
  });

  it('subscribes no EIP with enhanced protection', async () => {
    const id = await newEip(2, {
      SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
      SecurityProtectionInstanceId: 1,
    });
    expect(await convert(id, 1)).toMatchObject({
      status: 400,
      code: 'InvalidSecurityProtectionTypes.Malformed',
    });
    expect(await convert(id, 3)).toMatchObject({ status: 200 });
  });

  it('refuses an EIP that is not there or on its way, and subscribes none that goes with its instance', async () => {
    expect(await convert('eip-none', 1)).toMatchObject({
      status: 404,
      code: 'InvalidEip.NotFound',
    });
    const here = await scene(server);
    const InstanceId = await server.store.write((tx) => insertInterface(server, tx, here));
    const id = await newEip(2);
    const to = { AllocationId: id, InstanceType: 'NetworkInterface', InstanceId };
    await ok('AssociateEipAddress', { ...to, ReleaseWithInstance: true });
    expect(await convert(id, 3)).toMatchObject({ status: 400, code: 'InvalidEip.InvalidStatus' });
    await server.advance(2000);
    expect(await convert(id, 1)).toMatchObject(billing);
    expect(await convert(id, 3)).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ BillingType: 3, Status: 'Attached' });
  });
});
