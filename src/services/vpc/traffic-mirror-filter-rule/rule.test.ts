import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { MIRROR_RULE, madeFilter, madeFilterRule } from '#test/support/traffic-mirror.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const create = (filter: string, more: Input = {}) =>
  server.client.vpc('CreateTrafficMirrorFilterRule', {
    TrafficMirrorFilterId: filter,
    ...MIRROR_RULE,
    ...more,
  });
const modify = (TrafficMirrorFilterRuleId: string, more: Input = {}, client = server.client) =>
  client.vpc('ModifyTrafficMirrorFilterRuleAttributes', { TrafficMirrorFilterRuleId, ...more });
const remove = (TrafficMirrorFilterRuleId: string, client = server.client) =>
  client.vpc('DeleteTrafficMirrorFilterRule', { TrafficMirrorFilterRuleId });
const rules = async () => {
  const { TrafficMirrorFilters } = await server.client.ok(
    'vpc',
    'DescribeTrafficMirrorFilters',
    {},
  );
  const [{ IngressFilterRules, EgressFilterRules }] = TrafficMirrorFilters;
  return [...IngressFilterRules, ...EgressFilterRules];
};

const GONE = { status: 404, code: 'InvalidTrafficMirrorFilterRule.NotFound' };
const CONFLICT = { status: 400, code: 'InvalidTrafficMirrorFilterRule.Conflict' };
const TCP = { Protocol: 'tcp', SourcePortRange: '1/65535', DestinationPortRange: '80/80' };

it('lives as Creating, Available, Pending and Deleting', async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const filter = await madeFilter(server);
  await server.advance(LATER);
  const id = await madeFilterRule(server, filter);
  const status = async () => (await rules())[0]?.Status;
  const wrong = { status: 400, code: 'InvalidTrafficMirrorFilterRule.InvalidStatus' };
  expect(await status()).toBe('Creating');
  expect(await modify(id)).toMatchObject(wrong);
  expect(await remove(id)).toMatchObject(wrong);
  await server.advance(LATER);
  expect(await status()).toBe('Available');
  expect(await modify(id, { Description: 'd' })).toMatchObject({ status: 200 });
  expect(await status()).toBe('Pending');
  await server.advance(LATER);
  expect(await remove(id, server.as(OTHER))).toMatchObject(GONE);
  expect(await modify(id, {}, server.as(OTHER))).toMatchObject(GONE);
  expect(await remove(id)).toMatchObject({ status: 200 });
  expect(await status()).toBe('Deleting');
  await server.advance(LATER);
  expect(await rules()).toEqual([]);
  expect(await remove(id)).toMatchObject(GONE);
  expect(await modify(id)).toMatchObject(GONE);
});

it('has ports that fit its protocol', async () => {
  server = await startServer();
  const filter = await madeFilter(server);
  for (const [more, code] of [
    [{ Protocol: 'tcp' }, 'MissingParameter'],
    [{ Protocol: 'udp', SourcePortRange: '1/1' }, 'MissingParameter'],
    [{ ...TCP, SourcePortRange: '-1/-1' }, 'InvalidPortRange.Malformed'],
    [{ ...TCP, SourcePortRange: '0/1' }, 'InvalidPortRange.Malformed'],
    [{ ...TCP, DestinationPortRange: '9/8' }, 'InvalidPortRange.Malformed'],
    [{ ...TCP, DestinationPortRange: '80' }, 'InvalidPortRange.Malformed'],
    [{ Protocol: 'icmp', SourcePortRange: '1/1' }, 'InvalidPortRange.Malformed'],
    [{ Protocol: 'gre' }, 'InvalidProtocol.Malformed'],
    [{ SourceCidrBlock: '10.0.0.1/8' }, 'InvalidSourceCidrBlock.Malformed'],
    [{ Priority: 1001 }, 'InvalidPriority.Malformed'],
  ] as const) {
    expect(await create(filter, more), JSON.stringify(more)).toMatchObject({ status: 400, code });
  }
  expect(await create(filter, { SourcePortRange: '-1/-1' })).toMatchObject({ status: 200 });
});

it('keeps what a change leaves out, but for the ports of a protocol that is given up', async () => {
  server = await startServer();
  const id = await madeFilterRule(server, await madeFilter(server), TCP);
  const changed = async (more: Input) => {
    expect(await modify(id, more)).toMatchObject({ status: 200 });
    await server.settled();
    return (await rules())[0];
  };
  expect(await changed({ Protocol: 'udp' })).toMatchObject({ ...TCP, Protocol: 'udp' });
  expect(await changed({ Protocol: 'icmp' })).toMatchObject({
    Protocol: 'icmp',
    SourcePortRange: '-1/-1',
    DestinationPortRange: '-1/-1',
  });
  expect(await modify(id, { Protocol: 'tcp' })).toMatchObject({ code: 'MissingParameter' });
  const all = {
    TrafficDirection: 'egress',
    Priority: 7,
    Policy: 'reject',
    SourceCidrBlock: '20.0.0.0/8',
    DestinationCidrBlock: 'fd00::/64',
    Description: 'd',
    ...TCP,
  };
  expect(await changed(all)).toMatchObject(all);
  expect(await changed({})).toMatchObject(all);
});

it('has its priority alone in its direction', async () => {
  server = await startServer();
  const filter = await madeFilter(server);
  const replies = await Promise.all([create(filter), create(filter)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(replies.find(({ status }) => status === 400)).toMatchObject(CONFLICT);
  await server.settled();
  const other = await madeFilterRule(server, filter, { TrafficDirection: 'egress' });
  expect(await modify(other, { TrafficDirection: 'ingress' })).toMatchObject(CONFLICT);
  const second = await madeFilterRule(server, filter, { Priority: 2 });
  expect(await modify(second, { Priority: 1 })).toMatchObject(CONFLICT);
  expect(await modify(second, { Priority: 2 })).toMatchObject({ status: 200 });
  await server.settled();
  await patchRow(server, 'traffic_mirror_filter', filter, { status: 'Deleting' });
  const wrong = { code: 'InvalidTrafficMirrorFilter.InvalidStatus' };
  expect(await modify(second)).toMatchObject(wrong);
  expect(await remove(second)).toMatchObject(wrong);
});
