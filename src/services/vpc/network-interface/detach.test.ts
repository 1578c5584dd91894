import { afterEach, beforeEach, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
let instanceId: string;
let primaryId: string;
let eniId: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  instanceId = await madeInstance(server, here);
  primaryId = await primaryOf(server, instanceId);
  eniId = await server.store.write((tx) => insertInterface(server, tx, here));
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const both = (more = {}) => ({ NetworkInterfaceId: eniId, InstanceId: instanceId, ...more });
const detach = (more = {}) => server.client.vpc('DetachNetworkInterface', both(more));
const shown = () =>
  server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eniId });

async function attach(more = {}): Promise<void> {
  await server.client.ok('vpc', 'AttachNetworkInterface', both(more));
  await server.advance(2000);
}

it('detaches: Detaching on its instance, then Available on none', async () => {
  await attach({ DeleteOnTermination: true });
  expect(await shown()).toMatchObject({
    Status: 'InUse',
    DeviceId: instanceId,
    Attachment: { InstanceId: instanceId, DeleteOnTermination: true },
  });
  expect(await detach()).toMatchObject({ status: 200 });
  expect(await shown()).toMatchObject({ Status: 'Detaching', DeviceId: instanceId });
  await server.advance(2000);
  expect(await shown()).toMatchObject({
    Status: 'Available',
    DeviceId: '',
    Attachment: { InstanceId: '', DeleteOnTermination: false },
  });
});

it('detaches from a STOPPED instance, and attaches again', async () => {
  await attach();
  await patchRow(server, 'instance', instanceId, { status: 'STOPPED' });
  expect(await detach()).toMatchObject({ status: 200 });
  await server.advance(2000);
  await attach();
  expect(await shown()).toMatchObject({ Status: 'InUse' });
});

it('refuses what does not exist', async () => {
  expect(await detach({ NetworkInterfaceId: 'eni-x' })).toMatchObject({
    status: 404,
    code: 'InvalidEniId.NotFound',
  });
});

it('refuses a service-managed interface', async () => {
  await attach();
  await patchRow(server, 'network_interface', eniId, { service_managed: 1 });
  expect(await detach()).toMatchObject({ status: 403, code: 'Forbidden' });
});

it('refuses an interface that is on another instance or on none, as CNIs expect', async () => {
  const mismatch = { status: 400, code: 'InvalidEni.InstanceMismatch' };
  expect(await detach()).toMatchObject(mismatch);
  await attach();
  expect(await detach({ InstanceId: 'i-x' })).toMatchObject(mismatch);
});

it('refuses a primary interface', async () => {
  expect(await detach({ NetworkInterfaceId: primaryId })).toMatchObject({
    status: 400,
    code: 'InvalidEni.InvalidType',
  });
});

it('refuses an interface on its way', async () => {
  const unsteady = { status: 400, code: 'InvalidEni.InvalidStatus' };
  await server.client.ok('vpc', 'AttachNetworkInterface', both());
  expect(await detach()).toMatchObject(unsteady);
  await server.advance(2000);
  await detach();
  expect(await detach()).toMatchObject(unsteady);
});

it.each([
  'STARTING',
  'STOPPING',
  'REBOOTING',
  'DELETING',
])('refuses an instance that is %s', async (status) => {
  await attach();
  await patchRow(server, 'instance', instanceId, { status });
  expect(await detach()).toMatchObject({ status: 400, code: 'InvalidInstance.InvalidStatus' });
});

it('refuses while an EIP of the interface is on its way', async () => {
  await attach();
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  await server.client.ok('vpc', 'AssociateEipAddress', {
    AllocationId,
    InstanceType: 'NetworkInterface',
    InstanceId: eniId,
  });
  expect(await detach()).toMatchObject({ status: 400, code: 'InvalidEip.InvalidStatus' });
  await server.advance(2000);
  expect(await detach()).toMatchObject({ status: 200 });
});
