import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '#server.ts';
import { breaches } from '../support/invariants.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { noPostgres } from '../support/postgres.ts';
import {
  madeInstance,
  madeInterface,
  runInput,
  type SceneWithInstances,
  scene,
} from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ENGINES, placeOn, type TestStore } from '../support/stores.ts';
import { addFault, ask, struck } from './ask.ts';

const ATTACH = { service: 'vpc', action: 'AttachNetworkInterface', when: 'settle' } as const;
const FAILS = { ...ATTACH, fail: 'the switch is full' } as const;
const HELD = { ...ATTACH, hold: true } as const;

let place: TestStore;
let servers: TestServer[];
beforeEach(() => {
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await place.leave();
});

async function start(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ store: place.url, ...options });
  servers.push(server);
  return server;
}

/** An instance and an interface that can be attached to it. */
async function stage(server: TestServer) {
  const base = await scene(server, { instances: 1 });
  const eniId = await madeInterface(server, base);
  const [instanceId = ''] = base.instanceIds;
  return { ...base, eniId, instanceId };
}

type Attachable = SceneWithInstances & { readonly eniId: string; readonly instanceId: string };

const attach = ({ client }: TestServer, { eniId, instanceId }: Attachable) =>
  client.vpc('AttachNetworkInterface', { NetworkInterfaceId: eniId, InstanceId: instanceId });
const detach = ({ client }: TestServer, { eniId, instanceId }: Attachable) =>
  client.vpc('DetachNetworkInterface', { NetworkInterfaceId: eniId, InstanceId: instanceId });
const statusOf = async ({ client }: TestServer, { eniId }: Attachable) =>
  (await client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eniId }))
    .Status;
const taskOf = async ({ client }: TestServer, AsyncTaskId: string) =>
  (await client.ok('vpc', 'GetAsyncTaskStatus', { AsyncTaskId })).AsyncTaskStatus;

async function expectSound({ store, world }: TestServer, settled: boolean): Promise<void> {
  expect(await breaches(store, world, settled)).toEqual([]);
}

const MODES = ['instant', 'realistic', 'manual'] as const;

/** Lets everything that has begun come to its end, as far as it can. */
async function pass(server: TestServer, mode: (typeof MODES)[number]): Promise<void> {
  if (mode === 'manual') await server.advance(60_000);
  await server.settled();
}

describe.each(ENGINES)('on %s', (engine) => {
  beforeEach(async () => {
    place = await placeOn(engine);
  });

  describe.each(MODES)('with %s transitions', (transitions) => {
    let server: TestServer;
    let here: Attachable;
    beforeEach(async () => {
      server = await start({ transitions, pace: transitions === 'realistic' ? 0 : 1 });
      here = await stage(server);
    });

    it('fail undoes what was begun, with the reason, once', async () => {
      const id = await addFault(server, FAILS);
      const reply = await attach(server, here);
      expect(reply.code).toBe('');
      await pass(server, transitions);
      while ((await statusOf(server, here)) === 'Attaching') await server.settled();
      expect(await statusOf(server, here)).toBe('Available');
      expect(await taskOf(server, reply.result.AsyncTaskId)).toBe('Failed');
      const [row] = await server.store.read((tx) =>
        tx.select((db) =>
          db.selectFrom('network_interface').selectAll().where('id', '=', here.eniId),
        ),
      );
      expect(row).toMatchObject({ plane_refusal: 'the switch is full', instance_id: null });
      expect(await struck(server, id)).toBe(1);
      const scrape = await (await fetch(`${server.url}/_tenon/metrics`)).text();
      expect(scrape).toContain('tenon_faults_struck_total{when="settle",kind="fail"} 1');
      expect(scrape).toContain('tenon_plane_refusals_total{kind="network-interface.attach"} 1');
      await expectSound(server, true);

      expect((await attach(server, here)).code).toBe('');
      await pass(server, transitions);
      while ((await statusOf(server, here)) === 'Attaching') await server.settled();
      expect(await statusOf(server, here)).toBe('InUse');
    });

    it('hold keeps the status until the fault is removed', async () => {
      const id = await addFault(server, HELD);
      const reply = await attach(server, here);
      expect(reply.code).toBe('');
      await pass(server, transitions);
      await pass(server, transitions);
      expect(await statusOf(server, here)).toBe('Attaching');
      expect(await detach(server, here)).toMatchObject({ status: 400 });
      expect(await taskOf(server, reply.result.AsyncTaskId)).toBe('Running');
      await expectSound(server, false);

      expect((await ask(server, 'DELETE', `faults/${id}`)).body).toMatchObject({ struck: 1 });
      await pass(server, transitions);
      while ((await statusOf(server, here)) === 'Attaching') await server.settled();
      expect(await statusOf(server, here)).toBe('InUse');
      expect(await taskOf(server, reply.result.AsyncTaskId)).toBe('Succeeded');
      await expectSound(server, true);
    });

    it('hold ends with a reset, and with its resource', async () => {
      await addFault(server, { ...HELD, service: 'vpc', action: 'CreateVpc', times: 0 });
      await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
      await server.reset();
      expect((await ask(server, 'GET', 'faults')).body.faults).toEqual([]);
      const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
      await pass(server, transitions);
      const of = () => server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
      while ((await of()).Status !== 'Available') await server.settled();
    });
  });

  it('counts no request that came to nothing, and strikes the next', async () => {
    const server = await start();
    const here = await stage(server);
    const id = await addFault(server, FAILS);
    expect((await attach(server, { ...here, instanceId: 'i-none' })).status).toBe(404);
    expect(await struck(server, id)).toBe(0);
    await attach(server, here);
    await server.settled();
    expect([await struck(server, id), await statusOf(server, here)]).toEqual([1, 'Available']);
  });

  it('counts no dry run, which is refused after everything has been tried', async () => {
    const server = await start();
    const base = await scene(server);
    const fault = { service: 'ecs', action: 'RunInstances', when: 'settle', hold: true } as const;
    const id = await addFault(server, fault);
    const dry = await server.client.ecs('RunInstances', runInput(base, { DryRun: true }));
    expect(dry.code).toContain('DryRun');
    expect(await struck(server, id)).toBe(0);
    await server.client.ok('ecs', 'RunInstances', runInput(base));
    expect(await struck(server, id)).toBe(1);
  });

  it('strikes every instance of a launch', async () => {
    const server = await start();
    const base = await scene(server);
    await addFault(server, {
      service: 'ecs',
      action: 'RunInstances',
      when: 'settle',
      fail: 'no host',
    });
    const input = runInput(base, { Count: 3 });
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', input);
    await server.settled();
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {});
    expect(Instances.map(({ Status }: { Status: string }) => Status)).toEqual(
      Array(3).fill('ERROR'),
    );
    // The interfaces of instances that could not be launched wait for DeleteInstance.
    await expectSound(server, false);
    for (const InstanceId of InstanceIds) {
      await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    }
    await server.settled();
    await madeInstance(server, base);
    await expectSound(server, true);
  });
});

