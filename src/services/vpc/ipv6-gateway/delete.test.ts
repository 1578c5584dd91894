import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { ipv6Scene, madeBandwidth, madeIpv6Gateway } from '#test/support/ipv6.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const remove = (Ipv6GatewayId: string, client = server.client) =>
  client.vpc('DeleteIpv6Gateway', { Ipv6GatewayId });
const show = (Ipv6GatewayId: string) =>
  server.client.vpc('DescribeIpv6GatewayAttribute', { Ipv6GatewayId });

const GONE = { status: 404, code: 'InvalidIpv6Gateway.NotFound' };

it('is Deleting, then gone with its tags, and the VPC may have another', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  await server.advance(LATER);
  const id = await madeIpv6Gateway(server, VpcId, { Tags: [{ Key: 'a', Value: 'b' }] });
  const wrong = { status: 400, code: 'InvalidIpv6Gateway.InvalidStatus' };
  expect(await remove(id)).toMatchObject(wrong);
  await server.advance(LATER);
  expect(await remove(id)).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  expect((await show(id)).result).toMatchObject({ Status: 'Deleting' });
  expect(await remove(id)).toMatchObject(wrong);
  expect(await server.client.vpc('CreateIpv6Gateway', { VpcId })).toMatchObject({
    code: 'InvalidVpc.InUse',
  });
  await server.advance(LATER);
  expect(await show(id)).toMatchObject(GONE);
  expect(await remove(id)).toMatchObject(GONE);
  const tags = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(tags).toEqual([]);
  expect(await server.client.vpc('CreateIpv6Gateway', { VpcId })).toMatchObject({ status: 200 });
});

it('refuses one while an IPv6 address of its VPC has public bandwidth', async () => {
  server = await startServer();
  const { VpcId, addresses } = await ipv6Scene(server);
  const id = await madeIpv6Gateway(server, VpcId);
  const AllocationId = await madeBandwidth(server, addresses[0]);
  expect(await remove(id)).toMatchObject({
    status: 400,
    code: 'DependencyViolation.Ipv6',
    message: 'Ipv6 address bandwidth is dependent.',
  });
  await server.client.ok('vpc', 'ReleaseIpv6AddressBandwidth', { AllocationId });
  expect(await remove(id)).toMatchObject({ status: 200 });
});

it('is a next hop for routes of its VPC, which go with it', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const other = await madeVpc(server, { EnableIpv6: true });
  const id = await madeIpv6Gateway(server, VpcId);
  const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId, other] });
  const [here, there] = Vpcs.map((each: { RouteTableIds: string[] }) => each.RouteTableIds[0]);
  const route = (RouteTableId: string) =>
    server.client.vpc('CreateRouteEntry', {
      RouteTableId,
      DestinationCidrBlock: '::/0',
      NextHopType: 'IPv6GW',
      NextHopId: id,
    });
  const routes = async () =>
    (
      await server.client.ok('vpc', 'DescribeRouteEntryList', {
        RouteTableId: here,
        RouteEntryType: 'Custom',
      })
    ).RouteEntries;
  expect(await route(there)).toMatchObject({ code: 'InvalidNextHop.VpcMismatch' });
  expect(await route(here)).toMatchObject({ status: 200 });
  expect(await routes()).toMatchObject([{ NextHopType: 'IPv6GW', NextHopId: id }]);
  expect(await remove(id)).toMatchObject({ status: 200 });
  await server.settled();
  expect(await routes()).toEqual([]);
});

it('lets one of a deletion and a new public bandwidth win, never both', async () => {
  server = await startServer();
  const { VpcId, addresses } = await ipv6Scene(server);
  const id = await madeIpv6Gateway(server, VpcId);
  const replies = await Promise.all([
    remove(id),
    server.client.vpc('AllocateIpv6AddressBandwidth', {
      Ipv6Address: addresses[0],
      BillingType: 3,
    }),
  ]);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
});

it("refuses another account's, and one whose VPC is on its way", async () => {
  server = await startServer({ world: worldOfTwo() });
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const id = await madeIpv6Gateway(server, VpcId);
  expect(await remove(id, server.as(OTHER))).toMatchObject(GONE);
  await patchRow(server, 'vpc', VpcId, { status: 'Pending' });
  expect(await remove(id)).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InvalidStatus',
    message: 'The specified VPC is not in the correct status for the request.',
  });
});
