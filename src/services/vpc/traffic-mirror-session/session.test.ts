import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInterface } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import {
  type MirrorScene,
  madeFilter,
  madeSession,
  madeTarget,
  mirrorScene,
} from '#test/support/traffic-mirror.ts';

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const create = (at: MirrorScene, more: Input = {}, client = server.client) =>
  call(
    'CreateTrafficMirrorSession',
    {
      NetworkInterfaceId: at.source,
      TrafficMirrorFilterId: at.filter,
      TrafficMirrorTargetId: at.target,
      Priority: 1,
      ...more,
    },
    client,
  );
const list = async (input: Input = {}, client = server.client) =>
  (await client.ok('vpc', 'DescribeTrafficMirrorSessions', input)).TrafficMirrorSessions;
const found = async (input: Input): Promise<string[]> =>
  (await list(input)).map(
    (each: { TrafficMirrorSessionId: string }) => each.TrafficMirrorSessionId,
  );
const targets = async (input: Input = {}) =>
  (await server.client.ok('vpc', 'DescribeTrafficMirrorTargets', input)).TrafficMirrorTargets;

const TIME = expect.stringMatching(/\+08:00$/);
const GONE = { status: 404, code: 'InvalidTrafficMirrorSession.NotFound' };
const WRONG = { status: 400, code: 'InvalidTrafficMirrorSession.InvalidStatus' };

it('lives as Creating, Active, Pending and Deleting', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await mirrorScene(server);
  const { result } = await create(at, {
    TrafficMirrorSessionName: 'session',
    Description: 'd',
    VirtualNetworkId: 13,
    PacketLength: 64,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect(result).toMatchObject({
    TrafficMirrorSessionId: expect.stringMatching(/^tms-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
    OrderId: '',
  });
  const TrafficMirrorSessionId = result.TrafficMirrorSessionId;
  await server.settled();
  expect(await list()).toEqual([
    {
      TrafficMirrorSessionId,
      TrafficMirrorSessionName: 'session',
      Description: 'd',
      ProjectName: 'default',
      TrafficMirrorSourceIds: [at.source],
      TrafficMirrorFilterId: at.filter,
      TrafficMirrorTargetId: at.target,
      Priority: 1,
      VirtualNetworkId: 13,
      PacketLength: 64,
      Status: 'Active',
      BusinessStatus: 'Normal',
      LockReason: '',
      Tags: [{ Key: 'a', Value: 'b' }],
      CreatedAt: TIME,
      UpdatedAt: TIME,
    },
  ]);
  for (const action of ['ModifyTrafficMirrorSessionAttributes', 'DeleteTrafficMirrorSession']) {
    const input = { TrafficMirrorSessionId };
    expect(await call(action, input, server.as(OTHER))).toMatchObject(GONE);
    await patchRow(server, 'traffic_mirror_session', TrafficMirrorSessionId, { status: 'Pending' });
    expect(await call(action, input)).toMatchObject(WRONG);
    await patchRow(server, 'traffic_mirror_session', TrafficMirrorSessionId, { status: 'Active' });
    expect(await call(action, input)).toMatchObject({ status: 200 });
    await server.settled();
  }
  expect(await list()).toEqual([]);
});

it('has its priority as VNI and cuts nothing when neither is given', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  await madeSession(server, at);
  expect(await list()).toMatchObject([{ VirtualNetworkId: 1, PacketLength: 9600 }]);
  for (const [name, values] of Object.entries({
    Priority: [0, 32_767],
    PacketLength: [63, 9601],
    VirtualNetworkId: [0, 16_777_216],
  })) {
    for (const value of values) {
      expect(await create(at, { [name]: value })).toMatchObject({
        code: `Invalid${name}.Malformed`,
      });
    }
  }
});

it('needs a source on an instance, a filter and a target', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await mirrorScene(server);
  const free = await madeInterface(server, at);
  const itself = await madeTarget(server, at.source);
  for (const [more, code] of [
    [{ NetworkInterfaceId: 'eni-none' }, 'InvalidEniId.NotFound'],
    [{ NetworkInterfaceId: free }, 'InvalidEni.InstanceMismatch'],
    [{ TrafficMirrorFilterId: 'tmf-none' }, 'InvalidTrafficMirrorFilter.NotFound'],
    [{ TrafficMirrorTargetId: 'tmt-none' }, 'InvalidTrafficMirrorTarget.NotFound'],
    [{ TrafficMirrorTargetId: itself }, 'InvalidTrafficMirrorTarget.SourceMismatch'],
  ] as const) {
    expect(await create(at, more), code).toMatchObject({ code });
  }
  expect(await create(at, {}, server.as(OTHER))).toMatchObject({ code: 'InvalidEniId.NotFound' });
  for (const [table, id, code] of [
    ['traffic_mirror_filter', at.filter, 'InvalidTrafficMirrorFilter.InvalidStatus'],
    ['traffic_mirror_target', at.target, 'InvalidTrafficMirrorTarget.InvalidStatus'],
  ] as const) {
    await patchRow(server, table, id, { status: 'Deleting' });
    expect(await create(at)).toMatchObject({ code });
    await patchRow(server, table, id, { status: 'Available' });
  }
  await patchRow(server, 'network_interface', at.source, { status: 'Detaching' });
  expect(await create(at)).toMatchObject({ code: 'InvalidEni.InvalidStatus' });
  await patchRow(server, 'network_interface', at.source, { status: 'InUse' });
  const [one = ''] = at.instanceIds;
  await patchRow(server, 'instance', one, { instance_type_id: 'ecs.g4i.large' });
  expect(await create(at)).toMatchObject({
    code: 'InvalidInstanceSpecification.Malformed',
    message: 'The specified instance does not currently support traffic mirror.',
  });
});

