import { expect } from 'vitest';
import type { Place } from '#core/network.ts';
import { type DataPlane, Overtaken, PlaneRefusal } from '#dataplane/driver.ts';
import { bareNetwork, bareNic } from '../support/networks.ts';

/** A driver to be tried, on a host of its own where nothing is plugged. */
export interface Subject {
  readonly plane: DataPlane;
  /** Two instances that NICs can be plugged into, and one that the driver refuses. */
  readonly instances: readonly [string, string];
  readonly refused: string;
  /** The NICs that a program inside the instance sees. */
  seen(instanceId: string): Promise<readonly SeenNic[]>;
  close?(): Promise<void>;
}

export interface SeenNic {
  readonly mac: string;
  /** The addresses, sorted and without prefix lengths; link-local ones are left out. */
  readonly addresses: readonly string[];
  /** Whether packets can pass: both ends of its link are up. */
  readonly up: boolean;
}

const NIC = bareNic(1);
const OTHER = bareNic(2);

const NETWORK_ID = NIC.networkId;

const network = (revision: number, id = NETWORK_ID) => bareNetwork({ id, revision });

const place = (id: string, running = true): Place => ({ id, running, hostname: 'host' });

const inside = async ({ plane }: Subject) =>
  Object.fromEntries((await plane.inspect()).nics.map((each) => [each.nicId, each.instanceId]));

const overtaken = (call: Promise<void>) => expect(call).rejects.toBeInstanceOf(Overtaken);

/**
 * What src/dataplane/driver.ts promises, promise by promise, for every driver that does anything.
 */
