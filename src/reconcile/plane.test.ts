import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlaceRefusal, type PlaneEvents, PlaneRefusal } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import { ManualClock } from '#platform/clock.ts';
import type { ServerOptions } from '#server.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import { query } from '#store/query.ts';
import { MemoryPlane } from '../../test/support/memory-plane.ts';
import { planeBreaches } from '../../test/support/plane-invariants.ts';
import { noPostgres } from '../../test/support/postgres.ts';
import { madeInterface, type SceneWithInstances, scene } from '../../test/support/scene.ts';
import { startServer, type TestServer } from '../../test/support/server.ts';
import { placeOn, type TestStore } from '../../test/support/stores.ts';

/** A data plane that one process at a time holds, and that tells what happens by itself. */
class HeldPlane extends MemoryPlane {
  holder: symbol | undefined;
  events: PlaneEvents | undefined;

  /** The plane as one process has it. */
  forProcess(): MemoryPlane {
    const me = Symbol();
    const open = async (events: PlaneEvents) => {
      if (this.holder !== undefined) throw new PlaneRefusal('another process holds the lock');
      this.holder = me;
      this.events = events;
    };
    const close = async () => {
      if (this.holder === me) this.holder = undefined;
    };
    return new Proxy(this, {
      get(target, name) {
        if (name === 'open') return open;
        if (name === 'close') return close;
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

let clock: ManualClock;
let place: TestStore;
let plane: HeldPlane;
let servers: TestServer[];
beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2030, 0, 10));
  plane = new HeldPlane();
  servers = [];
  place = await placeOn('sqlite');
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await place.leave();
});

async function start(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({
    clock,
    auth: 'lenient',
    store: place.url,
    dataPlane: plane.forProcess(),
    ...options,
  });
  servers.push(server);
  return server;
}

async function stop(server: TestServer): Promise<void> {
  servers = servers.filter((each) => each !== server);
  await server.close();
}

/** Advances time by a minute, and waits until what that begins is done. */
async function aMinuteLater(server: TestServer): Promise<void> {
  clock.advance(60_000);
  await server.settled();
}

const health = async (server: TestServer) => {
  const reply = await fetch(`${server.url}/_tenon/health`);
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever it shows
  return ((await reply.json()) as any).dataPlane;
};

const agree = async (server: TestServer) =>
  expect(await planeBreaches(server.store, plane, true)).toEqual([]);

async function revisionOf(server: TestServer, id: string): Promise<number> {
  const row = await server.store.read((tx) => tx.first(interfaceById, { id }));
  return row?.revision ?? 0;
}

async function attached(server: TestServer, here: SceneWithInstances): Promise<string> {
  const [InstanceId] = here.instanceIds;
  const NetworkInterfaceId = await madeInterface(server, here);
  await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
  await server.settled();
  return NetworkInterfaceId;
}

describe('every minute', () => {
  let server: TestServer;
  let here: SceneWithInstances;
  let eni: string;
  let faults: unknown[];
  beforeEach(async () => {
    faults = [];
    server = await start({ onFault: (fault) => faults.push(fault) });
    here = await scene(server, { instances: 2 });
    eni = await attached(server, here);
    await agree(server);
  });

  const repairs = async () => {
    const { repairs: counts } = await health(server);
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
  };

  it('finds nothing to put right where all is as it should be', async () => {
    plane.asked = [];
    await aMinuteLater(server);
    expect(await repairs()).toEqual({});
    expect(plane.asked).toEqual([]);
  });

  it('makes what is missing', async () => {
    const [one = ''] = here.instanceIds;
    await plane.removeInstance(one);
    await plane.removeNetwork(here.vpcId);
    await aMinuteLater(server);
    await agree(server);
    // Three NICs are plugged again: the two of the instance, and that of the other instance, which
    // went with the network.
    expect(await repairs()).toEqual({ 'instance-made': 1, 'network-made': 1, 'nic-plugged': 3 });
  });

  it('takes out what nobody wants', async () => {
    await plane.ensureInstance({ id: 'i-stray', running: true, hostname: 'stray' }, 1);
    const nic = plane.plugged(eni)?.nic;
    if (nic) await plane.plug({ ...nic, id: 'eni-stray' }, 'i-stray', 1);
    const network = plane.network(here.vpcId);
    if (network) await plane.applyNetwork({ ...network, id: 'vpc-stray' });
    await aMinuteLater(server);
    await agree(server);
    expect(await repairs()).toEqual({
      'instance-removed': 1,
      'network-removed': 1,
      'nic-removed': 1,
    });
  });

  it('takes out a NIC that its interface has left, and moves one that is elsewhere', async () => {
    const [one = '', two = ''] = here.instanceIds;
    const nic = plane.plugged(eni)?.nic;
    if (nic) await plane.plug(nic, two, await revisionOf(server, eni));
    const free = await madeInterface(server, here);
    if (nic) await plane.plug({ ...nic, id: free }, one, 1);
    await aMinuteLater(server);
    expect(plane.plugged(eni)?.instanceId).toBe(one);
    expect(plane.plugged(free)).toBeUndefined();
  });

  it('counts what cannot be put right, keeps the reason, and tries again', async () => {
    await plane.unplug(eni);
    plane.beforePlug = () => {
      throw new PlaceRefusal('process 42, which it is bound to, is not there');
    };
    await aMinuteLater(server);
    expect(await repairs()).toEqual({ failed: 1 });
    const row = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('network_interface').selectAll().where('id', '=', eni)),
    );
    expect(row).toMatchObject([
      { status: 'InUse', plane_refusal: 'process 42, which it is bound to, is not there' },
    ]);
    plane.beforePlug = () => {};
    await aMinuteLater(server);
    await agree(server);
    expect(await repairs()).toEqual({ failed: 1, 'nic-plugged': 1 });
    const metrics = await (await fetch(`${server.url}/_tenon/metrics`)).text();
    expect(metrics).toContain('tenon_plane_repairs_total{what="nic-plugged"} 1');
    expect(metrics).toContain('tenon_plane_refusals_total{kind="repair"} 1');
    // A refusal is no fault.
    expect(faults).toEqual([]);
  });

