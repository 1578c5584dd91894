import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { TRANSITIONS } from '#services/vpc/network-interface/lifecycle.ts';
import { breaches } from '../support/invariants.ts';
import { madeSubnet, type Scene, scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { attach, available, create, openStage, pair, running, settle } from './stage.ts';
import { TABLE } from './table.ts';
import { freeAddresses, look } from './views.ts';

let server: TestServer;
let here: Scene;
let instance: string;
beforeEach(async () => {
  server = await openStage();
  here = await scene(server);
  instance = await running(server, here);
});
afterEach(async () => {
  await settle(server);
  expect(await breaches(server.store, server.world, true)).toEqual([]);
  await server.close();
});

const on = (status: string, deleteOnTermination = false) => ({
  status,
  deviceId: instance,
  deleteOnTermination,
});
const off = (status: string) => ({ status, deviceId: '', deleteOnTermination: false });
const GONE = off('');

it('shows each state on every side, and holds its addresses all the while', async () => {
  const { client } = server;
  const free = () => freeAddresses(server, here.subnetId);
  const before = await free();
  const eni = await create(server, here, { SecondaryPrivateIpAddressCount: 1 });
  const seen = () => look(server, eni, instance);

  expect(await seen()).toEqual(off('Creating'));
  await server.advance(TRANSITIONS.create.dwell);
  expect(await seen()).toEqual(off('Available'));

  await attach(server, eni, instance);
  expect(await seen()).toEqual(on('Attaching'));
  await server.advance(TRANSITIONS.attach.dwell - 1);
  expect(await seen()).toEqual(on('Attaching'));
  expect(await free()).toBe(before - 2);
  await server.advance(1);
  expect(await seen()).toEqual(on('InUse'));
  expect(await free()).toBe(before - 2);

  await client.ok('vpc', 'DetachNetworkInterface', pair(eni, instance));
  expect(await seen()).toEqual(on('Detaching'));
  await server.advance(TRANSITIONS.detach.dwell);
  expect(await seen()).toEqual(off('Available'));
  expect(await free()).toBe(before - 2);

  await client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: eni });
  expect(await seen()).toEqual(off('Deleting'));
  expect(await free()).toBe(before - 2);
  await server.advance(TRANSITIONS.delete.dwell);
  expect(await seen()).toEqual(GONE);
  expect(await free()).toBe(before);
});

it('answers with one RequestId, twice', async () => {
  const eni = await available(server, here);
  const { envelope } = await server.client.vpc('AttachNetworkInterface', pair(eni, instance));
  const RequestId = envelope.ResponseMetadata.RequestId;
  expect(RequestId).toMatch(/^\d{14}[0-9A-F]{20}$/);
  expect(envelope).toEqual({
    ResponseMetadata: {
      RequestId,
      Action: 'AttachNetworkInterface',
      Version: '2020-04-01',
      Service: 'vpc',
      Region: 'cn-beijing',
    },
    Result: { RequestId, AsyncTaskId: expect.stringMatching(/^task-[0-9a-z]{25}$/) },
  });
});

it('attaches to an instance that is STOPPED', async () => {
  const eni = await available(server, here);
  await server.client.ok('ecs', 'StopInstance', { InstanceId: instance });
  await settle(server);
  await attach(server, eni, instance);
  await settle(server);
  expect(await look(server, eni, instance)).toEqual(on('InUse'));
});

it('attaches a trunk interface', async () => {
  const eni = await available(server, here, { Type: 'trunk' });
  await attach(server, eni, instance);
  await settle(server);
  expect(await look(server, eni, instance)).toEqual(on('InUse'));
});

it('attaches from another subnet of the VPC', async () => {
  const subnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
  const eni = await available(server, { ...here, subnetId });
  await attach(server, eni, instance);
  await settle(server);
  expect(await look(server, eni, instance)).toEqual(on('InUse'));
});

