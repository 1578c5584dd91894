import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import {
  madeGroup,
  madeInstance,
  madeInterface,
  madeIpv6OnlySubnet,
  madeSubnet,
  type Scene,
  scene,
} from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
let other: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  other = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
});
afterEach(() => server.close());

const stopped = (patch = {}) => madeInstance(server, here, { status: 'STOPPED', ...patch });
const move = (InstanceId: string, input: Record<string, unknown>) =>
  server.client.ecs('ModifyInstanceVpcAttribute', { InstanceId, SubnetId: other, ...input });
const seen = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const primaryOf = async (id: string) => (await seen(id)).NetworkInterfaces[0];
const eni = (NetworkInterfaceId: string) =>
  server.client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
const usedIn = async (SubnetId: string) => {
  const { TotalIpv4Count, AvailableIpAddressCount } = await server.client.ok(
    'vpc',
    'DescribeSubnetAttributes',
    { SubnetId },
  );
  return TotalIpv4Count - AvailableIpAddressCount;
};
const sound = async (settled = true) =>
  expect(await breaches(server.store, server.world, settled)).toEqual([]);

/** Another VPC with a subnet of the same zone and a group. */
async function elsewhere(): Promise<Scene> {
  const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' });
  await server.advance(10_000);
  return {
    vpcId: VpcId,
    subnetId: await madeSubnet(server, VpcId),
    groupId: await madeGroup(server, VpcId),
    zoneId: here.zoneId,
  };
}

describe('ModifyInstanceVpcAttribute', () => {
  it('gives the instance a new primary interface in another subnet of its VPC', async () => {
    const id = await stopped();
    const old = await primaryOf(id);
    const { result } = await move(id, { PrimaryIpAddress: '10.0.1.50' });
    const coming = await eni(result.NetworkInterfaceId);
    expect(coming.result).toMatchObject({
      Type: 'primary',
      Status: 'Attaching',
      DeviceId: id,
      SubnetId: other,
      PrimaryIpAddress: '10.0.1.50',
      SecurityGroupIds: [here.groupId],
    });
    expect(coming.result.MacAddress).not.toBe(old.MacAddress);
    expect((await eni(old.NetworkInterfaceId)).result).toMatchObject({
      Status: 'Deleting',
      DeviceId: '',
    });
    await sound(false);
    await server.advance(2000);
    expect(await primaryOf(id)).toMatchObject({
      NetworkInterfaceId: result.NetworkInterfaceId,
      SubnetId: other,
      VpcId: here.vpcId,
    });
    expect((await eni(result.NetworkInterfaceId)).result.Status).toBe('InUse');
    expect((await eni(old.NetworkInterfaceId)).code).toBe('InvalidEniId.NotFound');
    expect([await usedIn(here.subnetId), await usedIn(other)]).toEqual([0, 1]);
    expect((await seen(id)).Status).toBe('STOPPED');
    await sound();
  });

  it('moves to another VPC, with the groups given, and back', async () => {
    const id = await stopped();
    const there = await elsewhere();
    const to = {
      VpcId: there.vpcId,
      SubnetId: there.subnetId,
      SecurityGroupIds: [there.groupId, there.groupId],
    };
    expect((await move(id, to)).status).toBe(200);
    await server.advance(2000);
    expect((await seen(id)).VpcId).toBe(there.vpcId);
    expect(await primaryOf(id)).toMatchObject({
      SecurityGroupIds: [there.groupId],
      SubnetId: there.subnetId,
    });
    await sound();
    const back = { VpcId: here.vpcId, SecurityGroupIds: [here.groupId] };
    expect((await move(id, back)).status).toBe(200);
    await server.advance(2000);
    for (const [action, input] of [
      ['DeleteSubnet', { SubnetId: there.subnetId }],
      ['DeleteSecurityGroup', { SecurityGroupId: there.groupId }],
    ] as const) {
      expect((await server.client.vpc(action, input)).status).toBe(200);
    }
  });

  it('takes the secondary interfaces along within the VPC', async () => {
    const id = await stopped();
    const NetworkInterfaceId = await madeInterface(server, here);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId: id });
    await server.advance(2000);
    expect((await move(id, {})).status).toBe(200);
    await server.advance(2000);
    const types = (await seen(id)).NetworkInterfaces.map((each: { Type: string }) => each.Type);
    expect(types).toEqual(['primary', 'secondary']);
    await sound();
  });

  it('may be started and deleted while the interface is on its way', async () => {
    const [started, deleted] = [await stopped(), await stopped()];
    for (const id of [started, deleted]) expect((await move(id, {})).status).toBe(200);
    await server.client.ok('ecs', 'StartInstance', { InstanceId: started });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: deleted });
    await server.advance(3000);
    expect((await seen(started)).Status).toBe('RUNNING');
    expect(await seen(deleted)).toBeUndefined();
    await sound();
  });

  it('moves to an IPv6-only subnet, but not with an IPv4 interface behind it', async () => {
    const SubnetId = await madeIpv6OnlySubnet(server, here.vpcId);
    const [alone, crowded] = [await stopped(), await stopped()];
    const named = await move(alone, { SubnetId, PrimaryIpAddress: '10.0.1.5' });
    expect(named.code).toBe('InvalidSubnet.DisableIpv4');
    expect((await move(alone, { SubnetId })).status).toBe(200);
    expect((await primaryOf(alone)).Ipv6Addresses).toHaveLength(1);
    const NetworkInterfaceId = await madeInterface(server, here);
    await server.client.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId,
      InstanceId: crowded,
    });
    await server.advance(2000);
    expect((await move(crowded, { SubnetId })).code).toBe('InvalidEni.IPv4ToIPv6OnlyInstance');
  });

  it('is done once for one ClientToken', async () => {
    const id = await stopped();
    const { result } = await move(id, { ClientToken: 'once' });
    expect((await move(id, { ClientToken: 'once' })).result).toEqual(result);
    await server.advance(2000);
    await sound();
  });
});

