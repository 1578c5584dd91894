import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { FLOW_LOG, madeFlowLog } from '#test/support/flow-log.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInterface, madeVpc, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const call = (action: string, input: Record<string, unknown>, client = server.client) =>
  client.vpc(action, input);
const list = async (input: Record<string, unknown> = {}, client = server.client) =>
  (await client.ok('vpc', 'DescribeFlowLogs', input)).FlowLogs;
const found = async (input: Record<string, unknown>): Promise<string[]> =>
  (await list(input)).map(({ FlowLogId }: { FlowLogId: string }) => FlowLogId);
const status = async (id: string) => (await list({ FlowLogIds: [id] }))[0]?.Status;

const GONE = { status: 404, code: 'InvalidFlowLog.NotFound' };
const WRONG = { status: 400, code: 'InvalidFlowLog.InvalidStatus' };

it('lives as Creating, Active, Pending, Inactive and Deleting', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  await server.advance(LATER);
  const { result } = await call('CreateFlowLog', {
    FlowLogName: 'log',
    ResourceType: 'vpc',
    ResourceId: VpcId,
    Tags: [{ Key: 'a', Value: 'b' }],
    ...FLOW_LOG,
  });
  expect(result).toMatchObject({
    FlowLogId: expect.stringMatching(/^fl-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
  });
  const FlowLogId = result.FlowLogId;
  expect(await list()).toEqual([
    {
      FlowLogId,
      FlowLogName: 'log',
      Description: '',
      AccountId: expect.any(String),
      ProjectName: 'default',
      ResourceType: 'vpc',
      ResourceId: VpcId,
      VpcId,
      TrafficType: 'All',
      TrafficPath: [],
      AggregationInterval: 10,
      LogProjectId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      LogTopicId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      Version: 1,
      Status: 'Creating',
      BusinessStatus: 'Normal',
      LockReason: '',
      Tags: [{ Key: 'a', Value: 'b' }],
      CreatedAt: expect.stringMatching(/\+08:00$/),
      UpdatedAt: expect.stringMatching(/\+08:00$/),
    },
  ]);
  for (const action of [
    'ActiveFlowLog',
    'DeactiveFlowLog',
    'ModifyFlowLogAttribute',
    'DeleteFlowLog',
  ]) {
    expect(await call(action, { FlowLogId })).toMatchObject(WRONG);
    expect(await call(action, { FlowLogId: 'fl-none' })).toMatchObject(GONE);
    expect(await call(action, { FlowLogId }, server.as(OTHER))).toMatchObject({ status: 401 });
  }
  const settle = async (then: string) => {
    await server.advance(LATER);
    expect(await status(FlowLogId)).toBe(then);
  };
  await settle('Active');
  for (const [action, then] of [
    ['ActiveFlowLog', 'Active'],
    ['DeactiveFlowLog', 'Inactive'],
    ['ModifyFlowLogAttribute', 'Inactive'],
    ['ActiveFlowLog', 'Active'],
    ['ModifyFlowLogAttribute', 'Active'],
  ] as const) {
    expect(await call(action, { FlowLogId })).toMatchObject({ status: 200 });
    expect(await status(FlowLogId)).toBe('Pending');
    await settle(then);
  }
  expect(await call('DeleteFlowLog', { FlowLogId })).toMatchObject({ status: 200 });
  expect(await status(FlowLogId)).toBe('Deleting');
  await server.advance(LATER);
  expect(await list()).toEqual([]);
  expect(await call('DeleteFlowLog', { FlowLogId })).toMatchObject(GONE);
  const tags = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(tags).toEqual([]);
});

it('changes what is given and keeps the rest', async () => {
  server = await startServer();
  const id = await madeFlowLog(server, await madeVpc(server), { FlowLogName: 'log' });
  const modify = async (input: Record<string, unknown>) => {
    const { result } = await call('ModifyFlowLogAttribute', { FlowLogId: id, ...input });
    await server.settled();
    return result;
  };
  expect(await modify({ Description: 'd', FlowLogVersion: 2 })).toMatchObject({ Version: 2 });
  expect(await modify({ AggregationInterval: 1, TrafficPath: ['a'] })).toMatchObject({
    Version: 2,
  });
  expect(await list()).toMatchObject([
    {
      FlowLogName: 'log',
      Description: 'd',
      Version: 2,
      AggregationInterval: 1,
      TrafficPath: ['a'],
    },
  ]);
});