it('attaches again after a detachment, to the same and to another instance', async () => {
  const eni = await available(server, here);
  const other = await running(server, here);
  for (const InstanceId of [instance, other, instance]) {
    await attach(server, eni, InstanceId);
    await settle(server);
    expect((await look(server, eni, InstanceId)).deviceId).toBe(InstanceId);
    await server.client.ok('vpc', 'DetachNetworkInterface', pair(eni, InstanceId));
    await settle(server);
    expect(await look(server, eni, InstanceId)).toEqual(off('Available'));
  }
});

it('takes interfaces up to the quota of the type, with as many addresses as it allows', async () => {
  const small = await running(server, here, { type: 'ecs.test.small' });
  const most = { SecondaryPrivateIpAddressCount: 1, Ipv6AddressCount: 2 };
  const last = await available(server, here, most);
  const oneMore = await available(server, here);
  await attach(server, last, small);
  await settle(server);
  expect((await look(server, last, small)).status).toBe('InUse');
  const refused = await server.client.vpc('AttachNetworkInterface', pair(oneMore, small));
  expect(refused).toMatchObject(TABLE[12]);

  await server.client.ok('vpc', 'DetachNetworkInterface', pair(last, small));
  await settle(server);
  await attach(server, oneMore, small);
});

describe('DeleteOnTermination', () => {
  const free = () => freeAddresses(server, here.subnetId);
  const deleteInstance = () => server.client.ok('ecs', 'DeleteInstance', { InstanceId: instance });

  it.each([
    ['absent', {}],
    ['empty', { DeleteOnTermination: '' }],
    ['false', { DeleteOnTermination: false }],
  ])('%s: the interface outlives its instance', async (_, more) => {
    const eni = await available(server, here);
    await attach(server, eni, instance, more);
    await settle(server);
    expect(await look(server, eni, instance)).toEqual(on('InUse'));
    const before = await free();
    await deleteInstance();
    expect(await look(server, eni, instance)).toEqual(on('Detaching'));
    await server.advance(INSTANCE.delete.dwell);
    expect(await look(server, eni, instance)).toEqual(off('Available'));
    // Only the primary interface is gone.
    expect(await free()).toBe(before + 1);
  });

  it('true: the interface goes with its instance', async () => {
    const eni = await available(server, here);
    await attach(server, eni, instance, { DeleteOnTermination: true });
    expect(await look(server, eni, instance)).toEqual(on('Attaching', true));
    await settle(server);
    expect(await look(server, eni, instance)).toEqual(on('InUse', true));
    const before = await free();
    await deleteInstance();
    expect(await look(server, eni, instance)).toEqual(on('Detaching', true));
    await server.advance(INSTANCE.delete.dwell);
    expect(await look(server, eni, instance)).toEqual(GONE);
    expect(await free()).toBe(before + 2);
  });

  it('ends with the attachment: a later one does not inherit it', async () => {
    const eni = await available(server, here);
    await attach(server, eni, instance, { DeleteOnTermination: true });
    await settle(server);
    await server.client.ok('vpc', 'DetachNetworkInterface', pair(eni, instance));
    await settle(server);
    expect(await look(server, eni, instance)).toEqual(off('Available'));
    await attach(server, eni, instance);
    expect(await look(server, eni, instance)).toEqual(on('Attaching'));
  });

  it('counts for an interface that is still Attaching when the instance is deleted', async () => {
    const [stays, goes] = [await available(server, here), await available(server, here)];
    await attach(server, stays, instance);
    await attach(server, goes, instance, { DeleteOnTermination: true });
    await deleteInstance();
    expect(await look(server, stays, instance)).toEqual(on('Detaching'));
    expect(await look(server, goes, instance)).toEqual(on('Detaching', true));
    await settle(server);
    expect(await look(server, stays, instance)).toEqual(off('Available'));
    expect(await look(server, goes, instance)).toEqual(GONE);
  });
});