it('has its priority alone', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  const conflict = { status: 400, code: 'InvalidTrafficMirrorSession.Conflict' };
  const replies = await Promise.all([create(at), create(at)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  await server.settled();
  const second = await madeSession(server, at, { Priority: 2 });
  const modify = (more: Input) =>
    call('ModifyTrafficMirrorSessionAttributes', { TrafficMirrorSessionId: second, ...more });
  expect(await modify({ Priority: 1 })).toMatchObject(conflict);
  expect(await modify({ Priority: 2 })).toMatchObject({ status: 200 });
});

it('is changed in everything but its source', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  const TrafficMirrorSessionId = await madeSession(server, at);
  const modify = async (more: Input) => {
    const reply = await call('ModifyTrafficMirrorSessionAttributes', {
      TrafficMirrorSessionId,
      ...more,
    });
    await server.settled();
    return reply;
  };
  const all = {
    TrafficMirrorFilterId: await madeFilter(server),
    TrafficMirrorTargetId: await madeTarget(server, at.sink),
    Priority: 5,
    VirtualNetworkId: 6,
    PacketLength: 70,
    TrafficMirrorSessionName: 'n',
    Description: 'd',
  };
  expect(await modify(all)).toMatchObject({ status: 200 });
  expect(await modify({})).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject([all]);
  for (const [more, code] of [
    [{ TrafficMirrorFilterId: 'tmf-none' }, 'InvalidTrafficMirrorFilter.NotFound'],
    [
      { TrafficMirrorTargetId: await madeTarget(server, at.source) },
      'InvalidTrafficMirrorTarget.SourceMismatch',
    ],
  ] as const) {
    expect(await modify(more)).toMatchObject({ code });
  }
});

it('keeps its filter and its target', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  const TrafficMirrorSessionId = await madeSession(server, at);
  const inUse = [
    ['DeleteTrafficMirrorFilter', { TrafficMirrorFilterId: at.filter }, 'Filter'],
    ['DeleteTrafficMirrorTarget', { TrafficMirrorTargetId: at.target }, 'Target'],
  ] as const;
  for (const [action, input, what] of inUse) {
    const code = `InvalidTrafficMirror${what}.InUse`;
    expect(await call(action, input)).toMatchObject({ status: 400, code });
  }
  await server.client.ok('vpc', 'DeleteTrafficMirrorSession', { TrafficMirrorSessionId });
  await server.settled();
  for (const [action, input] of inUse) {
    expect(await call(action, input)).toMatchObject({ status: 200 });
  }
});

it('goes with its source, and with the interface that is its target', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  const Tags = [{ Key: 'a', Value: 'b' }];
  const gone = async (NetworkInterfaceId: string, InstanceId: string | undefined) => {
    await server.client.ok('vpc', 'DetachNetworkInterface', { NetworkInterfaceId, InstanceId });
    await server.settled();
    expect(await list()).toMatchObject([{ Status: 'Active' }]);
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
    await server.settled();
    expect(await list()).toEqual([]);
  };
  await madeSession(server, at, { Tags });
  const [one, two] = at.instanceIds;
  await gone(at.source, one);
  expect(await targets()).toMatchObject([{ TrafficMirrorTargetId: at.target }]);
  const again = await mirrorScene(server);
  await madeSession(server, { ...again, target: at.target }, { Tags });
  await gone(at.sink, two);
  expect(await targets()).toMatchObject([{ TrafficMirrorTargetId: again.target }]);
  const tags = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(tags).toEqual([]);
});

it('is found by every condition', async () => {
  server = await startServer();
  const at = await mirrorScene(server);
  const one = await madeSession(server, at, {
    TrafficMirrorSessionName: 'one',
    VirtualNetworkId: 7,
    PacketLength: 64,
    ProjectName: 'p',
  });
  const other = { ...at, filter: await madeFilter(server) };
  const two = await madeSession(server, other, { Priority: 2, Tags: [{ Key: 'k', Value: 'v' }] });
  for (const [input, ids] of [
    [{}, [one, two]],
    [{ TrafficMirrorSessionIds: [two] }, [two]],
    [{ TrafficMirrorSessionNames: ['one'] }, [one]],
    [{ NetworkInterfaceId: at.source }, [one, two]],
    [{ TrafficMirrorFilterId: at.filter }, [one]],
    [{ TrafficMirrorTargetId: at.target }, [one, two]],
    [{ TrafficMirrorTargetId: 'tmt-none' }, []],
    [{ Priority: 2 }, [two]],
    [{ VirtualNetworkId: 7 }, [one]],
    [{ PacketLength: 64 }, [one]],
    [{ ProjectName: 'p' }, [one]],
    [{ TagFilters: [{ Key: 'k' }] }, [two]],
    [{ PageNumber: 2, PageSize: 1 }, [two]],
  ] as const) {
    expect(await found(input), JSON.stringify(input)).toEqual(ids);
  }
});
