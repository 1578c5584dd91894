import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeGroup, madeInstance, madeSubnet, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { removeInterface } from '../network-interface/remove.ts';
import { interfaceById } from '../network-interface/rows.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 600_000;

let server: TestServer;
let here: Scene;
let RouteTableId: string;
let NextHopId: string;
beforeEach(async () => {
  server = await startServer({
    transitions: 'manual',
    world: worldOfTwo({ quotas: { RoutesPerRouteTable: 4 } }),
  });
  here = await scene(server);
  ({ RouteTableId } = await ok('CreateRouteTable', { VpcId: here.vpcId }));
  NextHopId = await networkInterface();
});
afterEach(async () => {
  await server.advance(LATER);
  expect(await breaches(server.store, server.world, true)).toEqual([]);
  await server.close();
});

type Input = Record<string, unknown>;
const call = (action: string, input: Input = {}) => server.client.vpc(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('vpc', action, input);

async function networkInterface(at: Scene = here): Promise<string> {
  const made = await ok('CreateNetworkInterface', {
    SubnetId: at.subnetId,
    SecurityGroupIds: [at.groupId],
  });
  await server.advance(LATER);
  return made.NetworkInterfaceId;
}

const input = (more: Input = {}) => ({
  RouteTableId,
  DestinationCidrBlock: '20.0.0.0/24',
  NextHopType: 'NetworkInterface',
  NextHopId,
  ...more,
});
const create = (more: Input = {}) => call('CreateRouteEntry', input(more));
async function made(more: Input = {}): Promise<string> {
  const { RouteEntryId } = await ok('CreateRouteEntry', input(more));
  await server.advance(LATER);
  return RouteEntryId;
}
const routes = async (more: Input = { RouteEntryType: 'Custom' }) =>
  (await ok('DescribeRouteEntryList', { RouteTableId, ...more })).RouteEntries;

describe('a route', () => {
  it('is Pending, then Available; it changes, and goes', async () => {
    const { RouteEntryId } = await ok('CreateRouteEntry', {
      ...input(),
      RouteEntryName: 'out',
      Description: 'of here',
      NextHopName: 'hop',
    });
    const view = {
      RouteEntryId,
      RouteEntryName: 'out',
      Description: 'of here',
      Type: 'Custom',
      Status: 'Pending',
      VpcId: here.vpcId,
      RouteTableId,
      DestinationCidrBlock: '20.0.0.0/24',
      PrefixListCidrBlocks: [],
      NextHopType: 'NetworkInterface',
      NextHopId,
      NextHopName: 'hop',
    };
    expect(await routes()).toEqual([view]);
    const busy = { status: 400, code: 'InvalidRouteEntry.InvalidStatus' };
    expect(await call('ModifyRouteEntry', { RouteEntryId })).toMatchObject(busy);
    expect(await call('DeleteRouteEntry', { RouteEntryId })).toMatchObject(busy);
    await server.advance(LATER);
    expect(await routes()).toEqual([{ ...view, Status: 'Available' }]);

    const other = await networkInterface();
    await ok('ModifyRouteEntry', { RouteEntryId, RouteEntryName: 'new' });
    expect(await routes()).toMatchObject([{ Status: 'Pending', RouteEntryName: 'new', NextHopId }]);
    await server.advance(LATER);
    const hop = { NextHopType: 'NetworkInterface', NextHopId: other };
    await ok('ModifyRouteEntry', { RouteEntryId, ...hop });
    await server.advance(LATER);
    expect(await routes()).toMatchObject([{ Description: 'of here', ...hop, NextHopName: '' }]);

    await ok('DeleteRouteEntry', { RouteEntryId });
    expect(await routes()).toMatchObject([{ Status: 'Pending' }]);
    await server.advance(LATER);
    expect(await routes()).toEqual([]);
    const gone = { status: 404, code: 'InvalidRouteEntry.NotFound' };
    expect(await call('DeleteRouteEntry', { RouteEntryId })).toMatchObject(gone);
    expect(await call('ModifyRouteEntry', { RouteEntryId })).toMatchObject(gone);
  });

  it('has no name and no description unless they are given', async () => {
    await made();
    expect(await routes()).toMatchObject([{ RouteEntryName: '', Description: '' }]);
  });

  it('leads to an instance too, by IPv6 too', async () => {
    const instanceId = await madeInstance(server, here);
    await made({ NextHopType: 'Instance', NextHopId: instanceId });
    await made({ DestinationCidrBlock: '2001:DB8:ffff::/48' });
    expect(await routes()).toMatchObject([
      { NextHopType: 'Instance', NextHopId: instanceId },
      { DestinationCidrBlock: '2001:db8:ffff::/48' },
    ]);
  });

  it.each([
    [{ RouteTableId: 'vtb-none' }, 404, 'InvalidRouteTable.NotFound'],
    [{ DestinationCidrBlock: '' }, 400, 'MissingParameter'],
    [{ DestinationCidrBlock: '', RouteTableId: 'vtb-none' }, 400, 'MissingParameter'],
    [{ DestinationCidrBlock: '20.0.0.1/24' }, 400, 'InvalidDestinationCidrBlock.Malformed'],
    [
      { DestinationCidrBlock: '', DestinationPrefixListId: 'pl-1' },
      404,
      'InvalidPrefixList.NotFound',
    ],
    [{ NextHopType: 'NatGW' }, 404, 'InvalidNextHop.NotFound'],
    [{ NextHopType: 'VpnGW' }, 400, 'InvalidNextHopType.NotSupport'],
    [{ NextHopType: 'Moon' }, 400, 'InvalidNextHopType.Malformed'],
    [{ NextHopId: 'eni-none' }, 404, 'InvalidNextHop.NotFound'],
    [{ NextHopType: 'Instance' }, 404, 'InvalidNextHop.NotFound'],
    [{ DestinationCidrBlock: '10.0.0.0/8' }, 400, 'InvalidDestinationCidrBlock.Conflict'],
    [{ DestinationCidrBlock: '10.0.0.0/24' }, 400, 'InvalidDestinationCidrBlock.Conflict'],
    [{ RouteEntryName: '.x' }, 400, 'InvalidName.Malformed'],
  ])('is not made with %j', async (more, status, code) => {
    expect(await create(more)).toMatchObject({ status, code });
    expect(await routes()).toEqual([]);
  });

  it('is not made in a VPC on its way', async () => {
    await patchRow(server, 'vpc', here.vpcId, { status: 'Pending' });
    expect(await create()).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
    await patchRow(server, 'vpc', here.vpcId, { status: 'Available' });
  });

  it('does not lead to what is on its way out', async () => {
    const RouteEntryId = await made();
    const instanceId = await madeInstance(server, here);
    const { Ipv6GatewayId } = await ok('CreateIpv6Gateway', { VpcId: here.vpcId });
    const HaVipId = (await ok('CreateHaVip', { SubnetId: here.subnetId })).HaVipId;
    const going = await networkInterface();
    await ok('DeleteNetworkInterface', { NetworkInterfaceId: going });
    await ok('DeleteIpv6Gateway', { Ipv6GatewayId });
    await ok('DeleteHaVip', { HaVipId });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
    for (const [type, NextHopId] of [
      ['NetworkInterface', going],
      ['Instance', instanceId],
      ['IPv6GW', Ipv6GatewayId],
      ['HaVip', HaVipId],
    ]) {
      const to = { NextHopType: type, NextHopId };
      const refused = { status: 400, code: 'InvalidNextHop.InvalidStatus' };
      expect(await create({ DestinationCidrBlock: '21.0.0.0/8', ...to })).toMatchObject(refused);
      expect(await call('ModifyRouteEntry', { RouteEntryId, ...to })).toMatchObject(refused);
    }
  });

  it.each([
    [{ NextHopType: 'NetworkInterface' }, 400, 'MissingParameter'],
    [{ NextHopId: 'eni-none' }, 400, 'MissingParameter'],
    [{ NextHopId: 'eni-none', RouteEntryId: 'rte-none' }, 400, 'MissingParameter'],
    [{ NextHopType: 'NetworkInterface', NextHopId: 'eni-none' }, 404, 'InvalidNextHop.NotFound'],
    [{ NextHopType: 'VpnGW', NextHopId: 'vgw-1' }, 400, 'InvalidNextHopType.NotSupport'],
  ])('does not change to %j', async (more, status, code) => {
    const RouteEntryId = await made();
    const before = await routes();
    expect(await call('ModifyRouteEntry', { RouteEntryId, ...more })).toMatchObject({
      status,
      code,
    });
    expect(await routes()).toEqual(before);
  });

  it('leads to a destination once in a table, and to things of its VPC', async () => {
    const RouteEntryId = await made();
    const twin = await create();
    expect(twin).toMatchObject({ status: 400, code: 'InvalidDestinationCidrBlock.Conflict' });
    expect(twin.message).toContain(RouteEntryId);
    const elsewhere = await networkInterface(await scene(server));
    const mismatch = { status: 400, code: 'InvalidNextHop.VpcMismatch' };
    const hop = { NextHopType: 'NetworkInterface', NextHopId: elsewhere };
    expect(await create({ DestinationCidrBlock: '21.0.0.0/8', ...hop })).toMatchObject(mismatch);
    expect(await call('ModifyRouteEntry', { RouteEntryId, ...hop })).toMatchObject(mismatch);
    expect(await call('ModifyRouteEntry', { RouteEntryId, NextHopId: elsewhere })).toMatchObject({
      status: 400,
      code: 'MissingParameter',
    });
    expect(
      await server.as(OTHER).vpc('CreateRouteEntry', input({ DestinationCidrBlock: '22.0.0.0/8' })),
    ).toMatchObject({ status: 404, code: 'InvalidRouteTable.NotFound' });
  });

  it('stands against a subnet of the same block, and no other', async () => {
    const RouteEntryId = await made({ DestinationCidrBlock: '10.9.0.0/16' });
    const subnet = { VpcId: here.vpcId, ZoneId: here.zoneId };
    const refused = await call('CreateSubnet', { ...subnet, CidrBlock: '10.9.0.0/16' });
    expect(refused).toMatchObject({ status: 400, code: 'InvalidCidr.Conflict' });
    expect(refused.message).toContain(RouteEntryId);
    expect(await call('CreateSubnet', { ...subnet, CidrBlock: '10.9.0.0/24' })).toMatchObject({
      status: 200,
    });
  });

  it('stands against an IPv6 block of a subnet or of the VPC, too', async () => {
    const RouteEntryId = await made({ DestinationCidrBlock: '2001:db8:0:7::/64' });
    const subnet = { VpcId: here.vpcId, ZoneId: here.zoneId, CidrBlock: '10.9.0.0/24' };
    const conflict = {
      status: 400,
      code: 'InvalidCidr.Conflict',
      message: expect.stringContaining(RouteEntryId),
    };
    expect(await call('CreateSubnet', { ...subnet, Ipv6CidrBlock: 7 })).toMatchObject(conflict);
    const { SubnetId } = await ok('CreateSubnet', subnet);
    await server.advance(LATER);
    const wish = { SubnetId, EnableIpv6: true };
    const reply = await call('ModifySubnetAttributes', { ...wish, Ipv6CidrBlock: 7 });
    expect(reply).toMatchObject(conflict);
    await ok('ModifySubnetAttributes', { ...wish, Ipv6CidrBlock: 8 });

    const { VpcId, RouteTableId: table } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/8' });
    await server.advance(LATER);
    const there = {
      vpcId: VpcId,
      zoneId: here.zoneId,
      subnetId: await madeSubnet(server, VpcId),
      groupId: await madeGroup(server, VpcId),
    };
    const to = 'fd00:0:0:100::/56';
    const other = await made({
      RouteTableId: table,
      DestinationCidrBlock: to,
      NextHopId: await networkInterface(there),
    });
    const enable = { VpcId, EnableIpv6: true };
    const refused = await call('ModifyVpcAttributes', { ...enable, Ipv6CidrBlock: to });
    expect(refused).toMatchObject({ ...conflict, message: expect.stringContaining(other) });
    await ok('ModifyVpcAttributes', { ...enable, Ipv6CidrBlock: 'fd00:0:0:200::/56' });
  });

  it('goes with what it leads to, and with its table', async () => {
    const instanceId = await madeInstance(server, here);
    await made();
    await made({
      DestinationCidrBlock: '21.0.0.0/8',
      NextHopType: 'Instance',
      NextHopId: instanceId,
    });
    await ok('DeleteNetworkInterface', { NetworkInterfaceId: NextHopId });
    await server.advance(LATER);
    expect(await routes()).toMatchObject([{ NextHopId: instanceId }]);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
    await server.advance(LATER);
    expect(await routes()).toEqual([]);
    NextHopId = await networkInterface();
    await made();
    await ok('DeleteRouteTable', { RouteTableId });
    const left = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('route_entry').select('id')),
    );
    expect(left).toEqual([]);
  });
});