  it('takes the attachment back of a NIC that is refused when it is put back', async () => {
    await plane.unplug(eni);
    plane.beforePlug = () => {
      throw new PlaneRefusal('the guest has an eth1 of its own');
    };
    await aMinuteLater(server);
    await server.settled();
    const { Status, DeviceId } = await server.client.ok(
      'vpc',
      'DescribeNetworkInterfaceAttributes',
      { NetworkInterfaceId: eni },
    );
    expect({ Status, DeviceId }).toEqual({ Status: 'Available', DeviceId: '' });
    const row = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('network_interface').selectAll().where('id', '=', eni)),
    );
    expect(row).toMatchObject([{ plane_refusal: 'the guest has an eth1 of its own' }]);
    expect(plane.network(here.vpcId)?.nics.map(({ id }) => id)).not.toContain(eni);
    await agree(server);
    plane.beforePlug = () => {};
    const [InstanceId] = here.instanceIds;
    const named = { NetworkInterfaceId: eni, InstanceId };
    await server.client.ok('vpc', 'AttachNetworkInterface', named);
    await server.settled();
    await agree(server);
    expect(plane.plugged(eni)?.instanceId).toBe(InstanceId);
  });

  it('leaves a primary interface InUse, with the reason, and tries again', async () => {
    const [InstanceId = ''] = here.instanceIds;
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      InstanceId,
      Type: 'primary',
    });
    const [{ NetworkInterfaceId: primary }] = NetworkInterfaceSets;
    await plane.unplug(primary);
    plane.beforePlug = () => {
      throw new PlaneRefusal('the guest has an eth0 of its own');
    };
    await aMinuteLater(server);
    const row = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('network_interface').selectAll().where('id', '=', primary)),
    );
    expect(row).toMatchObject([
      { status: 'InUse', plane_refusal: 'the guest has an eth0 of its own' },
    ]);
    plane.beforePlug = () => {};
    await aMinuteLater(server);
    await agree(server);
  });

  it('plugs at once what is lost, unless the store no longer wants it', async () => {
    await plane.unplug(eni);
    plane.events?.nicLost(eni);
    await server.settled();
    await agree(server);
    const [InstanceId] = here.instanceIds;
    await server.client.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId: eni,
      InstanceId,
    });
    await server.settled();
    plane.events?.nicLost(eni);
    await server.settled();
    await agree(server);
  });

  it('keeps who has announced a floating address', async () => {
    const { HaVipId } = await server.client.ok('vpc', 'CreateHaVip', { SubnetId: here.subnetId });
    await server.settled();
    for (const InstanceId of here.instanceIds) {
      await server.client.ok('vpc', 'AssociateHaVip', { HaVipId, InstanceId });
    }
    await server.settled();
    const members = plane.network(here.vpcId)?.floatingAddresses[0]?.nicIds ?? [];
    plane.events?.floated(HaVipId, members[1] ?? '');
    await server.settled();
    const nicIds = plane.network(here.vpcId)?.floatingAddresses[0]?.nicIds;
    expect(nicIds).toEqual([members[1], members[0]]);
    await agree(server);
  });
});

