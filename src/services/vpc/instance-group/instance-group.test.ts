import { afterEach, expect, it } from 'vitest';
import { networkOf } from '#services/vpc/vpc/network.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import {
  creatingVpc,
  madeInterface,
  madeSubnet,
  madeVpc,
  type Scene,
  scene,
} from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const ok = async (action: string, input: Input) => {
  const result = await server.client.ok('vpc', action, input);
  await server.settled();
  return result;
};
const list = async (input: Input = {}, client = server.client) =>
  (await client.ok('vpc', 'DescribeInstanceGroups', input)).InstanceGroups;
const made = async (VpcId: string, more: Input = {}): Promise<string> =>
  (await ok('CreateInstanceGroup', { VpcId, ...more })).InstanceGroupId;
const members = async () => (await list())[0].Members.map(({ Id }: { Id: string }) => Id);
const change = (InstanceGroupId: string, more: Input, client = server.client) =>
  call('ModifyInstanceGroupMembers', { InstanceGroupId, ...more }, client);

const instance = (Id: string | undefined) => ({ Id, Type: 'EcsInstance' });
const eni = (Id: string) => ({ Id, Type: 'NetworkInterface' });
const TIME = expect.stringMatching(/\+08:00$/);
const GONE = { status: 404, code: 'InvalidInstanceGroup.NotFound' };
const WRONG = { status: 400, code: 'InvalidInstanceGroup.InvalidStatus' };

it('is Available at once, Pending while members change, and Deleting', async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const VpcId = await creatingVpc(server);
  expect(await call('CreateInstanceGroup', { VpcId })).toMatchObject({
    code: 'InvalidVpc.InvalidStatus',
  });
  await server.advance(LATER);
  expect(await call('CreateInstanceGroup', { VpcId }, server.as(OTHER))).toMatchObject({
    code: 'InvalidVpc.NotFound',
  });
  const InstanceGroupId = await made(VpcId, { Name: 'group', Description: 'd' });
  expect(await list()).toEqual([
    {
      InstanceGroupId: expect.stringMatching(/^ig-[a-z0-9]{25}$/),
      Name: 'group',
      Description: 'd',
      AccountId: expect.any(String),
      VpcId,
      Status: 'Available',
      Members: [],
      CreatedAt: TIME,
      UpdatedAt: TIME,
    },
  ]);
  const modify = (more: Input) =>
    call('ModifyInstanceGroupAttributes', { InstanceGroupId, ...more });
  expect(await modify({ Name: 'n' })).toMatchObject({ status: 200 });
  expect(await modify({ Description: 'e' })).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject([{ Name: 'n', Description: 'e', Status: 'Available' }]);
  expect(await change(InstanceGroupId, {})).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  expect(await list()).toMatchObject([{ Status: 'Pending' }]);
  const calls = [
    'ModifyInstanceGroupAttributes',
    'ModifyInstanceGroupMembers',
    'DeleteInstanceGroup',
  ];
  for (const action of calls) {
    expect(await call(action, { InstanceGroupId })).toMatchObject(WRONG);
    expect(await call(action, { InstanceGroupId }, server.as(OTHER))).toMatchObject(GONE);
  }
  await server.advance(LATER);
  expect(await call('DeleteInstanceGroup', { InstanceGroupId })).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject([{ Status: 'Deleting' }]);
  await server.advance(LATER);
  expect(await list()).toEqual([]);
  expect(await call('DeleteInstanceGroup', { InstanceGroupId })).toMatchObject(GONE);
});

it('has instances and interfaces of its VPC, each once', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await scene(server, { instances: 2 });
  const [one, two] = at.instanceIds;
  const nic = await madeInterface(server, at);
  const group = await made(at.vpcId);
  const there = await made(await madeVpc(server));
  const add = (...AppendMembers: Input[]) => change(group, { AppendMembers });
  expect(await add(instance(one), eni(nic))).toMatchObject({ status: 200 });
  await server.settled();
  expect((await list())[0].Members).toEqual([
    { Id: one, Type: 'EcsInstance', Status: 'Available', Weight: 1 },
    { Id: nic, Type: 'NetworkInterface', Status: 'Available', Weight: 1 },
  ]);
  for (const [more, code] of [
    [{ AppendMembers: [instance(one)] }, 'InvalidInstanceGroupMember.Conflict'],
    [{ AppendMembers: [instance(two), instance(two)] }, 'InvalidInstanceGroupMember.Conflict'],
    [{ AppendMembers: [instance('i-none')] }, 'InvalidInstance.NotFound'],
    [{ AppendMembers: [{ ...instance(nic) }] }, 'InvalidInstance.NotFound'],
    [{ RemoveMembers: [instance(two)] }, 'InvalidInstanceGroupMember.NotFound'],
    [{ RemoveMembers: [eni(one ?? '')] }, 'InvalidInstanceGroupMember.NotFound'],
  ] as const) {
    expect(await change(group, more), JSON.stringify(more)).toMatchObject({ code });
  }
  expect(await change(there, { AppendMembers: [instance(two)] })).toMatchObject({
    code: 'InvalidInstance.VpcMismatch',
  });
  const swap = { RemoveMembers: [instance(one)], AppendMembers: [instance(two)] };
  expect(await change(group, swap)).toMatchObject({ status: 200 });
  await server.settled();
  expect(await members()).toEqual([nic, two]);
});