describe('the task of a route', () => {
  const statusOf = async (AsyncTaskId: string) =>
    (await ok('GetAsyncTaskStatus', { AsyncTaskId })).AsyncTaskStatus;

  it('fails when the route goes with its next hop or its table before it is made', async () => {
    const made = await ok('CreateRouteEntry', input());
    await server.store.write(async (tx) => {
      const row = await tx.first(interfaceById, { id: NextHopId });
      if (row) await removeInterface(tx, row);
    });
    expect(await routes()).toEqual([]);
    expect(await statusOf(made.AsyncTaskId)).toBe('Running');
    await server.advance(LATER);
    expect(await statusOf(made.AsyncTaskId)).toBe('Failed');

    NextHopId = await networkInterface();
    const other = await ok('CreateRouteEntry', input());
    await ok('DeleteRouteTable', { RouteTableId });
    await server.advance(LATER);
    expect(await statusOf(other.AsyncTaskId)).toBe('Failed');
  });

  it('succeeds when the route that is to go goes with its table', async () => {
    const RouteEntryId = await made();
    const { AsyncTaskId } = await ok('DeleteRouteEntry', { RouteEntryId });
    await ok('DeleteRouteTable', { RouteTableId });
    await server.advance(LATER);
    expect(await statusOf(AsyncTaskId)).toBe('Succeeded');
  });
});