it('finds everything in place at the start after a stop, and makes what is missing', async () => {
  const first = await start();
  const here = await scene(first, { instances: 1 });
  const eni = await attached(first, here);
  await stop(first);
  expect(plane.plugged(eni)).toBeDefined();
  plane.asked = [];
  const second = await start();
  expect(plane.asked).toEqual([]);
  await agree(second);
  await stop(second);
  await plane.removeInstance(here.instanceIds[0] ?? '');
  const third = await start();
  await agree(third);
});

it('makes what the world starts with, and the same again after a reset', async () => {
  const server = await start();
  const before = (await plane.inspect()).networks;
  await scene(server, { instances: 1 });
  await fetch(`${server.url}/_tenon/reset`, { method: 'POST' });
  await agree(server);
  expect((await plane.inspect()).networks.length).toBe(before.length);
});

it('takes an attachment back that is refused, and the network with it', async () => {
  const refused: unknown[] = [];
  const server = await start({ onPlaneRefusal: (refusal) => refused.push(refusal) });
  const here = await scene(server, { instances: 1 });
  plane.beforePlug = () => {
    throw new PlaneRefusal('no free slot');
  };
  const eni = await attached(server, here);
  await server.settled();
  expect(plane.network(here.vpcId)?.nics.map(({ id }) => id)).not.toContain(eni);
  await agree(server);
  expect(refused).toEqual([
    { kind: 'network-interface.attach', resourceId: eni, reason: 'no free slot' },
  ]);
  const metrics = await (await fetch(`${server.url}/_tenon/metrics`)).text();
  expect(metrics).toContain('tenon_plane_refusals_total{kind="network-interface.attach"} 1');
});

it('applies a network once for many changes that came while it was applied', async () => {
  const server = await start();
  const here = await scene(server, { instances: 1 });
  const applied: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const apply = plane.applyNetwork.bind(plane);
  plane.applyNetwork = async (network) => {
    applied.push(network.revision);
    await promise;
    return apply(network);
  };
  for (let port = 1; port <= 20; port += 1) {
    await server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', {
      SecurityGroupId: here.groupId,
      Protocol: 'tcp',
      PortStart: port,
      PortEnd: port,
      CidrIp: '10.0.0.0/8',
    });
  }
  resolve();
  await server.settled();
  expect(applied.length).toBeLessThanOrEqual(3);
  await agree(server);
});

describe('the links of an instance', () => {
  it('are down while it is stopped, and a reboot takes them down and up', async () => {
    const server = await start();
    const { instanceIds } = await scene(server, { instances: 1 });
    const [InstanceId = ''] = instanceIds;
    const seen: boolean[] = [];
    const ensure = plane.ensureInstance.bind(plane);
    plane.ensureInstance = (given, token) => {
      seen.push(given.running);
      return ensure(given, token);
    };
    for (const action of ['RebootInstance', 'StopInstance', 'StartInstance']) {
      await server.client.ok('ecs', action, { InstanceId });
      await server.settled();
    }
    // A start has them up when all interfaces are in.
    expect(seen).toEqual([false, true, false, false, true]);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    await server.settled();
    expect(plane.instance(InstanceId)).toBeUndefined();
    await agree(server);
  });
});

