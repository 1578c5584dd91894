import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeInstance, madeSubnet, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 600_000;

let server: TestServer;
let here: Scene;
let haVip: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  haVip = await made();
});
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const associate = (InstanceId: string, input: Record<string, unknown> = {}) =>
  vpc('AssociateHaVip', { HaVipId: haVip, InstanceId, ...input });
const disassociate = (InstanceId: string, input: Record<string, unknown> = {}) =>
  vpc('DisassociateHaVip', { HaVipId: haVip, InstanceId, ...input });
const show = async () => (await ok('DescribeHaVips', { HaVipIds: [haVip] })).HaVips[0];
const instance = () => madeInstance(server, here);
const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, { status: 'Available', ...spec }));
const ENI = { InstanceType: 'NetworkInterface' };

async function made(SubnetId = here.subnetId): Promise<string> {
  const { HaVipId } = await ok('CreateHaVip', { SubnetId });
  await server.advance(LATER);
  return HaVipId;
}

const nobody = {
  Status: 'Available',
  AssociatedInstanceType: '',
  AssociatedInstanceIds: [],
  MasterInstanceId: '',
};

describe('AssociateHaVip', () => {
  it('associates instances, the first of which is the master', async () => {
    const [one, two] = [await instance(), await instance()];
    expect(await associate(one)).toMatchObject({
      status: 200,
      result: { AsyncTaskId: expect.stringMatching(/^task-/) },
    });
    expect(await show()).toMatchObject({
      Status: 'InUse',
      AssociatedInstanceType: 'EcsInstance',
      AssociatedInstanceIds: [one],
      MasterInstanceId: one,
    });
    expect(await associate(two, { InstanceType: 'EcsInstance' })).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject({
      AssociatedInstanceIds: [one, two],
      MasterInstanceId: one,
    });
    await disassociate(one);
    expect(await show()).toMatchObject({
      Status: 'InUse',
      AssociatedInstanceIds: [two],
      MasterInstanceId: two,
    });
    await associate(one);
    expect(await show()).toMatchObject({
      AssociatedInstanceIds: [two, one],
      MasterInstanceId: two,
    });
  });

  it('associates interfaces, attached or not, that keep it when they are attached', async () => {
    const eni = await newInterface();
    expect(await associate(eni, ENI)).toMatchObject({ status: 200 });
    const shown = { ...ENI, Status: 'InUse' };
    const { AssociatedInstanceType: InstanceType, ...rest } = await show();
    expect({ ...rest, InstanceType }).toMatchObject({ ...shown, MasterInstanceId: eni });
    const attachment = { NetworkInterfaceId: eni, InstanceId: await instance() };
    await ok('AttachNetworkInterface', attachment);
    await server.advance(LATER);
    await ok('DetachNetworkInterface', attachment);
    await server.advance(LATER);
    expect(await show()).toMatchObject({ AssociatedInstanceIds: [eni] });
  });

  it('keeps to one kind', async () => {
    const mismatch = { status: 400, code: 'InvalidHaVip.InstanceTypeMismatch' };
    const [one, eni] = [await instance(), await newInterface()];
    await associate(one);
    expect(await associate(eni, ENI)).toMatchObject(mismatch);
    await disassociate(one);
    await associate(eni, ENI);
    expect(await associate(one)).toMatchObject(mismatch);
  });

  it('takes each once, and ten of them', async () => {
    const enis: string[] = [];
    for (let count = 0; count < 11; count += 1) enis.push(await newInterface());
    const [first = '', ...others] = enis;
    await associate(first, ENI);
    expect(await associate(first, ENI)).toMatchObject({
      status: 400,
      code: 'InvalidHaVip.InstanceAssociated',
    });
    for (const eni of others.slice(0, 9)) await associate(eni, ENI);
    expect(await associate(others[9] ?? '', ENI)).toMatchObject({
      status: 400,
      code: 'LimitExceeded.InstancesPerHaVip',
    });
    expect((await show()).AssociatedInstanceIds).toHaveLength(10);
  });

  it('wants its subnet: of an instance, that of the primary interface', async () => {
    const elsewhere = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    const mismatch = { status: 400, code: 'InvalidHaVip.SubnetMismatch' };
    const instanceId = await madeInstance(server, { ...here, subnetId: elsewhere });
    expect(await associate(instanceId)).toMatchObject(mismatch);
    const eni = await server.store.write((tx) =>
      insertInterface(server, tx, { ...here, subnetId: elsewhere }, { status: 'Available' }),
    );
    expect(await associate(eni, ENI)).toMatchObject(mismatch);
    expect(await show()).toMatchObject(nobody);
  });

  it('refuses what is not there, on its way or service-managed', async () => {
    const notFound = { status: 404, code: 'InvalidInstance.NotFound' };
    const eni = await newInterface();
    expect(await associate('i-none')).toMatchObject(notFound);
    expect(await associate(eni)).toMatchObject(notFound);
    expect(await associate('eni-none', ENI)).toMatchObject({ code: 'InvalidEniId.NotFound' });
    expect(await associate(eni, { InstanceType: 'Nat' })).toMatchObject({
      code: 'InvalidInstanceType.Malformed',
    });
    const none = { HaVipId: 'havip-none' };
    expect(await associate(eni, { ...ENI, ...none })).toMatchObject({
      status: 404,
      code: 'InvalidHaVip.NotFound',
    });
    const managed = await newInterface({ serviceManaged: true });
    expect(await associate(managed, ENI)).toMatchObject({ status: 403, code: 'Forbidden' });
    await patchRow(server, 'network_interface', eni, { status: 'Deleting' });
    expect(await associate(eni, ENI)).toMatchObject({
      status: 400,
      code: 'InvalidEni.InvalidStatus',
      message:
        'The specified elastic network interface is not in the correct status for the request.',
    });
    const instanceId = await madeInstance(server, here, { status: 'STOPPING' });
    const primaryId = await primaryOf(server, instanceId);
    const moving = { status: 400, code: 'InvalidInstance.InvalidStatus' };
    expect(await associate(instanceId)).toMatchObject(moving);
    expect(await associate(primaryId, ENI)).toMatchObject(moving);
    expect(await show()).toMatchObject(nobody);
  });

  it('refuses a virtual IP that is coming or going', async () => {
    const one = await instance();
    await ok('DeleteHaVip', { HaVipId: haVip });
    const moving = { status: 400, code: 'InvalidHaVip.InvalidStatus' };
    expect(await associate(one)).toMatchObject(moving);
    const { HaVipId } = await ok('CreateHaVip', { SubnetId: here.subnetId });
    expect(await associate(one, { HaVipId })).toMatchObject(moving);
  });

  it('repeats its answer to a repeated ClientToken', async () => {
    const one = await instance();
    expect(await associate(one, { ClientToken: 'a' })).toMatchObject({ status: 200 });
    expect(await associate(one, { ClientToken: 'a' })).toMatchObject({ status: 200 });
    expect(await associate('i-2', { ClientToken: 'a' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
  });

  it('keeps the virtual IP from being deleted', async () => {
    const one = await instance();
    await associate(one);
    expect(await vpc('DeleteHaVip', { HaVipId: haVip })).toMatchObject({
      status: 400,
      code: 'InvalidHaVip.InvalidStatus',
    });
    await disassociate(one);
    expect(await vpc('DeleteHaVip', { HaVipId: haVip })).toMatchObject({ status: 200 });
  });
});

describe('DisassociateHaVip', () => {
  it('leaves the virtual IP Available once nothing is associated with it', async () => {
    const one = await instance();
    await associate(one);
    expect(await disassociate(one, { InstanceType: 'EcsInstance' })).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject(nobody);
  });

  it('refuses what is not associated, or not as what it is said to be', async () => {
    const [one, two] = [await instance(), await instance()];
    await associate(one);
    const mismatch = { status: 400, code: 'InvalidHaVip.InstanceMismatch' };
    for (const id of [two, 'i-none', here.subnetId]) {
      expect(await disassociate(id)).toMatchObject(mismatch);
    }
    expect(await disassociate(one, ENI)).toMatchObject(mismatch);
    expect(await disassociate(one, { HaVipId: 'havip-none' })).toMatchObject({
      status: 404,
      code: 'InvalidHaVip.NotFound',
    });
    expect(await show()).toMatchObject({ AssociatedInstanceIds: [one] });
  });

  it('refuses a virtual IP that is going, and an interface on its way', async () => {
    const eni = await newInterface();
    await associate(eni, ENI);
    await patchRow(server, 'network_interface', eni, { status: 'Deleting' });
    expect(await disassociate(eni)).toMatchObject({
      status: 400,
      code: 'InvalidEni.InvalidStatus',
    });
    const other = await made();
    await ok('DeleteHaVip', { HaVipId: other });
    expect(await disassociate(eni, { HaVipId: other })).toMatchObject({
      status: 400,
      code: 'InvalidHaVip.InvalidStatus',
    });
  });
});

describe('the end of what is associated', () => {
  it('takes a deleted instance from its virtual IPs', async () => {
    const second = await made();
    const [one, two] = [await instance(), await instance()];
    await associate(one);
    await associate(two);
    await associate(one, { HaVipId: second });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: one });
    await server.advance(LATER);
    expect(await show()).toMatchObject({
      Status: 'InUse',
      AssociatedInstanceIds: [two],
      MasterInstanceId: two,
    });
    const [other] = (await ok('DescribeHaVips', { HaVipIds: [second] })).HaVips;
    expect(other).toMatchObject(nobody);
    expect(await vpc('DeleteHaVip', { HaVipId: second })).toMatchObject({ status: 200 });
  });

  it('takes a deleted interface from them, and one that goes with its instance', async () => {
    const eni = await newInterface();
    const instanceId = await madeInstance(server, here);
    const primaryId = await primaryOf(server, instanceId);
    for (const id of [eni, primaryId]) await associate(id, ENI);
    await ok('DeleteNetworkInterface', { NetworkInterfaceId: eni });
    await server.advance(LATER);
    expect(await show()).toMatchObject({ AssociatedInstanceIds: [primaryId] });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
    await server.advance(LATER);
    expect(await show()).toMatchObject(nobody);
  });
});
