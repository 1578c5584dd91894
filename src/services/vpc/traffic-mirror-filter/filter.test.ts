import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { MIRROR_RULE, madeFilter, madeFilterRule } from '#test/support/traffic-mirror.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const list = async (input: Input = {}, client = server.client) =>
  (await client.ok('vpc', 'DescribeTrafficMirrorFilters', input)).TrafficMirrorFilters;
const found = async (input: Input): Promise<string[]> =>
  (await list(input)).map((each: { TrafficMirrorFilterId: string }) => each.TrafficMirrorFilterId);

const TIME = expect.stringMatching(/\+08:00$/);
const GONE = { status: 404, code: 'InvalidTrafficMirrorFilter.NotFound' };
const WRONG = { status: 400, code: 'InvalidTrafficMirrorFilter.InvalidStatus' };

it('lives as Creating, Available and Deleting, and goes with its rules and tags', async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const { result } = await call('CreateTrafficMirrorFilter', {
    TrafficMirrorFilterName: 'filter',
    Description: 'd',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  const TrafficMirrorFilterId = result.TrafficMirrorFilterId;
  expect(result).toMatchObject({
    TrafficMirrorFilterId: expect.stringMatching(/^tmf-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
  });
  const rule = { TrafficMirrorFilterId, ...MIRROR_RULE };
  const calls = [
    ['ModifyTrafficMirrorFilterAttributes', {}],
    ['DeleteTrafficMirrorFilter', {}],
    ['CreateTrafficMirrorFilterRule', MIRROR_RULE],
  ] as const;
  for (const [action, more] of calls) {
    const input = { TrafficMirrorFilterId, ...more };
    expect(await call(action, input)).toMatchObject(WRONG);
    expect(await call(action, input, server.as(OTHER))).toMatchObject(GONE);
  }
  await server.advance(LATER);
  expect(await list()).toEqual([
    {
      TrafficMirrorFilterId,
      TrafficMirrorFilterName: 'filter',
      Description: 'd',
      ProjectName: 'default',
      Status: 'Available',
      IngressFilterRules: [],
      EgressFilterRules: [],
      Tags: [{ Key: 'a', Value: 'b' }],
      CreatedAt: TIME,
      UpdatedAt: TIME,
    },
  ]);
  const made = await call('CreateTrafficMirrorFilterRule', rule);
  expect(made).toMatchObject({ status: 200, result: { AsyncTaskId: expect.any(String) } });
  expect((await list())[0].IngressFilterRules).toMatchObject([{ Status: 'Creating' }]);
  expect(await call('DeleteTrafficMirrorFilter', { TrafficMirrorFilterId })).toMatchObject({
    status: 200,
  });
  expect(await list()).toMatchObject([{ Status: 'Deleting' }]);
  await server.advance(LATER);
  expect(await list()).toEqual([]);
  expect(await call('DeleteTrafficMirrorFilter', { TrafficMirrorFilterId })).toMatchObject(GONE);
  const left = await server.store.read(async (tx) => [
    await tx.select((db) => db.selectFrom('tag').selectAll()),
    await tx.select((db) => db.selectFrom('traffic_mirror_filter_rule').selectAll()),
  ]);
  expect(left).toEqual([[], []]);
});

it('is named after its id, and renamed at once', async () => {
  server = await startServer();
  const TrafficMirrorFilterId = await madeFilter(server);
  expect(await list()).toMatchObject([{ TrafficMirrorFilterName: TrafficMirrorFilterId }]);
  const modify = (more: Input) =>
    call('ModifyTrafficMirrorFilterAttributes', { TrafficMirrorFilterId, ...more });
  expect(await modify({ TrafficMirrorFilterName: 'n' })).toMatchObject({ status: 200 });
  expect(await modify({ Description: 'd' })).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject([{ TrafficMirrorFilterName: 'n', Description: 'd' }]);
});

it('shows its rules by direction and priority', async () => {
  server = await startServer();
  const filter = await madeFilter(server);
  const second = await madeFilterRule(server, filter, { Priority: 2, Description: 'd' });
  const first = await madeFilterRule(server, filter);
  const out = await madeFilterRule(server, filter, {
    TrafficDirection: 'egress',
    Policy: 'reject',
    Protocol: 'TCP',
    SourcePortRange: '1/50',
    DestinationPortRange: '80/80',
  });
  const [{ IngressFilterRules, EgressFilterRules }] = await list();
  expect(IngressFilterRules).toMatchObject([
    { TrafficMirrorFilterRuleId: first, Priority: 1, SourcePortRange: '-1/-1' },
    { TrafficMirrorFilterRuleId: second, Priority: 2, Description: 'd' },
  ]);
  expect(EgressFilterRules).toEqual([
    {
      ...MIRROR_RULE,
      TrafficMirrorFilterId: filter,
      TrafficMirrorFilterRuleId: out,
      Description: '',
      TrafficDirection: 'egress',
      Policy: 'reject',
      Protocol: 'tcp',
      Priority: 1,
      SourcePortRange: '1/50',
      DestinationPortRange: '80/80',
      Status: 'Available',
      CreatedAt: TIME,
      UpdatedAt: TIME,
    },
  ]);
  expect(first).toMatch(/^tmr-[a-z0-9]{25}$/);
});

it('is found by every condition', async () => {
  server = await startServer({ world: worldOfTwo() });
  const one = await madeFilter(server, { TrafficMirrorFilterName: 'one', ProjectName: 'p' });
  const two = await madeFilter(server, { Tags: [{ Key: 'k', Value: 'v' }] });
  for (const [input, ids] of [
    [{}, [one, two]],
    [{ TrafficMirrorFilterIds: [two, 'tmf-none'] }, [two]],
    [{ TrafficMirrorFilterNames: ['one', 'none'] }, [one]],
    [{ ProjectName: 'p' }, [one]],
    [{ TagFilters: [{ Key: 'k', Values: ['v'] }] }, [two]],
    [{ PageNumber: 2, PageSize: 1 }, [two]],
  ] as const) {
    expect(await found(input), JSON.stringify(input)).toEqual(ids);
  }
  const { NextToken } = await server.client.ok('vpc', 'DescribeTrafficMirrorFilters', {
    MaxResults: 1,
  });
  expect(await found({ MaxResults: 1, NextToken })).toEqual([two]);
  expect(await list({}, server.as(OTHER))).toEqual([]);
});