describe.skipIf(noPostgres !== undefined)('several processes on one store', () => {
  beforeEach(async () => {
    place = await placeOn('postgres');
  });

  it('have one that drives, and one that stands by and takes over', async () => {
    const first = await start({ host: 'alpha' });
    const second = await start({ host: 'alpha' });
    expect((await health(first)).duty).toBe('ours');
    expect(await health(second)).toMatchObject({ duty: 'others', host: 'alpha' });
    const here = await scene(first, { instances: 1 });
    // What is begun on one process is done by the other.
    const NetworkInterfaceId = await madeInterface(second, here);
    const [InstanceId] = here.instanceIds;
    await second.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    await first.settled();
    expect(plane.plugged(NetworkInterfaceId)?.instanceId).toBe(InstanceId);
    await agree(second);
    await stop(first);
    await second.client.ok('vpc', 'DetachNetworkInterface', { NetworkInterfaceId, InstanceId });
    expect(plane.plugged(NetworkInterfaceId)).toBeDefined();
    clock.advance(5_000);
    await second.settled();
    expect((await health(second)).duty).toBe('ours');
    await second.settled();
    expect(plane.plugged(NetworkInterfaceId)).toBeUndefined();
    await agree(second);
  });

  it('do not start where another host has it, but may once that is not heard of', async () => {
    const first = await start({ host: 'alpha' });
    await expect(start({ host: 'beta' })).rejects.toThrow(/on the host alpha/);
    // It is killed: nobody renews its lease, and its lock is free.
    plane.holder = undefined;
    await first.store.write((tx) =>
      tx.run(
        query((db, p: { at: number }) => db.updateTable('plane_host').set({ heard_at: p.at })),
        { at: clock.now() - 20_000 },
      ),
    );
    const second = await start({ host: 'beta' });
    expect(await health(second)).toMatchObject({ duty: 'ours', host: 'beta' });
    // The first process runs again, and finds that another one has the duty.
    clock.advance(5_000);
    await first.settled();
    expect(await health(first)).toMatchObject({ duty: 'others', host: 'beta' });
  });

  it('learn within a second that a store has a data plane now', async () => {
    const without = await start({ dataPlane: none });
    expect(await health(without)).not.toHaveProperty('duty');
    await start({ host: 'alpha' });
    clock.advance(1_000);
    await without.settled();
    // The process is looking at the store. It does not wait for that, because there was no data
    // plane.
    while ((await health(without)).duty === undefined) await new Promise(setImmediate);
    expect(await health(without)).toMatchObject({ duty: 'others', host: 'alpha' });
  });
});

describe('a store with a data plane', () => {
  it('leaves its work to the host that has it, when it is started without one', async () => {
    const first = await start({ host: 'alpha' });
    const here = await scene(first, { instances: 1 });
    await stop(first);
    const second = await start({ dataPlane: none, host: 'beta' });
    const eni = await attached(second, here);
    const shown = await second.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId: eni,
    });
    expect(shown.Status).toBe('Attaching');
    expect(await health(second)).toMatchObject({
      duty: 'others',
      host: 'alpha',
      waitsFor: expect.stringContaining('alpha'),
    });
    await stop(second);
    // The host comes back, and does what waits.
    const third = await start({ host: 'alpha' });
    await third.settled();
    await agree(third);
    expect(plane.plugged(eni)).toBeDefined();
  });

  it('has one plane id for ever', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 2; each += 1) {
      const server = await start();
      const [row] = await server.store.read((tx) =>
        tx.select((db) => db.selectFrom('plane_host').selectAll()),
      );
      ids.push(row?.plane_id ?? '');
      await fetch(`${server.url}/_tenon/reset`, { method: 'POST' });
      await stop(server);
    }
    expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('is not started when its data plane cannot be opened', async () => {
    plane.holder = Symbol();
    await expect(start()).rejects.toThrow('another process holds the lock');
  });
});