export const PROMISES = {
  'inspect says what is plugged, and where': async (subject) => {
    const { plane, instances } = subject;
    expect(await inside(subject)).toEqual({});
    await plane.plug(NIC, instances[0], 1);
    await plane.plug(OTHER, instances[1], 1);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0], [OTHER.id]: instances[1] });
    await plane.unplug(NIC.id, 2);
    expect(await inside(subject)).toEqual({ [OTHER.id]: instances[1] });
  },

  'a plug may be repeated': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 1);
    await plane.plug(NIC, instances[0], 1);
    await plane.plug(NIC, instances[0], 2);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0] });
    await plane.unplug(NIC.id, 3);
    expect(await inside(subject)).toEqual({});
  },

  'an unplug may be repeated': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 1);
    await plane.unplug(NIC.id, 2);
    await plane.unplug(NIC.id, 2);
    await plane.unplug(NIC.id, 3);
    expect(await inside(subject)).toEqual({});
  },

  'what is not there may be unplugged': async (subject) => {
    const { plane } = subject;
    await plane.unplug(NIC.id, 1);
    await plane.unplug(OTHER.id);
    expect(await inside(subject)).toEqual({});
  },

  'a NIC that is plugged elsewhere is there and nowhere else': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 1);
    await plane.plug(NIC, instances[1], 2);
    expect((await plane.inspect()).nics).toEqual([{ nicId: NIC.id, instanceId: instances[1] }]);
  },

  'a call of an earlier token does nothing, and says so': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 5);
    await overtaken(plane.unplug(NIC.id, 4));
    await overtaken(plane.plug(NIC, instances[1], 4));
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0] });
    await plane.plug(OTHER, instances[1], 1);
  },

  'the token outlives the NIC': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 1);
    await plane.unplug(NIC.id, 5);
    await overtaken(plane.plug(NIC, instances[0], 4));
    expect(await inside(subject)).toEqual({});
  },

  'the token of an unplug that found nothing is kept, too': async (subject) => {
    const { plane, instances } = subject;
    await plane.unplug(NIC.id, 5);
    await overtaken(plane.plug(NIC, instances[0], 4));
    expect(await inside(subject)).toEqual({});
  },

  'an unplug without a token is carried out, and forgets the tokens': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 5);
    await plane.unplug(NIC.id);
    expect(await inside(subject)).toEqual({});
    await plane.plug(NIC, instances[0], 1);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0] });
  },

  'a refusal says why, and plugs nothing': async (subject) => {
    const { plane, refused } = subject;
    const why = await plane.plug(NIC, refused, 1).catch((error: unknown) => error);
    expect(why).toBeInstanceOf(PlaneRefusal);
    expect((why as Error).message).toMatch(/\w/);
    expect(await inside(subject)).toEqual({});
  },

  'the token of a refused plug is kept': async (subject) => {
    const { plane, instances, refused } = subject;
    await expect(plane.plug(NIC, refused, 5)).rejects.toBeInstanceOf(PlaneRefusal);
    await overtaken(plane.plug(NIC, instances[0], 4));
    await plane.plug(NIC, instances[0], 6);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0] });
  },

  'calls for one NIC are carried out in the order in which they were made': async (subject) => {
    const { plane, instances } = subject;
    await Promise.all([plane.plug(NIC, instances[0], 1), plane.unplug(NIC.id, 2)]);
    expect(await inside(subject)).toEqual({});
    await Promise.all([
      plane.plug(NIC, instances[0], 3),
      plane.unplug(NIC.id, 4),
      plane.plug(NIC, instances[1], 5),
    ]);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[1] });
  },

  'what was made is listed until it is removed': async ({ plane, instances: [first, second] }) => {
    const listed = async () => {
      const { networks, instances } = await plane.inspect();
      return { networks: [...networks].sort(), instances: [...instances].sort() };
    };
    await plane.applyNetwork(network(1));
    await plane.applyNetwork(network(1, 'vpc-2'));
    await plane.ensureInstance(place(first), 2);
    await plane.ensureInstance(place(second), 2);
    expect(await listed()).toEqual({
      networks: [NETWORK_ID, 'vpc-2'],
      instances: [first, second].sort(),
    });
    await plane.removeNetwork(NETWORK_ID, 2);
    await plane.removeInstance(first, 3);
    expect(await listed()).toEqual({ networks: ['vpc-2'], instances: [second] });
  },

  'networks and instances may be made and removed again': async (subject) => {
    const { plane, instances } = subject;
    for (const token of [11, 11, 12]) {
      await plane.applyNetwork(network(token));
      await plane.ensureInstance(place(instances[0]), token);
    }
    await plane.plug(NIC, instances[0], 1);
    for (const token of [13, 13, 14]) {
      await plane.removeNetwork(NETWORK_ID, token);
      await plane.removeInstance(instances[0], token);
    }
    await plane.removeNetwork('vpc-none');
    await plane.removeInstance('i-none');
    await plane.applyNetwork(network(15));
    await plane.ensureInstance(place(instances[0]), 15);
    await plane.plug(NIC, instances[0], 2);
    expect(await inside(subject)).toEqual({ [NIC.id]: instances[0] });
  },

  'an earlier picture of a network does nothing, and says so': async ({ plane }) => {
    await plane.applyNetwork(network(5));
    await overtaken(plane.applyNetwork(network(4)));
    await overtaken(plane.removeNetwork(NETWORK_ID, 4));
    expect((await plane.inspect()).networks).toEqual([NETWORK_ID]);
    await plane.removeNetwork(NETWORK_ID, 6);
    await overtaken(plane.applyNetwork(network(5)));
    expect((await plane.inspect()).networks).toEqual([]);
    await plane.removeNetwork(NETWORK_ID);
    await plane.applyNetwork(network(1));
  },

  'an earlier call for an instance does nothing, and says so': async (subject) => {
    const { plane, instances } = subject;
    const [first] = instances;
    await plane.ensureInstance(place(first), 5);
    await overtaken(plane.ensureInstance(place(first), 4));
    await overtaken(plane.removeInstance(first, 4));
    expect((await plane.inspect()).instances).toContain(first);
    await plane.removeInstance(first, 6);
    await overtaken(plane.ensureInstance(place(first), 5));
    expect((await plane.inspect()).instances).not.toContain(first);
    await plane.removeInstance(first);
    await plane.ensureInstance(place(first), 1);
  },

  'a network that is removed takes its NICs with it': async (subject) => {
    const { plane, instances } = subject;
    await plane.applyNetwork(network(1));
    await plane.plug(NIC, instances[0], 1);
    await plane.plug({ ...OTHER, networkId: 'vpc-2' }, instances[0], 1);
    await plane.removeNetwork(NETWORK_ID, 2);
    expect(await inside(subject)).toEqual({ [OTHER.id]: instances[0] });
    expect((await subject.seen(instances[0])).map(({ mac }) => mac)).toEqual([OTHER.mac]);
  },

  'an instance that is removed takes its NICs with it': async (subject) => {
    const { plane, instances } = subject;
    await plane.plug(NIC, instances[0], 1);
    await plane.plug(OTHER, instances[1], 1);
    await plane.removeInstance(instances[0], 2);
    expect(await inside(subject)).toEqual({ [OTHER.id]: instances[1] });
    await plane.ensureInstance(place(instances[0]), 3);
    expect(await subject.seen(instances[0])).toEqual([]);
  },

  'a NIC is seen inside once it is plugged, and not any more once it is not': async (subject) => {
    const { plane, instances } = subject;
    const addresses = ['10.0.0.11/24', 'fd00::11/64', 'fd00::12/64'];
    await plane.plug({ ...NIC, addresses }, instances[0], 1);
    expect(await subject.seen(instances[0])).toEqual([
      { mac: NIC.mac, addresses: ['10.0.0.11', 'fd00::11', 'fd00::12'], up: true },
    ]);
    expect(await subject.seen(instances[1])).toEqual([]);
    await plane.plug(NIC, instances[1], 2);
    expect(await subject.seen(instances[0])).toEqual([]);
    expect(await subject.seen(instances[1])).toHaveLength(1);
    await plane.unplug(NIC.id, 3);
    expect(await subject.seen(instances[1])).toEqual([]);
  },

  'the links of an instance are down while it does not run': async (subject) => {
    const { plane, instances } = subject;
    const [first] = instances;
    const addresses = ['10.0.0.11/24', 'fd00::11/64'];
    const up = { mac: NIC.mac, addresses: ['10.0.0.11', 'fd00::11'], up: true };
    await plane.plug({ ...NIC, addresses }, first, 1);
    await plane.ensureInstance(place(first, false), 2);
    expect(await subject.seen(first)).toMatchObject([{ mac: NIC.mac, up: false }]);
    expect(await inside(subject)).toEqual({ [NIC.id]: first });
    await plane.plug({ ...OTHER, addresses: [] }, first, 1);
    expect(await subject.seen(first)).toMatchObject([{ up: false }, { up: false }]);
    await plane.ensureInstance(place(first), 3);
    const [seen, other] = await subject.seen(first);
    expect(seen).toEqual(up);
    expect(other).toMatchObject({ mac: OTHER.mac, up: true });
  },

  'probe gives a reason for each thing that cannot be done': async ({ plane }) => {
    const capabilities = await plane.probe();
    expect(capabilities.length).toBeGreaterThan(0);
    for (const { name, available, reason } of capabilities) {
      expect(reason !== '', name).toBe(!available);
    }
  },
} as const satisfies Record<string, (subject: Subject) => Promise<void>>;

export type PlanePromise = keyof typeof PROMISES;