it('has 100 members at most', async () => {
  server = await startServer();
  const at = await scene(server, { cidr: '10.0.0.0/20' });
  const group = await made(at.vpcId);
  const nics: string[] = [];
  while (nics.length < 101) nics.push(await madeInterface(server, at));
  const first = nics.slice(0, 60).map(eni);
  const rest = nics.slice(60).map(eni);
  expect(await change(group, { AppendMembers: first })).toMatchObject({ status: 200 });
  await server.settled();
  expect(await change(group, { AppendMembers: rest })).toMatchObject({
    code: 'LimitExceeded.MembersPerInstanceGroup',
  });
  expect(await change(group, { AppendMembers: rest.slice(1) })).toMatchObject({ status: 200 });
});

it('is left by what is deleted, and by an instance that moves to another VPC', async () => {
  server = await startServer();
  const at = await scene(server, { instances: 2 });
  const [one, two] = at.instanceIds;
  const nic = await madeInterface(server, at);
  const group = await made(at.vpcId);
  await change(group, { AppendMembers: [instance(one), instance(two), eni(nic)] });
  await server.settled();
  await ok('DeleteNetworkInterface', { NetworkInterfaceId: nic });
  expect(await members()).toEqual([one, two]);
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId: one });
  await server.settled();
  expect(await members()).toEqual([two]);
  await server.client.ok('ecs', 'StopInstance', { InstanceId: two });
  await server.settled();
  const here = await madeSubnet(server, at.vpcId, { CidrBlock: '10.0.9.0/24' });
  const move = async (SubnetId: string, more: Input) => {
    await server.client.ok('ecs', 'ModifyInstanceVpcAttribute', {
      InstanceId: two,
      SubnetId,
      ...more,
    });
    await server.settled();
  };
  await move(here, {});
  expect(await members()).toEqual([two]);
  const other = await scene(server);
  const VpcId = other.vpcId;
  await move(other.subnetId, { VpcId, SecurityGroupIds: [other.groupId] });
  expect(await members()).toEqual([]);
});

async function routed(at: Scene, group: string): Promise<string> {
  const { RouteTableId } = await ok('CreateRouteTable', { VpcId: at.vpcId });
  await ok('AssociateRouteTable', { RouteTableId, SubnetId: at.subnetId });
  const { RouteEntryId } = await ok('CreateRouteEntry', {
    RouteTableId,
    DestinationCidrBlock: '30.0.0.0/8',
    NextHopType: 'InstanceGroup',
    NextHopId: group,
  });
  return RouteEntryId;
}

it('is where routes lead, to its oldest member that is there', async () => {
  server = await startServer();
  const at = await scene(server, { instances: 2 });
  const [one, two] = at.instanceIds;
  const group = await made(at.vpcId);
  const RouteEntryId = await routed(at, group);
  const hop = async () => {
    const network = await server.store.read((tx) => networkOf(tx, at.vpcId));
    return network?.routeTables[0]?.routes[0]?.nextHop;
  };
  const primary = async (InstanceId: string | undefined) => {
    const { NetworkInterfaceSets } = await ok('DescribeNetworkInterfaces', { InstanceId });
    return { nicId: NetworkInterfaceSets[0].NetworkInterfaceId };
  };
  expect(await hop()).toBe('nowhere');
  await change(group, { AppendMembers: [instance(one), instance(two)] });
  await server.settled();
  expect(await hop()).toEqual(await primary(one));
  await change(group, { RemoveMembers: [instance(one)] });
  await server.settled();
  expect(await hop()).toEqual(await primary(two));
  const inUse = { status: 400, code: 'InvalidInstanceGroup.InUse' };
  expect(await call('DeleteInstanceGroup', { InstanceGroupId: group })).toMatchObject(inUse);
  await ok('DeleteRouteEntry', { RouteEntryId });
  await patchRow(server, 'instance_group', group, { status: 'Deleting' });
  const { RouteTableId } = await ok('CreateRouteTable', { VpcId: at.vpcId });
  expect(
    await call('CreateRouteEntry', {
      RouteTableId,
      DestinationCidrBlock: '30.0.0.0/8',
      NextHopType: 'InstanceGroup',
      NextHopId: group,
    }),
  ).toMatchObject({ code: 'InvalidNextHop.InvalidStatus' });
});

it('keeps its VPC', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const InstanceGroupId = await made(VpcId);
  expect(await call('DeleteVpc', { VpcId })).toMatchObject({
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of an instance group.',
  });
  await ok('DeleteInstanceGroup', { InstanceGroupId });
  expect(await call('DeleteVpc', { VpcId })).toMatchObject({ status: 200 });
});

it('is found by every condition, and paged in both styles', async () => {
  server = await startServer();
  const [here, there] = [await madeVpc(server), await madeVpc(server)];
  const one = await made(here, { Name: 'one' });
  const two = await made(there);
  const found = async (input: Input) =>
    (await list(input)).map((row: { InstanceGroupId: string }) => row.InstanceGroupId);
  for (const [input, ids] of [
    [{}, [one, two]],
    [{ InstanceGroupIds: [two, 'ig-none'] }, [two]],
    [{ InstanceGroupName: 'one' }, [one]],
    [{ VpcId: there }, [two]],
    [{ PageNumber: 2, PageSize: 1 }, [two]],
  ] as const) {
    expect(await found(input), JSON.stringify(input)).toEqual(ids);
  }
  const page = await server.client.ok('vpc', 'DescribeInstanceGroups', { MaxResults: 1 });
  expect(page).toMatchObject({ TotalCount: 2 });
  expect(await found({ MaxResults: 1, NextToken: page.NextToken })).toEqual([two]);
});
