import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface } from '#test/support/rows.ts';
import { type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
let here: Scene;
let haVip: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  ({ HaVipId: haVip } = await ok('CreateHaVip', { SubnetId: here.subnetId }));
  await server.advance(LATER);
});
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const newEip = async (): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType: 3 })).AllocationId;
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const show = async () => (await ok('DescribeHaVips', { HaVipIds: [haVip] })).HaVips[0];
const bind = (AllocationId: string, input: Record<string, unknown> = {}) =>
  vpc('AssociateEipAddress', { AllocationId, InstanceType: 'HaVip', InstanceId: haVip, ...input });

describe('an EIP on a virtual IP', () => {
  it('is Attaching, then Attached, and both show it', async () => {
    const id = await newEip();
    expect(await bind(id)).toMatchObject({ status: 200 });
    const bound = { InstanceType: 'HaVip', InstanceId: haVip, VpcId: here.vpcId };
    expect(await eip(id)).toMatchObject({ ...bound, Status: 'Attaching' });
    await server.advance(LATER);
    const { EipAddress, ...shown } = await eip(id);
    expect(shown).toMatchObject({ ...bound, Status: 'Attached', ReleaseWithInstance: false });
    expect(await show()).toMatchObject({
      Status: 'Available',
      AssociatedEipId: id,
      AssociatedEipAddress: EipAddress,
    });
    const found = await ok('DescribeEipAddresses', { AssociatedInstanceType: 'HaVip' });
    expect(found).toMatchObject({ TotalCount: 1, EipAddresses: [{ AllocationId: id }] });
  });

  it('goes off again, and can then be bound to something else', async () => {
    const id = await newEip();
    await bind(id);
    await server.advance(LATER);
    const eni = await server.store.write((tx) => insertInterface(server, tx, here));
    expect(
      await vpc('DisassociateEipAddress', { AllocationId: id, InstanceType: 'NetworkInterface' }),
    ).toMatchObject({ status: 400, code: 'InvalidEip.InstanceMismatch' });
    await ok('DisassociateEipAddress', {
      AllocationId: id,
      InstanceType: 'HaVip',
      InstanceId: haVip,
    });
    expect(await eip(id)).toMatchObject({ Status: 'Detaching', InstanceId: haVip });
    await server.advance(LATER);
    expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '', VpcId: '' });
    expect(await show()).toMatchObject({ AssociatedEipId: '', AssociatedEipAddress: '' });
    const other = { InstanceType: 'NetworkInterface', InstanceId: eni };
    expect(await bind(id, other)).toMatchObject({ status: 200 });
  });

  it('is the only one on it', async () => {
    const [one, two] = [await newEip(), await newEip()];
    await bind(one);
    const taken = { status: 400, code: 'InvalidOperation.EipAssociated' };
    expect(await bind(two)).toMatchObject(taken);
    await server.advance(LATER);
    expect(await bind(two)).toMatchObject(taken);
    await ok('DisassociateEipAddress', { AllocationId: one });
    expect(await bind(two)).toMatchObject(taken);
    await server.advance(LATER);
    expect(await bind(two)).toMatchObject({ status: 200 });
  });

  it('keeps it from being deleted, from the first moment to the last', async () => {
    const remove = () => vpc('DeleteHaVip', { HaVipId: haVip });
    const inUse = {
      status: 400,
      code: 'InvalidHaVip.InUse',
      message:
        'The specified HaVip is in use. If you are trying to delete this HaVip, ensure that it is disassociated with elastic IP.',
    };
    const id = await newEip();
    await bind(id);
    expect(await remove()).toMatchObject(inUse);
    await server.advance(LATER);
    expect(await remove()).toMatchObject(inUse);
    await ok('DisassociateEipAddress', { AllocationId: id });
    expect(await remove()).toMatchObject(inUse);
    await server.advance(LATER);
    expect(await remove()).toMatchObject({ status: 200 });
  });

  it.each([
    [{ InstanceId: 'havip-none' }, 404, 'InvalidHaVip.NotFound'],
    [{ PrivateIpAddress: '10.0.0.2' }, 400, 'InvalidParameter'],
    [{ ReleaseWithInstance: true }, 400, 'InvalidParameter'],
  ])('refuses %j', async (input, status, code) => {
    const id = await newEip();
    expect(await bind(id, input)).toMatchObject({ status, code });
    expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '' });
  });

  it('refuses one that is coming or going, and an EIP that is elsewhere', async () => {
    const id = await newEip();
    await bind(id);
    await server.advance(LATER);
    const { HaVipId } = await ok('CreateHaVip', { SubnetId: here.subnetId });
    const moving = { status: 400, code: 'InvalidHaVip.InvalidStatus' };
    expect(await bind(await newEip(), { InstanceId: HaVipId })).toMatchObject(moving);
    await server.advance(LATER);
    expect(await bind(id, { InstanceId: HaVipId })).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
    await ok('DeleteHaVip', { HaVipId });
    expect(await bind(await newEip(), { InstanceId: HaVipId })).toMatchObject(moving);
  });

  it('does not go with an instance', async () => {
    const id = await newEip();
    await bind(id);
    await server.advance(LATER);
    const asked = { AllocationId: id, ReleaseWithInstance: true };
    expect(await vpc('ModifyEipAddressAttributes', asked)).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
  });
});
