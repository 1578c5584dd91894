import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpv6Gateway } from '#test/support/ipv6.ts';
import { creatingVpc, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const create = (input: Record<string, unknown>, client = server.client) =>
  client.vpc('CreateIpv6Gateway', input);
const show = (Ipv6GatewayId: string) =>
  server.client.ok('vpc', 'DescribeIpv6GatewayAttribute', { Ipv6GatewayId });
const modify = (input: Record<string, unknown>) =>
  server.client.vpc('ModifyIpv6GatewayAttribute', input);

it('is Creating, then Available', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  await server.advance(LATER);
  const { result } = await create({
    VpcId,
    Name: 'gw',
    Description: 'out',
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    ClientToken: 'token',
  });
  expect(result).toMatchObject({
    Ipv6GatewayId: expect.stringMatching(/^ipv6gw-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
  });
  const id = result.Ipv6GatewayId;
  const seen = {
    Ipv6GatewayId: id,
    Name: 'gw',
    Description: 'out',
    ProjectName: 'one',
    VpcId,
    RouteTableId: '',
    Status: 'Creating',
    Tags: [{ Key: 'a', Value: 'b' }],
    CreationTime: expect.stringMatching(/\+08:00$/),
    UpdateTime: expect.stringMatching(/\+08:00$/),
  };
  expect(await show(id)).toMatchObject(seen);
  expect(await modify({ Ipv6GatewayId: id, Name: 'b' })).toMatchObject({
    status: 400,
    code: 'InvalidIpv6Gateway.InvalidStatus',
    message: 'The specified IPv6Gateway is not in the correct status for the request.',
  });
  await server.advance(LATER);
  expect(await show(id)).toMatchObject({ ...seen, Status: 'Available' });
});

it('is named after its id, and renamed; what is absent stays', async () => {
  server = await startServer();
  const id = await madeIpv6Gateway(server, await madeVpc(server, { EnableIpv6: true }));
  expect(await show(id)).toMatchObject({ Name: id, Description: '', ProjectName: 'default' });
  expect(await modify({ Ipv6GatewayId: id, Description: 'd' })).toMatchObject({ status: 200 });
  expect(await modify({ Ipv6GatewayId: id, Name: 'n' })).toMatchObject({ status: 200 });
  expect(await modify({ Ipv6GatewayId: id })).toMatchObject({ status: 200 });
  expect(await show(id)).toMatchObject({ Name: 'n', Description: 'd' });
  expect(await modify({ Ipv6GatewayId: 'ipv6gw-none' })).toMatchObject({
    status: 404,
    code: 'InvalidIpv6Gateway.NotFound',
  });
});

it("refuses a VPC that is unknown, another account's, not Available or without IPv6", async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const VpcId = await creatingVpc(server);
  expect(await create({ VpcId })).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  await server.advance(LATER);
  expect(await create({ VpcId })).toMatchObject({ status: 400, code: 'InvalidVpc.DisableIpv6' });
  const unknown = { status: 404, code: 'InvalidVpc.NotFound' };
  expect(await create({ VpcId: 'vpc-none' })).toMatchObject(unknown);
  expect(await create({ VpcId }, server.as(OTHER))).toMatchObject(unknown);
});

it('lets a VPC have one', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const replies = await Promise.all([create({ VpcId }), create({ VpcId })]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(await create({ VpcId })).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of an IPv6 gateway.',
  });
});

it('keeps its VPC, and the IPv6 of it', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const Ipv6GatewayId = await madeIpv6Gateway(server, VpcId);
  const inUse = {
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of an IPv6 gateway.',
  };
  const disable = () => server.client.vpc('ModifyVpcAttributes', { VpcId, EnableIpv6: false });
  expect(await disable()).toMatchObject(inUse);
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject(inUse);
  await server.client.ok('vpc', 'DeleteIpv6Gateway', { Ipv6GatewayId });
  await server.settled();
  expect(await disable()).toMatchObject({ status: 200 });
  await server.settled();
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject({ status: 200 });
});
