import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Nic } from '#core/network.ts';
import { type DataPlane, Overtaken, PlaneRefusal } from '#dataplane/driver.ts';
import { TRANSITIONS } from '#services/vpc/network-interface/lifecycle.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { breaches } from '../support/invariants.ts';
import { type Scene, scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { attach, available, explain, openStage, pair, running, settle } from './stage.ts';
import { look } from './views.ts';

/** A data plane in memory whose calls a test can delay, refuse or let fail. */
class Plane implements DataPlane {
  readonly name = 'double';
  readonly enabled = true;
  readonly #plugged = new Map<string, { readonly nic: Nic; readonly instanceId: string }>();
  /** Called before each plug. When it throws, the plug throws the same. */
  beforePlug: (nicId: string) => void | Promise<void> = () => {};
  plugs = 0;
  /** The fencing tokens of the calls, in the order of the calls. */
  readonly tokens: number[] = [];

  async probe() {
    return [];
  }

  async plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void> {
    this.plugs += 1;
    this.tokens.push(fencingToken);
    await this.beforePlug(nic.id);
    this.#plugged.set(nic.id, { nic, instanceId });
  }

  async unplug(nicId: string, fencingToken = 0): Promise<void> {
    this.tokens.push(fencingToken);
    this.#plugged.delete(nicId);
  }

  async applyNetwork() {}
  async removeNetwork() {}
  async ensureInstance() {}
  async removeInstance() {}

  async inspect() {
    const nics = [...this.#plugged].map(([nicId, { instanceId }]) => ({ nicId, instanceId }));
    return { networks: [], instances: [], nics };
  }

  /** The NIC that is in an instance under this id. */
  plugged(nicId: string) {
    return this.#plugged.get(nicId);
  }
}

let plane: Plane;
let faults: unknown[];
let server: TestServer;
let here: Scene;
let instance: string;
let eni: string;
beforeEach(async () => {
  plane = new Plane();
  faults = [];
  server = await openStage({ dataPlane: plane, onFault: (fault) => faults.push(fault) });
  here = await scene(server);
  instance = await running(server, here);
  eni = await available(server, here, {
    SecondaryPrivateIpAddressCount: 1,
    Ipv6AddressCount: 1,
  });
  plane.plugs = 0;
});
afterEach(async () => {
  await settle(server);
  expect(await breaches(server.store, server.world, true)).toEqual([]);
  await server.close();
});

const IN_USE = () => ({ status: 'InUse', deviceId: instance, deleteOnTermination: false });
const ATTACHING = () => ({ ...IN_USE(), status: 'Attaching' });
const AVAILABLE = { status: 'Available', deviceId: '', deleteOnTermination: false };

const seen = () => look(server, eni, instance);
const row = async (): Promise<NetworkInterfaceRow | undefined> =>
  server.store.read((tx) => tx.first(interfaceById, { id: eni }));

it('is told of the NIC with its network, MAC and addresses', async () => {
  await attach(server, eni, instance);
  await settle(server);
  const shown = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: eni,
  });
  const [first, second] = shown.PrivateIpSets.PrivateIpSet;
  expect(plane.plugged(eni)).toEqual({
    instanceId: instance,
    nic: {
      id: eni,
      networkId: here.vpcId,
      mac: shown.MacAddress,
      primary: false,
      gateway: expect.stringMatching(/\.1$/),
      addresses: [
        `${first.PrivateIpAddress}/24`,
        `${second.PrivateIpAddress}/24`,
        `${shown.IPv6Sets[0]}/64`,
      ],
    },
  });
});

/** Attaches the interface; its plug has begun, and goes on when `held` is resolved. */
async function attachHeld() {
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  plane.beforePlug = () => {
    begun.resolve();
    return held.promise;
  };
  await attach(server, eni, instance);
  const settled = server.advance(TRANSITIONS.attach.dwell);
  await begun.promise;
  return { held, settled };
}

it('keeps the interface Attaching until it has plugged the NIC, however long that takes', async () => {
  const { held, settled } = await attachHeld();
  expect(await seen()).toEqual(ATTACHING());
  const detach = await server.client.vpc('DetachNetworkInterface', pair(eni, instance));
  expect(detach.code).toBe('InvalidEni.InvalidStatus');
  held.resolve();
  await settled;
  expect(await seen()).toEqual(IN_USE());
  expect(plane.plugged(eni)?.instanceId).toBe(instance);
});

it('does not plug before the attachment is due', async () => {
  await attach(server, eni, instance);
  await server.advance(TRANSITIONS.attach.dwell - 1);
  expect(plane.plugs).toBe(0);
  expect(await seen()).toEqual(ATTACHING());
});

