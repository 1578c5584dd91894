import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, madeInterface, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

const type = (id: string, maxInterfaces: number, maxAddressesPerInterface: number) => ({
  id,
  family: 'ecs.x',
  cpus: 2,
  memoryMiB: 8192,
  maxInterfaces,
  maxAddressesPerInterface,
  extra: {},
});

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  const instanceTypes = [
    type('ecs.g3i.large', 3, 10),
    type('ecs.x.two', 2, 3),
    type('ecs.x.one', 1, 1),
  ];
  server = await startServer({ transitions: 'manual', world: makeWorld({ instanceTypes }) });
  here = await scene(server);
});
afterEach(() => server.close());

const stopped = (patch = {}) => madeInstance(server, here, { status: 'STOPPED', ...patch });
const modify = (InstanceId: string, InstanceTypeId: string, more = {}) =>
  server.client.ecs('ModifyInstanceSpec', { InstanceId, InstanceTypeId, ...more });
const seen = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
async function attach(InstanceId: string): Promise<string> {
  const NetworkInterfaceId = await madeInterface(server, here);
  await ok('AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
  return NetworkInterfaceId;
}

describe('ModifyInstanceSpec', () => {
  it('is RESIZING with its new type, then RUNNING', async () => {
    const id = await stopped();
    expect((await modify(id, 'ecs.x.two')).result).toEqual({ InstanceId: id, OrderId: '' });
    await server.advance(4999);
    expect(await seen(id)).toMatchObject({ Status: 'RESIZING', InstanceTypeId: 'ecs.x.two' });
    await server.advance(1);
    expect(await seen(id)).toMatchObject({ Status: 'RUNNING', InstanceTypeId: 'ecs.x.two' });
    expect(await breaches(server.store, server.world, true)).toEqual([]);
  });

  it('takes the older name, which Terraform sends', async () => {
    const InstanceId = await stopped();
    const asked = { InstanceId, InstanceType: 'ecs.x.two' };
    expect((await server.client.ecs('ModifyInstanceSpec', asked)).status).toBe(200);
    expect((await seen(InstanceId)).InstanceTypeId).toBe('ecs.x.two');
  });

  it('lets nothing join meanwhile that the new type does not hold', async () => {
    const id = await stopped();
    await attach(id);
    await server.advance(2000);
    await modify(id, 'ecs.x.two');
    const [, secondary] = (await seen(id)).NetworkInterfaces;
    const { code } = await server.client.vpc('AssignPrivateIpAddresses', {
      NetworkInterfaceId: secondary.NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 3,
    });
    expect(code).toBe('LimitExceeded.PrivateIpsPerEni');
    await server.advance(5000);
    const NetworkInterfaceId = await madeInterface(server, here);
    const asked = { NetworkInterfaceId, InstanceId: id };
    expect((await server.client.vpc('AttachNetworkInterface', asked)).code).toBe(
      'LimitExceeded.EnisPerInstance',
    );
  });

  it('leaves a type that the catalogue has no more', async () => {
    const id = await stopped({ instance_type_id: 'ecs.gone.large' });
    expect((await modify(id, 'ecs.x.one')).status).toBe(200);
  });

  it('refuses a type that holds fewer interfaces than are on the instance, or on their way', async () => {
    const id = await stopped();
    const first = await attach(id);
    await server.advance(2000);
    expect(await modify(id, 'ecs.x.one')).toMatchObject({
      status: 400,
      code: 'LimitExceeded.EnisPerInstance',
    });
    await attach(id);
    expect((await modify(id, 'ecs.x.two')).code).toBe('LimitExceeded.EnisPerInstance');
    await server.advance(2000);
    await ok('DetachNetworkInterface', { NetworkInterfaceId: first, InstanceId: id });
    expect((await modify(id, 'ecs.x.two')).code).toBe('LimitExceeded.EnisPerInstance');
    await server.advance(2000);
    expect((await modify(id, 'ecs.x.two')).status).toBe(200);
  });

  it('refuses a type that holds fewer addresses than one interface has', async () => {
    const id = await stopped();
    const NetworkInterfaceId = await attach(id);
    await server.advance(2000);
    const { PrivateIpSet } = await ok('AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 3,
    });
    expect(await modify(id, 'ecs.x.two')).toMatchObject({
      status: 400,
      code: 'LimitExceeded.PrivateIpsPerEni',
    });
    const PrivateIpAddress = PrivateIpSet.slice(0, 1);
    await ok('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddress });
    const { Ipv6Set } = await ok('AssignIpv6Addresses', {
      NetworkInterfaceId,
      Ipv6AddressCount: 4,
    });
    expect(await modify(id, 'ecs.x.two')).toMatchObject({
      status: 400,
      code: 'LimitExceeded.Ipv6AddressesPerEni',
    });
    await ok('UnassignIpv6Addresses', { NetworkInterfaceId, Ipv6Address: Ipv6Set.slice(0, 1) });
    expect((await modify(id, 'ecs.x.two')).status).toBe(200);
  });

  it('refuses what is not there, not STOPPED or not in the catalogue', async () => {
    const id = await stopped();
    expect(await modify('i-none', 'ecs.x.two')).toMatchObject({
      status: 404,
      code: 'InvalidInstance.NotFound',
    });
    expect(await modify(id, 'ecs.none')).toMatchObject({
      status: 404,
      code: 'InvalidInstanceType.NotFound',
    });
    expect(await server.client.ecs('ModifyInstanceSpec', { InstanceId: id })).toMatchObject({
      status: 400,
      code: 'MissingParameter.InstanceTypeId',
      message: 'The required parameter InstanceTypeId is not supplied.',
    });
    for (const status of ['RUNNING', 'STARTING', 'RESIZING', 'ERROR']) {
      await patchRow(server, 'instance', id, { status });
      expect((await modify(id, 'ecs.x.two')).code).toBe('InvalidInstanceStatus');
    }
  });

  it('in a dry run changes nothing, and is done once for one ClientToken', async () => {
    const id = await stopped();
    expect((await modify(id, 'ecs.x.two', { DryRun: true })).code).toBe('DryRunOperation');
    expect(await seen(id)).toMatchObject({ Status: 'STOPPED', InstanceTypeId: 'ecs.g3i.large' });
    const once = { ClientToken: 'once' };
    const { result } = await modify(id, 'ecs.x.two', once);
    expect((await modify(id, 'ecs.x.two', once)).result).toEqual(result);
    expect((await modify(id, 'ecs.x.one', once)).code).toBe('IdempotentParameterMismatch');
  });
});

describe('ModifyInstancesSpec', () => {
  const many = (input: Record<string, unknown>) =>
    server.client.ecs('ModifyInstancesSpec', { InstanceTypeId: 'ecs.x.one', ...input });

  it('says of each instance how it fared', async () => {
    const [fits, crowded, running] = [
      await stopped(),
      await stopped(),
      await madeInstance(server, here),
    ];
    await attach(crowded);
    const { result } = await many({ InstanceIds: [crowded, 'i-none', fits, running, fits] });
    const codes = result.OperationDetails.map(
      (each: { InstanceId: string; Error?: { Code: string } }) => [
        each.InstanceId,
        each.Error?.Code,
      ],
    );
    expect(codes).toEqual([
      [crowded, 'LimitExceeded.EnisPerInstance'],
      ['i-none', 'InvalidInstance.NotFound'],
      [fits, undefined],
      [running, 'InvalidInstanceStatus'],
    ]);
    expect(result.OrderId).toBe('');
    await server.advance(5000);
    expect(await seen(fits)).toMatchObject({ Status: 'RUNNING', InstanceTypeId: 'ecs.x.one' });
    expect((await seen(crowded)).InstanceTypeId).toBe('ecs.g3i.large');
  });

  it('refuses the whole for a malformed request only', async () => {
    const id = await stopped();
    const none = await many({ InstanceIds: [id], InstanceTypeId: 'ecs.none' });
    expect(none.result.OperationDetails[0].Error.Code).toBe('InvalidInstanceType.NotFound');
    expect((await many({ InstanceIds: [id], InstanceTypeId: '' })).code).toBe(
      'MissingParameter.InstanceTypeId',
    );
    const ids = Array.from({ length: 21 }, (_, n) => `i-${n}`);
    expect((await many({ InstanceIds: ids })).code).toBe('InvalidInstanceIds.Malformed');
  });
});
