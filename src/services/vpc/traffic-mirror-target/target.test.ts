import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeLoadBalancer } from '#test/support/clb.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInterface } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { madeSession, madeTarget, mirrorScene } from '#test/support/traffic-mirror.ts';

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const list = async (input: Input = {}) =>
  (await server.client.ok('vpc', 'DescribeTrafficMirrorTargets', input)).TrafficMirrorTargets;
const create = (InstanceId: string, more: Input = {}, client = server.client) =>
  call(
    'CreateTrafficMirrorTarget',
    { InstanceType: 'NetworkInterface', InstanceId, ...more },
    client,
  );

const TIME = expect.stringMatching(/\+08:00$/);

it('is an interface on an instance, named and found', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await mirrorScene(server);
  const one = await madeTarget(server, at.source, {
    TrafficMirrorTargetName: 'one',
    Description: 'd',
    ProjectName: 'p',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect(await list({ TrafficMirrorTargetIds: [one] })).toEqual([
    {
      TrafficMirrorTargetId: expect.stringMatching(/^tmt-[a-z0-9]{25}$/),
      TrafficMirrorTargetName: 'one',
      Description: 'd',
      ProjectName: 'p',
      InstanceType: 'NetworkInterface',
      InstanceId: at.source,
      Status: 'Available',
      Tags: [{ Key: 'a', Value: 'b' }],
      CreatedAt: TIME,
      UpdatedAt: TIME,
    },
  ]);
  for (const [input, ids] of [
    [{}, [at.target, one]],
    [{ TrafficMirrorTargetName: 'one' }, [one]],
    [{ ProjectName: 'p' }, [one]],
    [{ TagFilters: [{ Key: 'a', Values: ['b'] }] }, [one]],
    [{ PageNumber: 2, PageSize: 1 }, [one]],
  ] as const) {
    const rows = await list(input);
    expect(rows.map((row: Input) => row.TrafficMirrorTargetId)).toEqual(ids);
  }
  const modify = (more: Input) =>
    call('ModifyTrafficMirrorTargetAttributes', { TrafficMirrorTargetId: one, ...more });
  expect(await modify({ TrafficMirrorTargetName: 'n' })).toMatchObject({ status: 200 });
  expect(await modify({ Description: 'e' })).toMatchObject({ status: 200 });
  expect(await list({ TrafficMirrorTargetIds: [one] })).toMatchObject([
    { TrafficMirrorTargetName: 'n', Description: 'e' },
  ]);
});

it('refuses what is no interface on an instance', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await mirrorScene(server);
  const free = await madeInterface(server, at);
  const unknown = { status: 404, code: 'InvalidEniId.NotFound' };
  expect(await create('eni-none')).toMatchObject(unknown);
  expect(await create(at.sink, {}, server.as(OTHER))).toMatchObject(unknown);
  expect(await create(free)).toMatchObject({
    status: 400,
    code: 'InvalidEni.InstanceMismatch',
    message: 'The specified elastic network interface is not attached to the specified instance.',
  });
  await patchRow(server, 'network_interface', at.sink, { status: 'Detaching' });
  expect(await create(at.sink)).toMatchObject({ code: 'InvalidEni.InvalidStatus' });
  await patchRow(server, 'network_interface', at.sink, { service_managed: 1 });
  expect(await create(at.sink)).toMatchObject({ status: 403, code: 'Forbidden' });
});

it('is a load balancer, which it keeps', async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await mirrorScene(server);
  const LoadBalancerId = await madeLoadBalancer(server, at.subnetId);
  const balanced = (InstanceId: string, client = server.client) =>
    create(InstanceId, { InstanceType: 'ClbInstance' }, client);
  const unknown = { status: 404, code: 'InvalidLoadBalancer.NotFound' };
  expect(await balanced(at.sink)).toMatchObject(unknown);
  expect(await balanced(LoadBalancerId, server.as(OTHER))).toMatchObject(unknown);
  expect(await create(LoadBalancerId)).toMatchObject({ code: 'InvalidEniId.NotFound' });
  await patchRow(server, 'load_balancer', LoadBalancerId, { status: 'Creating' });
  expect(await balanced(LoadBalancerId)).toMatchObject({
    code: 'InvalidLoadBalancer.InvalidStatus',
  });
  await patchRow(server, 'load_balancer', LoadBalancerId, { status: 'Active' });
  const target = await madeTarget(server, LoadBalancerId, { InstanceType: 'ClbInstance' });
  expect(await list({ TrafficMirrorTargetIds: [target] })).toMatchObject([
    { InstanceType: 'ClbInstance', InstanceId: LoadBalancerId, Status: 'Available' },
  ]);
  await madeSession(server, { ...at, target });
  const remove = () => server.client.call('clb', 'DeleteLoadBalancer', { LoadBalancerId });
  expect(await remove()).toMatchObject({
    status: 400,
    code: 'InvalidLoadBalancer.InUse',
    message: 'The specified load balancer has dependent resource of a traffic mirror target.',
  });
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: await detached() });
  await call('DeleteTrafficMirrorTarget', { TrafficMirrorTargetId: target });
  await server.settled();
  expect(await remove()).toMatchObject({ status: 200 });

  /** The source of the session, with which the session goes. */
  async function detached() {
    const { source: NetworkInterfaceId, instanceIds } = at;
    await server.client.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId,
      InstanceId: instanceIds[0],
    });
    await server.settled();
    return NetworkInterfaceId;
  }
});

it('is changed and deleted while it is Available', async () => {
  server = await startServer({ world: worldOfTwo() });
  const { target: TrafficMirrorTargetId } = await mirrorScene(server);
  for (const action of ['ModifyTrafficMirrorTargetAttributes', 'DeleteTrafficMirrorTarget']) {
    const input = { TrafficMirrorTargetId };
    const gone = { status: 404, code: 'InvalidTrafficMirrorTarget.NotFound' };
    expect(await call(action, input, server.as(OTHER))).toMatchObject(gone);
    await patchRow(server, 'traffic_mirror_target', TrafficMirrorTargetId, { status: 'Creating' });
    const wrong = { status: 400, code: 'InvalidTrafficMirrorTarget.InvalidStatus' };
    expect(await call(action, input)).toMatchObject(wrong);
    await patchRow(server, 'traffic_mirror_target', TrafficMirrorTargetId, { status: 'Available' });
    expect(await call(action, input)).toMatchObject({ status: 200 });
    await server.settled();
  }
  expect(await list()).toEqual([]);
});