describe('when it refuses', () => {
  const REASON = 'the instance has no free slot';
  beforeEach(async () => {
    plane.beforePlug = () => {
      throw new PlaneRefusal(REASON);
    };
    await attach(server, eni, instance, { DeleteOnTermination: true });
    await settle(server);
    plane.beforePlug = () => {};
  });

  it('takes the attachment back, and keeps the reason', async () => {
    expect(plane.plugs).toBe(1);
    expect(await seen()).toEqual(AVAILABLE);
    expect(await row()).toMatchObject({
      plane_refusal: REASON,
      instance_id: null,
      delete_on_termination: 0,
    });
    expect(faults).toEqual([]);
  });

  it('explains it', async () => {
    const { Allowed, Verdicts } = await explain(server, pair(eni, instance));
    expect(Allowed).toBe(true);
    expect(Verdicts[5]).toMatchObject({
      verdict: 'pass',
      because: expect.stringContaining(REASON),
    });
  });

  it('lets it be attached again, and forgets the reason', async () => {
    await attach(server, eni, instance);
    expect(await row()).toMatchObject({ status: 'Attaching', plane_refusal: '' });
    await settle(server);
    expect(await seen()).toEqual(IN_USE());
    expect(await row()).toMatchObject({ plane_refusal: '' });
  });

  it('leaves the place on the instance free', async () => {
    const others = [await available(server, here), await available(server, here)];
    for (const other of others) await attach(server, other, instance);
    await settle(server);
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: [instance],
    });
    expect(Instances[0].NetworkInterfaces).toHaveLength(3);
  });
});

it('is asked again after a fault, until it has plugged the NIC', async () => {
  const fault = new Error('the switch is restarting');
  let left = 3;
  plane.beforePlug = () => {
    if (left-- > 0) throw fault;
  };
  await attach(server, eni, instance);
  for (const tries of [1, 2, 3]) {
    await settle(server);
    expect(plane.plugs).toBe(tries);
    expect(await seen()).toEqual(ATTACHING());
  }
  await settle(server);
  expect(plane.plugs).toBe(4);
  expect(faults).toEqual([fault, fault, fault]);
  expect(await seen()).toEqual(IN_USE());
  expect(await row()).toMatchObject({ plane_refusal: '' });
});

it('is called with a higher fencing token each time, also for the same attachment', async () => {
  plane.tokens.splice(0);
  let left = 2;
  plane.beforePlug = () => {
    if (left-- > 0) throw new Error('the switch is restarting');
  };
  await attach(server, eni, instance);
  for (let tries = 0; tries < 3; tries += 1) await settle(server);
  await server.client.ok('vpc', 'DetachNetworkInterface', pair(eni, instance));
  await settle(server);
  expect(plane.tokens).toHaveLength(4);
  expect(plane.tokens).toEqual([...new Set(plane.tokens)].sort((a, b) => a - b));
});

it('is asked again with a new fencing token when another call overtook this one, and that is no fault', async () => {
  let left = 1;
  plane.beforePlug = () => {
    if (left-- > 0) throw new Overtaken();
  };
  await attach(server, eni, instance);
  await settle(server);
  expect(await seen()).toEqual(ATTACHING());
  await settle(server);
  expect(plane.plugs).toBe(2);
  expect(faults).toEqual([]);
  expect(await seen()).toEqual(IN_USE());
});

it('has an instance start without what is still on its way, which alone may be taken back', async () => {
  await server.client.ok('ecs', 'StopInstance', { InstanceId: instance });
  await settle(server);
  const asked: string[] = [];
  const held = Promise.withResolvers<void>();
  plane.beforePlug = (nicId) => {
    asked.push(nicId);
    return nicId === eni ? held.promise : undefined;
  };
  await attach(server, eni, instance);
  await server.client.ok('ecs', 'StartInstance', { InstanceId: instance });
  server.manualClock().advance(10_000);
  await expect
    .poll(async () => {
      const key = { InstanceIds: [instance] };
      return (await server.client.ok('ecs', 'DescribeInstances', key)).Instances[0].Status;
    })
    .toBe('RUNNING');
  expect(await seen()).toEqual(ATTACHING());
  expect(asked.filter((nicId) => nicId === eni)).toHaveLength(1);
  held.reject(new PlaneRefusal('no room'));
  await settle(server);
  expect(await seen()).toEqual(AVAILABLE);
});

it('takes the NIC out when the instance is deleted while it is being plugged', async () => {
  const { held, settled } = await attachHeld();
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instance });
  held.resolve();
  await settled;
  expect(await seen()).toEqual({ ...ATTACHING(), status: 'Detaching' });
  await settle(server);
  expect(await seen()).toEqual(AVAILABLE);
  expect((await plane.inspect()).nics).not.toContainEqual(expect.objectContaining({ nicId: eni }));
});

it('is not InUse on its next instance by the plug for the one before', async () => {
  const next = await running(server, here);
  const plugs: PromiseWithResolvers<void>[] = [];
  plane.beforePlug = () => {
    const plug = Promise.withResolvers<void>();
    plugs.push(plug);
    return plug.promise;
  };
  const clock = server.manualClock();
  await attach(server, eni, instance);
  clock.advance(TRANSITIONS.attach.dwell);
  await expect.poll(() => plugs.length).toBe(1);
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instance });
  // This is long enough for the instance to go, and too short for the lease of the attach to end.
  clock.advance(10_000);
  await expect.poll(async () => (await row())?.status).toBe('Available');
  await attach(server, eni, next);
  clock.advance(TRANSITIONS.attach.dwell);
  await expect.poll(() => plugs.length).toBeGreaterThan(1);
  plugs[0]?.resolve();
  // Once a later transaction has ended, the late worker has written whatever it was going to write.
  for (let n = 0; n < 10; n += 1) await server.store.write(async () => {});
  expect((await row())?.status).toBe('Attaching');
  for (const plug of plugs) plug.resolve();
  plane.beforePlug = () => {};
  await settle(server);
  expect(await look(server, eni, next)).toEqual({ ...IN_USE(), deviceId: next });
});