describe('the list', () => {
  it("begins with the VPC's own routes, and takes conditions on the others", async () => {
    const local = await routes({});
    expect(local).toMatchObject([
      { Type: 'System', Status: 'Available', DestinationCidrBlock: '10.0.0.0/8', NextHopId: '' },
      { Type: 'System', DestinationCidrBlock: expect.stringMatching(/::\/56$/) },
    ]);
    const RouteEntryId = await made({ RouteEntryName: 'out' });
    await made({ DestinationCidrBlock: '21.0.0.0/8' });
    expect(await routes({})).toHaveLength(4);
    for (const condition of [
      { RouteEntryId },
      { RouteEntryName: 'out' },
      { DestinationCidrBlock: '20.0.0.0/24' },
    ]) {
      const found = await routes({ RouteEntryType: 'Custom', ...condition });
      expect(found).toMatchObject([{ RouteEntryId }]);
      expect(await call('DescribeRouteEntryList', { RouteTableId, ...condition })).toMatchObject({
        status: 400,
        code: 'MissingParameter',
        message: 'The request is missing RouteEntryType parameter.',
      });
    }
    const hop = { RouteEntryType: 'Custom', NextHopId, NextHopType: 'NetworkInterface' };
    expect(await routes(hop)).toHaveLength(2);
    expect(await routes({ RouteEntryType: 'Custom', DestinationPrefixListId: 'pl-1' })).toEqual([]);
  });

  it('comes in pages of both styles', async () => {
    for (let n = 0; n < 4; n += 1) await made({ DestinationCidrBlock: `${20 + n}.0.0.0/8` });
    expect(await create({ DestinationCidrBlock: '30.0.0.0/8' })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.RouteEntry',
    });
    const all = (await routes({})).map((each: Input) => each.RouteEntryId);
    expect(new Set(all).size).toBe(6);
    const paged: unknown[] = [];
    for (let NextToken = ''; ; ) {
      const page = await ok('DescribeRouteEntryList', { RouteTableId, MaxResults: 4, NextToken });
      paged.push(...page.RouteEntries.map((each: Input) => each.RouteEntryId));
      expect(page.TotalCount).toBe(6);
      NextToken = page.NextToken;
      if (NextToken === '') break;
    }
    expect(paged).toEqual(all);
    expect(await routes({ PageNumber: 2, PageSize: 5 })).toHaveLength(1);
  });

  it("is nobody else's", async () => {
    expect(await server.as(OTHER).vpc('DescribeRouteEntryList', { RouteTableId })).toMatchObject({
      status: 404,
      code: 'InvalidRouteTable.NotFound',
    });
  });
});