describe('with a data plane', () => {
  beforeEach(async () => {
    place = await placeOn('memory');
  });

  it('nothing is plugged for what fails or is held, and held NICs are plugged once released', async () => {
    const plane = new MemoryPlane();
    const server = await start({ dataPlane: plane });
    const here = await stage(server);
    await addFault(server, FAILS);
    await attach(server, here);
    await server.settled();
    expect(await statusOf(server, here)).toBe('Available');
    expect(await planeBreaches(server.store, plane, true)).toEqual([]);

    const id = await addFault(server, HELD);
    await attach(server, here);
    await server.settled();
    expect(await statusOf(server, here)).toBe('Attaching');
    await ask(server, 'DELETE', `faults/${id}`);
    await server.settled();
    expect(await statusOf(server, here)).toBe('InUse');
    expect(await planeBreaches(server.store, plane, true)).toEqual([]);
  });
});

/** There is a second process on the same database, which carries on whatever is due. */
describe.skipIf(noPostgres !== undefined)('with several processes', () => {
  beforeEach(async () => {
    place = await placeOn('postgres');
  });

  it.each([
    'instant',
    'manual',
  ] as const)('one that has no fault leaves alone what another one holds or fails, %s', async (transitions) => {
    const server = await start({ transitions, host: 'one' });
    const other = await start({ transitions, host: 'two' });
    const here = await stage(server);
    await addFault(server, FAILS);
    await attach(server, here);
    // The time stays within the lease: beyond it, the other process would take over.
    if (transitions === 'manual') await other.advance(10_000);
    await other.settled();
    while ((await statusOf(server, here)) === 'Attaching') await server.settled();
    expect(await statusOf(server, here)).toBe('Available');

    const id = await addFault(server, HELD);
    await attach(server, here);
    if (transitions === 'manual') await other.advance(10_000);
    await other.settled();
    expect(await statusOf(other, here)).toBe('Attaching');
    await ask(server, 'DELETE', `faults/${id}`);
    await server.settled();
    while ((await statusOf(server, here)) === 'Attaching') await server.settled();
    expect(await statusOf(server, here)).toBe('InUse');
  });

  it('what a process that has ended held is settled by another, when its lease is over', async () => {
    const transitions = 'manual';
    const server = await start({ transitions, host: 'one' });
    const other = await start({ transitions, host: 'two' });
    const here = await stage(server);
    await addFault(server, HELD);
    await attach(server, here);
    servers.shift();
    await server.close();
    await other.settled();
    expect(await statusOf(other, here)).toBe('Attaching');
    await other.advance(60_000);
    await other.settled();
    expect(await statusOf(other, here)).toBe('InUse');
  });
});

it('what a process held is settled by the next one on its file', async () => {
  place = await placeOn('sqlite');
  const server = await start();
  const here = await stage(server);
  await addFault(server, HELD);
  await attach(server, here);
  servers.shift();
  await server.close();
  const next = await start();
  await next.settled();
  expect(await statusOf(next, here)).toBe('InUse');
});
