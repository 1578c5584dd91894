import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import {
  ipv6Scene,
  madeBandwidth,
  madeEgressOnlyRule,
  madeIpv6Gateway,
} from '#test/support/ipv6.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

async function start(quota = 200) {
  const world = makeWorld({ ...worldOfTwo(), quotas: { EgressOnlyRulesPerIpv6Gateway: quota } });
  server = await startServer({ world });
  const scene = await ipv6Scene(server, 2);
  const gateway = await madeIpv6Gateway(server, scene.VpcId);
  const one = await madeBandwidth(server, scene.addresses[0]);
  const two = await madeBandwidth(server, scene.addresses[1]);
  return { ...scene, gateway, one, two };
}

const create = (Ipv6GatewayId: string, InstanceId: string, client = server.client) =>
  client.vpc('CreateIpv6EgressOnlyRule', { Ipv6GatewayId, InstanceId });
const remove = (Ipv6EgressOnlyRuleId: string, client = server.client) =>
  client.vpc('DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId });
const rename = (Ipv6EgressOnlyRuleId: string, Name?: string, client = server.client) =>
  client.vpc('ModifyIpv6EgressOnlyRuleAttribute', { Ipv6EgressOnlyRuleId, Name });
const list = (input: Record<string, unknown>, client = server.client) =>
  client.ok('vpc', 'DescribeIpv6EgressOnlyRules', input);

async function found(input: Record<string, unknown>): Promise<string[]> {
  const { Ipv6EgressRules } = await list(input);
  return Ipv6EgressRules.map((rule: { Ipv6EgressOnlyRuleId: string }) => rule.Ipv6EgressOnlyRuleId);
}

const UNKNOWN = { status: 404, code: 'InvalidIpv6EgressOnlyRule.NotFound' };
const WRONG = { status: 400, code: 'InvalidIpv6EgressOnlyRule.InvalidStatus' };

it('is Creating, then Available; Deleting, then gone', async () => {
  server = await startServer({ transitions: 'manual' });
  const settle = () => server.advance(LATER);
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  await settle();
  const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: 'cn-beijing-a',
    CidrBlock: '10.0.0.0/24',
    Ipv6CidrBlock: 0,
  });
  const { SecurityGroupId } = await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
  const gateway = await madeIpv6Gateway(server, VpcId);
  await settle();
  const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    Ipv6AddressCount: 1,
  });
  await settle();
  const { IPv6Sets } = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId,
  });
  const bandwidth = await madeBandwidth(server, IPv6Sets[0]);
  const { result } = await create(gateway, bandwidth);
  const id = result.Ipv6EgressOnlyRuleId;
  expect(result).toMatchObject({
    Ipv6EgressOnlyRuleId: expect.stringMatching(/^ipv6py-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
  });
  const statuses = async () =>
    (await list({ Ipv6GatewayId: gateway })).Ipv6EgressRules.map(
      ({ Status }: { Status: string }) => Status,
    );
  expect(await statuses()).toEqual(['Creating']);
  expect(await remove(id)).toMatchObject(WRONG);
  expect(await rename(id, 'b')).toMatchObject(WRONG);
  await settle();
  expect(await statuses()).toEqual(['Available']);
  expect(await remove(id)).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  expect(await statuses()).toEqual(['Deleting']);
  expect(await create(gateway, bandwidth)).toMatchObject({ status: 400 });
  // Its end does no harm to what has gone meanwhile.
  await server.client.ok('vpc', 'ReleaseIpv6AddressBandwidth', { AllocationId: bandwidth });
  await settle();
  expect(await statuses()).toEqual([]);
  expect(await remove(id)).toMatchObject(UNKNOWN);
});

it('is shown in full, found by every filter, and renamed', async () => {
  const { VpcId, gateway, one, two, addresses } = await start();
  const first = await madeEgressOnlyRule(server, gateway, one, { Name: 'a', Description: 'd' });
  const second = await madeEgressOnlyRule(server, gateway, two);
  expect((await list({ Ipv6GatewayId: gateway })).Ipv6EgressRules).toEqual([
    {
      Ipv6EgressOnlyRuleId: first,
      InstanceId: one,
      Name: 'a',
      Description: 'd',
      Status: 'Available',
    },
    {
      Ipv6EgressOnlyRuleId: second,
      InstanceId: two,
      Name: second,
      Description: '',
      Status: 'Available',
    },
  ]);
  const by = (input: Record<string, unknown>) => found({ Ipv6GatewayId: gateway, ...input });
  expect(await by({ Ipv6EgressOnlyRuleIds: [second, 'ipv6py-none'] })).toEqual([second]);
  expect(await by({ InstanceId: one })).toEqual([first]);
  expect(await by({ Ipv6Address: addresses[1]?.toUpperCase() })).toEqual([second]);
  expect(await by({ Name: 'a' })).toEqual([first]);
  const page = await list({ Ipv6GatewayId: gateway, MaxResults: 1 });
  expect(await by({ MaxResults: 1, NextToken: page.NextToken })).toEqual([second]);
  expect(await by({ PageSize: 1, PageNumber: 2 })).toEqual([second]);
  expect(await by({ PageSize: 1, PageNumber: 3 })).toEqual([]);
  expect(await found({ Ipv6GatewayId: VpcId })).toEqual([]);
  const other = await list({ Ipv6GatewayId: gateway }, server.as(OTHER));
  expect(other.Ipv6EgressRules).toEqual([]);
  expect(await rename(first, 'b')).toMatchObject({ status: 200 });
  expect(await rename(first)).toMatchObject({ status: 200 });
  expect(await by({ Name: 'b' })).toEqual([first]);
});

it('refuses a gateway or a bandwidth that does not exist, or of another VPC', async () => {
  const { gateway, one } = await start();
  const noGateway = { status: 404, code: 'InvalidIpv6Gateway.NotFound' };
  expect(await create('ipv6gw-none', one)).toMatchObject(noGateway);
  expect(await create(gateway, one, server.as(OTHER))).toMatchObject(noGateway);
  expect(await create(gateway, 'eip-none')).toMatchObject({
    status: 404,
    code: 'InvalidEip.NotFound',
  });
  const elsewhere = await madeIpv6Gateway(server, await madeVpc(server, { EnableIpv6: true }));
  expect(await create(elsewhere, one)).toMatchObject({
    status: 400,
    code: 'InvalidIpv6Gateway.VpcMismatch',
  });
  await patchRow(server, 'ipv6_gateway', gateway, { status: 'Creating' });
  expect(await create(gateway, one)).toMatchObject({
    status: 400,
    code: 'InvalidIpv6Gateway.InvalidStatus',
  });
});

it('lets a bandwidth have one rule, and a gateway as many as its quota says', async () => {
  const { gateway, one, two } = await start(1);
  const replies = await Promise.all([create(gateway, one), create(gateway, one)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(await create(gateway, one)).toMatchObject({
    status: 400,
    code: 'InvalidIpv6EgressOnlyRule.Conflict',
  });
  expect(await create(gateway, two)).toMatchObject({
    status: 400,
    code: 'QuotaExceeded.Ipv6EgressOnlyRule',
  });
});

it("refuses to change or delete what does not exist, or is another account's", async () => {
  const { gateway, one } = await start();
  const id = await madeEgressOnlyRule(server, gateway, one);
  for (const [each, client] of [
    ['ipv6py-none', server.client],
    [id, server.as(OTHER)],
  ] as const) {
    expect(await remove(each, client)).toMatchObject(UNKNOWN);
    expect(await rename(each, 'b', client)).toMatchObject(UNKNOWN);
  }
});
