import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNatGateway } from '#test/support/nat.ts';
import { creatingVpc, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const create = (input: Record<string, unknown>, client = server.client) =>
  client.call('natgateway', 'CreateNatGateway', input);
const show = (NatGatewayId: string) =>
  server.client.ok('natgateway', 'DescribeNatGatewayAttributes', { NatGatewayId });

it('is Creating, then Available, with an interface of its own in its subnet', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const { result } = await create({
    VpcId,
    SubnetId,
    NatGatewayName: 'out',
    Description: 'to the internet',
    Spec: 'Medium',
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    ClientToken: 'token',
  });
  const id = result.NatGatewayId;
  expect(id).toMatch(/^ngw-[a-z0-9]{25}$/);
  const seen = {
    NatGatewayId: id,
    NatGatewayName: 'out',
    Description: 'to the internet',
    NetworkType: 'internet',
    Status: 'Creating',
    VpcId,
    SubnetId,
    ZoneId: 'cn-beijing-a',
    NetworkInterfaceId: expect.stringMatching(/^eni-/),
    Spec: 'Medium',
    BillingType: 2,
    EipAddresses: [],
    NatIpAddresses: [],
    SnatEntryIds: [],
    DnatEntryIds: [],
    BusinessStatus: 'Normal',
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    CreationTime: expect.stringMatching(/\+08:00$/),
    ExpiredTime: '',
  };
  const creating = await show(id);
  expect(creating).toMatchObject(seen);
  await server.advance(LATER);
  expect(await show(id)).toMatchObject({ ...seen, Status: 'Available' });
  const own = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: creating.NetworkInterfaceId,
  });
  expect(own).toMatchObject({ ServiceManaged: true, Status: 'InUse', SubnetId, DeviceId: '' });
  const vpc = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
  expect(vpc.NatGatewayIds).toEqual([id]);
});

it('takes the oldest subnet with a free address when none is named', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  expect(await create({ VpcId })).toMatchObject({ status: 404, code: 'InvalidSubnet.NotFound' });
  const SubnetId = await madeSubnet(server, VpcId);
  await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
  const id = await madeNatGateway(server, { VpcId });
  expect(await show(id)).toMatchObject({ NatGatewayName: id, Description: '', SubnetId });
});

it('is paid for as the network type allows', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const malformed = { status: 400, code: 'InvalidBillingType.Malformed' };
  expect(await create({ VpcId, NetworkType: 'intranet', BillingType: 2 })).toMatchObject(malformed);
  expect(await create({ VpcId, BillingType: 4 })).toMatchObject(malformed);
  const long = { VpcId, BillingType: 1, Period: 10 };
  expect(await create(long)).toMatchObject({ status: 400, code: 'InvalidPeriod.Malformed' });
  const intranet = await madeNatGateway(server, { VpcId, NetworkType: 'intranet' });
  expect(await show(intranet)).toMatchObject({ NetworkType: 'intranet', BillingType: 3 });
  const subscribed = await madeNatGateway(server, { VpcId, BillingType: 1, PeriodUnit: 'Year' });
  expect(await show(subscribed)).toMatchObject({
    BillingType: 1,
    ExpiredTime: expect.stringMatching(/\+08:00$/),
  });
});

it('refuses a VPC or a subnet that is unknown, another account’s, on its way or apart', async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const VpcId = await creatingVpc(server);
  expect(await create({ VpcId })).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  await server.advance(LATER);
  const SubnetId = await madeSubnet(server, await madeVpc(server));
  await server.advance(LATER);
  expect(await create({ VpcId, SubnetId })).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.VpcMismatch',
  });
  expect(await create({ VpcId, SubnetId: 'subnet-none' })).toMatchObject({
    status: 404,
    code: 'InvalidSubnet.NotFound',
  });
  const unknown = { status: 404, code: 'InvalidVpc.NotFound' };
  expect(await create({ VpcId: 'vpc-none' })).toMatchObject(unknown);
  expect(await create({ VpcId }, server.as(OTHER))).toMatchObject(unknown);
});

it('lets a VPC have three', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const replies = await Promise.all([1, 2, 3, 4].map(() => create({ VpcId })));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400]);
  expect(await create({ VpcId })).toMatchObject({ code: 'QuotaExceeded.NatGateway' });
});

it('refuses the first one where the system route table leads everywhere already', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const { RouteTableIds } = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
  const first = await madeNatGateway(server, { VpcId });
  await server.client.ok('vpc', 'CreateRouteEntry', {
    RouteTableId: RouteTableIds[0],
    DestinationCidrBlock: '0.0.0.0/0',
    NextHopType: 'NatGW',
    NextHopId: first,
  });
  await server.settled();
  expect(await create({ VpcId })).toMatchObject({ status: 200 });
  const other = await madeVpc(server);
  const SubnetId = await madeSubnet(server, other);
  const { HaVipId } = await server.client.ok('vpc', 'CreateHaVip', { SubnetId });
  await server.settled();
  const table = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId: other });
  await server.client.ok('vpc', 'CreateRouteEntry', {
    RouteTableId: table.RouteTableIds[0],
    DestinationCidrBlock: '0.0.0.0/0',
    NextHopType: 'HaVip',
    NextHopId: HaVipId,
  });
  expect(await create({ VpcId: other })).toMatchObject({
    status: 400,
    code: 'InvalidVpc.RouteConflict',
  });
  expect(await create({ VpcId: other, NetworkType: 'intranet' })).toMatchObject({ status: 200 });
});