it('is about a VPC, a subnet or an interface that is there and settled', async () => {
  server = await startServer({ world: worldOfTwo() });
  const { vpcId, subnetId, groupId } = await scene(server);
  const eni = await madeInterface(server, { subnetId, groupId });
  const at = { vpc: vpcId, subnet: subnetId, eni };
  const refusals = {
    vpc: ['vpc', 'InvalidVpc.NotFound', 'InvalidVpc.InvalidStatus'],
    subnet: ['subnet', 'InvalidSubnet.NotFound', 'InvalidSubnet.InvalidStatus'],
    eni: ['network_interface', 'InvalidEniId.NotFound', 'InvalidEni.InvalidStatus'],
  } as const;
  for (const [ResourceType, ResourceId] of Object.entries(at)) {
    const id = await madeFlowLog(server, vpcId, { ResourceType, ResourceId });
    expect(await list({ FlowLogIds: [id] })).toMatchObject([
      { ResourceType, ResourceId, VpcId: vpcId },
    ]);
    const [table, notFound, invalidStatus] = refusals[ResourceType as keyof typeof refusals];
    const input = { ...FLOW_LOG, ResourceType, ResourceId };
    expect(await call('CreateFlowLog', input, server.as(OTHER))).toMatchObject({ code: notFound });
    await patchRow(server, table, ResourceId, { status: 'Deleting' });
    expect(await call('CreateFlowLog', input)).toMatchObject({ code: invalidStatus });
    await patchRow(server, table, ResourceId, { status: 'Available' });
  }
});

it('goes with what it is about', async () => {
  server = await startServer();
  const { vpcId, subnetId, groupId } = await scene(server);
  const eni = await madeInterface(server, { subnetId, groupId });
  const tags = { Tags: [{ Key: 'a', Value: 'b' }] };
  const onEni = { ResourceType: 'eni', ResourceId: eni, ...tags };
  const ofEni = await madeFlowLog(server, vpcId, onEni);
  const onSubnet = { ResourceType: 'subnet', ResourceId: subnetId, ...tags };
  const ofSubnet = await madeFlowLog(server, vpcId, onSubnet);
  const ofVpc = await madeFlowLog(server, vpcId, tags);
  expect(await found({})).toEqual([ofEni, ofSubnet, ofVpc]);
  for (const [action, input, left] of [
    ['DeleteNetworkInterface', { NetworkInterfaceId: eni }, [ofSubnet, ofVpc]],
    ['DeleteSubnet', { SubnetId: subnetId }, [ofVpc]],
    ['DeleteSecurityGroup', { SecurityGroupId: groupId }, [ofVpc]],
    ['DeleteVpc', { VpcId: vpcId }, []],
  ] as const) {
    await server.client.ok('vpc', action, input);
    await server.settled();
    expect(await found({})).toEqual(left);
  }
  const kept = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(kept).toEqual([]);
});

it('takes documented words and limits only', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const good = { ResourceType: 'vpc', ResourceId: VpcId, ...FLOW_LOG };
  for (const wrong of [
    { AggregationInterval: 2 },
    { ResourceType: 'instance' },
    { TrafficType: 'None' },
    { LogProjectName: 'ab' },
    { LogProjectName: '-abc' },
    { LogProjectName: 'Abc' },
    { LogTopicName: 'a'.repeat(64) },
  ]) {
    expect(await call('CreateFlowLog', { ...good, ...wrong })).toMatchObject({
      status: 400,
      code: `Invalid${Object.keys(wrong)[0]}.Malformed`,
    });
  }
  for (const missing of ['LogProjectName', 'LogTopicName', 'TrafficType', 'ResourceId']) {
    expect(await call('CreateFlowLog', { ...good, [missing]: '' })).toMatchObject({
      status: 400,
      code: 'MissingParameter',
    });
  }
});

it('is found by every condition, and paged in both styles', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const one = await madeFlowLog(server, VpcId, { FlowLogName: 'one', Description: 'd' });
  const two = await madeFlowLog(server, VpcId, {
    TrafficType: 'Drop',
    AggregationInterval: 5,
    LogTopicName: 'other',
    ProjectName: 'p',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  await call('DeactiveFlowLog', { FlowLogId: two });
  await server.settled();
  const [first, second] = await list();
  expect(first.LogProjectId).toBe(second.LogProjectId);
  for (const [input, ids] of [
    [{ FlowLogIds: [two, 'fl-none'] }, [two]],
    [{ FlowLogName: 'one' }, [one]],
    [{ Description: 'd' }, [one]],
    [{ ResourceType: 'vpc', ResourceId: VpcId, VpcId }, [one, two]],
    [{ ResourceType: 'eni' }, []],
    [{ TrafficType: 'Drop' }, [two]],
    [{ AggregationInterval: 5 }, [two]],
    [{ LogProjectId: first.LogProjectId }, [one, two]],
    [{ LogTopicId: second.LogTopicId }, [two]],
    [{ Status: 'inactive' }, [two]],
    [{ ProjectName: 'p' }, [two]],
    [{ TagFilters: [{ Key: 'k', Values: ['v'] }] }, [two]],
    [{ PageNumber: 2, PageSize: 1 }, [two]],
  ] as const) {
    expect(await found(input), JSON.stringify(input)).toEqual(ids);
  }
  const page = await server.client.ok('vpc', 'DescribeFlowLogs', { MaxResults: 1 });
  expect(await found({ MaxResults: 1, NextToken: page.NextToken })).toEqual([two]);
});
