import { afterEach, beforeEach, expect, it } from 'vitest';
import { UniqueViolation } from '#store/store.ts';
import { callOf, insertInterface } from '#test/support/rows.ts';
import { madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { bindEip } from './bind.ts';
import { makeEip } from './make.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
const newEip = async (): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType: 3 })).AllocationId;
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, { status: 'Available', ...spec }));

async function bound(InstanceType: string, InstanceId: string, more = {}): Promise<string> {
  const AllocationId = await newEip();
  await ok('AssociateEipAddress', { AllocationId, InstanceType, InstanceId, ...more });
  return AllocationId;
}

it('sets an EIP free when its interface is deleted', async () => {
  const eniId = await newInterface();
  const id = await bound('NetworkInterface', eniId);
  await server.advance(2000);
  await ok('DeleteNetworkInterface', { NetworkInterfaceId: eniId });
  expect(await eip(id)).toMatchObject({ Status: 'Attached', InstanceId: eniId });
  await server.advance(1000);
  expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '', InstanceType: '' });
});

it('stays set free when the interface goes while it is Attaching', async () => {
  const eniId = await newInterface();
  const id = await bound('NetworkInterface', eniId);
  await ok('DeleteNetworkInterface', { NetworkInterfaceId: eniId });
  await server.advance(5000);
  expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '' });
});

it.each([
  ['Attaching', 0],
  ['Detaching', 2000],
])('is free when its way ends, if the interface goes while it is %s', async (Status, attached) => {
  const eniId = await newInterface();
  const id = await bound('NetworkInterface', eniId);
  await server.advance(attached);
  if (Status === 'Detaching') await ok('DisassociateEipAddress', { AllocationId: id });
  await ok('DeleteNetworkInterface', { NetworkInterfaceId: eniId });
  await server.advance(1000);
  expect(await eip(id)).toMatchObject({ Status, InstanceId: '', VpcId: '' });
  // Bound anew now, it would be Attached by the intent that is still owed.
  const InstanceId = await newInterface();
  const again = { AllocationId: id, InstanceType: 'NetworkInterface', InstanceId };
  const refused = await server.client.vpc('AssociateEipAddress', again);
  expect(refused.code).toBe('InvalidEip.InvalidStatus');
  await server.advance(1000);
  expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '' });
  await ok('AssociateEipAddress', again);
});

it('refuses to attach and to detach an interface whose EIP is on its way', async () => {
  const instanceId = await madeInstance(server, here);
  const eniId = await newInterface();
  const both = { NetworkInterfaceId: eniId, InstanceId: instanceId };
  const moving = { status: 400, code: 'InvalidEip.InvalidStatus' };
  const id = await bound('NetworkInterface', eniId);
  expect(await server.client.vpc('AttachNetworkInterface', both)).toMatchObject(moving);
  await server.advance(2000);
  await ok('AttachNetworkInterface', both);
  await server.advance(2000);
  await ok('DisassociateEipAddress', { AllocationId: id });
  expect(await server.client.vpc('DetachNetworkInterface', both)).toMatchObject(moving);
  await server.advance(2000);
  expect(await server.client.vpc('DetachNetworkInterface', both)).toMatchObject({ status: 200 });
});

it('stays with its interface when that leaves an instance', async () => {
  const instanceId = await madeInstance(server, here);
  const eniId = await newInterface();
  const id = await bound('NetworkInterface', eniId);
  await server.advance(2000);
  const both = { NetworkInterfaceId: eniId, InstanceId: instanceId };
  await ok('AttachNetworkInterface', both);
  await server.advance(2000);
  await ok('DetachNetworkInterface', both);
  await server.advance(2000);
  expect(await eip(id)).toMatchObject({ Status: 'Attached', InstanceId: eniId });
});

it('goes with its instance when it asks for that; the others are free, or stay', async () => {
  const instanceId = await madeInstance(server, here);
  const primaryId = await primaryOf(server, instanceId);
  await ok('AssignPrivateIpAddresses', {
    NetworkInterfaceId: primaryId,
    PrivateIpAddress: ['10.0.0.77'],
  });
  const kept = await newInterface();
  const doomed = await newInterface();
  for (const [NetworkInterfaceId, DeleteOnTermination] of [
    [kept, false],
    [doomed, true],
  ]) {
    const both = { NetworkInterfaceId, InstanceId: instanceId, DeleteOnTermination };
    await ok('AttachNetworkInterface', both);
  }
  await server.advance(2000);
  const goes = await bound('EcsInstance', instanceId, { ReleaseWithInstance: true });
  const free = await bound('EcsInstance', instanceId, { PrivateIpAddress: '10.0.0.77' });
  const stays = await bound('NetworkInterface', kept);
  const alsoFree = await bound('NetworkInterface', doomed);
  await server.advance(2000);
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
  expect(await eip(goes)).toMatchObject({ Status: 'Attached', InstanceId: instanceId });
  await server.advance(600_000);
  const found = await ok('DescribeEipAddresses', {});
  const left = found.EipAddresses.map((each: { AllocationId: string }) => each.AllocationId);
  expect(left).toEqual([free, stays, alsoFree]);
  expect(await eip(free)).toMatchObject({ Status: 'Available', InstanceId: '' });
  expect(await eip(alsoFree)).toMatchObject({ Status: 'Available', InstanceId: '' });
  expect(await eip(stays)).toMatchObject({ Status: 'Attached', InstanceId: kept });
  const interfaces = await ok('DescribeNetworkInterfaces', {});
  expect(interfaces.NetworkInterfaceSets).toMatchObject([
    { NetworkInterfaceId: kept, Status: 'Available', DeviceId: '' },
  ]);
  const usage = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('usage').selectAll().where('quota', '=', 'Eips')),
  );
  expect(usage).toMatchObject([{ used: 3 }]);
});

it('cannot share a private address, whatever the rules have seen', async () => {
  const networkInterfaceId = await newInterface({ primaryIpAddress: '10.0.0.9' });
  await bound('NetworkInterface', networkInterfaceId);
  const allocationId = await newEip();
  const binding = server.store.write((tx) =>
    bindEip(tx, callOf(server), {
      allocationId,
      instanceType: 'NetworkInterface',
      instanceId: networkInterfaceId,
      networkInterfaceId,
      privateIpAddress: '10.0.0.9',
    }),
  );
  await expect(binding).rejects.toBeInstanceOf(UniqueViolation);
});

it('makes and binds for other modules, with an id and an address of their own', async () => {
  const instanceId = await madeInstance(server, here);
  const primaryId = await primaryOf(server, instanceId);
  const made = await server.store.write(async (tx) => {
    const context = callOf(server);
    const { id, address } = await makeEip(tx, context, {
      id: 'eip-seed',
      address: '203.0.113.7',
      accountId: context.accountId,
    });
    const [row] = await tx.select((db) =>
      db.selectFrom('network_interface').selectAll().where('id', '=', primaryId),
    );
    await bindEip(tx, context, {
      allocationId: id,
      instanceType: 'EcsInstance',
      instanceId,
      networkInterfaceId: primaryId,
      privateIpAddress: row?.primary_ip_address ?? '',
    });
    return { id, address };
  });
  expect(made).toEqual({ id: 'eip-seed', address: '203.0.113.7' });
  await server.settled();
  expect(await eip('eip-seed')).toMatchObject({
    Status: 'Attached',
    EipAddress: '203.0.113.7',
    BillingType: 3,
    InstanceId: instanceId,
  });
});