describe('ModifyInstanceVpcAttribute refuses', () => {
  it('what is not there, not STOPPED or not asked for as it must be', async () => {
    const id = await stopped();
    const there = await elsewhere();
    const far = await server.client.ok('vpc', 'CreateSubnet', {
      VpcId: here.vpcId,
      ZoneId: 'cn-beijing-b',
      CidrBlock: '10.0.2.0/24',
    });
    const young = await server.client.ok('vpc', 'CreateSubnet', {
      VpcId: here.vpcId,
      ZoneId: here.zoneId,
      CidrBlock: '10.0.3.0/24',
    });
    await server.advance(10_000);
    await patchRow(server, 'subnet', young.SubnetId, { status: 'Pending' });
    const groups = { SecurityGroupIds: [here.groupId] };
    const cases: [Record<string, unknown>, number, string][] = [
      [{ InstanceId: 'i-none' }, 404, 'InvalidInstance.NotFound'],
      [{ SubnetId: '' }, 400, 'MissingParameter.SubnetId'],
      [{ SubnetId: 'subnet-none' }, 404, 'InvalidSubnet.NotFound'],
      [{ SubnetId: young.SubnetId }, 400, 'InvalidSubnet.InvalidStatus'],
      [{ SubnetId: here.subnetId }, 400, 'InvalidArgument'],
      [{ SubnetId: far.SubnetId }, 400, 'InvalidSubnet.ZoneMismatch'],
      [{ SubnetId: there.subnetId }, 400, 'InvalidSubnet.VpcMismatch'],
      [{ VpcId: there.vpcId, ...groups }, 400, 'InvalidSubnet.VpcMismatch'],
      [groups, 400, 'InvalidArgument'],
      [{ VpcId: here.vpcId }, 400, 'MissingParameter.SecurityGroupIds'],
      [{ VpcId: 'vpc-none', ...groups }, 404, 'InvalidVpc.NotFound'],
      [
        { VpcId: here.vpcId, SecurityGroupIds: ['sg-none'] },
        404,
        'InvalidSecurityGroupId.NotFound',
      ],
      [
        { VpcId: here.vpcId, SecurityGroupIds: [there.groupId] },
        400,
        'InvalidSecurityGroup.VpcMismatch',
      ],
      [
        { VpcId: here.vpcId, SecurityGroupIds: ['a', 'b', 'c', 'd', 'e', 'f'] },
        400,
        'QuotaExceeded.EniSecurityGroup',
      ],
      [{ PrimaryIpAddress: '10.0.0.5' }, 400, 'InvalidPrivateIp.Malformed'],
    ];
    for (const [input, status, code] of cases) {
      expect([input, await move(id, input)]).toMatchObject([input, { status, code }]);
    }
    for (const status of ['RUNNING', 'STARTING', 'ERROR', 'DELETING']) {
      await patchRow(server, 'instance', id, { status });
      expect((await move(id, {})).code).toBe('InvalidInstanceStatus');
    }
    expect((await primaryOf(id)).SubnetId).toBe(here.subnetId);
  });

  it('an address that is taken, and a subnet without a free one', async () => {
    const [first, second] = [await stopped(), await stopped()];
    await move(first, { PrimaryIpAddress: '10.0.1.50' });
    expect((await move(second, { PrimaryIpAddress: '10.0.1.50' })).code).toBe(
      'InvalidPrivateIp.InUse',
    );
    await patchRow(server, 'subnet', other, { ipv4_used: 253 });
    expect((await move(second, {})).code).toBe('InsufficientIpInSubnet');
    await patchRow(server, 'subnet', other, { ipv4_used: 1 });
    await server.advance(2000);
    await sound();
  });

  it('an instance whose primary interface is on its way, or carries an EIP', async () => {
    const id = await stopped();
    const back = { SubnetId: here.subnetId };
    await move(id, {});
    expect((await move(id, back)).code).toBe('InvalidEni.InvalidStatus');
    await server.advance(2000);
    const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', {
      BillingType: 3,
    });
    await server.client.ok('vpc', 'AssociateEipAddress', {
      AllocationId,
      InstanceType: 'EcsInstance',
      InstanceId: id,
    });
    expect(await move(id, back)).toMatchObject({
      status: 400,
      code: 'InvalidInstance.InUse',
      message: 'The specified instance has dependent resource of an EIP.',
    });
    await server.advance(2000);
    await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
    await server.advance(2000);
    expect((await move(id, back)).status).toBe(200);
  });

  it('an instance that is associated with a virtual IP, and its interface', async () => {
    const id = await stopped();
    const { NetworkInterfaceId } = await primaryOf(id);
    const { HaVipId } = await server.client.ok('vpc', 'CreateHaVip', { SubnetId: here.subnetId });
    await server.advance(10_000);
    for (const on of [
      { InstanceType: 'EcsInstance', InstanceId: id },
      { InstanceType: 'NetworkInterface', InstanceId: NetworkInterfaceId },
    ]) {
      await server.client.ok('vpc', 'AssociateHaVip', { HaVipId, ...on });
      expect(await move(id, {})).toMatchObject({
        code: 'InvalidInstance.InUse',
        message: 'The specified instance has dependent resource of a HaVip.',
      });
      await server.client.ok('vpc', 'DisassociateHaVip', { HaVipId, ...on });
    }
    expect((await move(id, {})).status).toBe(200);
  });

  it('an interface, or an instance that leaves its VPC, to which a route leads', async () => {
    const id = await stopped();
    const there = await elsewhere();
    const vpc = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId: here.vpcId });
    const route = async (NextHopType: string, NextHopId: string) => {
      const { RouteEntryId } = await server.client.ok('vpc', 'CreateRouteEntry', {
        RouteTableId: vpc.RouteTableIds[0],
        DestinationCidrBlock: '172.16.0.0/16',
        NextHopType,
        NextHopId,
      });
      await server.advance(10_000);
      return async () => {
        await server.client.ok('vpc', 'DeleteRouteEntry', { RouteEntryId });
        await server.advance(10_000);
      };
    };
    const away = {
      VpcId: there.vpcId,
      SubnetId: there.subnetId,
      SecurityGroupIds: [there.groupId],
    };
    const inUse = {
      code: 'InvalidInstance.InUse',
      message: 'The specified instance has dependent resource of a route entry.',
    };
    const { NetworkInterfaceId } = await primaryOf(id);
    const remove = await route('NetworkInterface', NetworkInterfaceId);
    expect(await move(id, {})).toMatchObject(inUse);
    await remove();
    const removeNext = await route('Instance', id);
    expect(await move(id, away)).toMatchObject(inUse);
    expect((await move(id, {})).status).toBe(200);
    await server.advance(2000);
    await removeNext();
    expect((await move(id, away)).status).toBe(200);
  });

  it('another VPC while secondary interfaces are on the instance', async () => {
    const id = await stopped();
    const there = await elsewhere();
    const NetworkInterfaceId = await madeInterface(server, here);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId: id });
    const to = {
      VpcId: there.vpcId,
      SubnetId: there.subnetId,
      SecurityGroupIds: [there.groupId],
    };
    expect(await move(id, to)).toMatchObject({
      status: 400,
      code: 'InvalidInstance.InUse',
      message: 'The specified instance has dependent resource of an ENI.',
    });
  });
});
