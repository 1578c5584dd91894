import { expect } from 'vitest';
import type { Nic } from '#core/network.ts';
import { type DataPlane, Overtaken, PlaneRefusal } from '#dataplane/driver.ts';

/** A driver to be tried, on a host of its own where nothing is plugged. */
export interface Subject {
  readonly plane: DataPlane;
  /** Two instances that NICs can be plugged into, and one that the driver refuses. */
  readonly instances: readonly [string, string];
  readonly refused: string;
  close?(): Promise<void>;
}

const nic = (n: number): Nic => ({
  id: `eni-${n}`,
  networkId: 'vpc-1',
  mac: `00:16:3e:00:00:0${n}`,
  primary: false,
  addresses: [`10.0.0.1${n}/24`],
  gateway: '10.0.0.1',
});
const NIC = nic(1);
const OTHER = nic(2);

const inside = async ({ plane }: Subject) =>
  Object.fromEntries((await plane.inspect()).nics.map((each) => [each.nicId, each.instanceId]));

const overtaken = (call: Promise<void>) => expect(call).rejects.toBeInstanceOf(Overtaken);

/** What src/dataplane/driver.ts promises of every driver that does anything, one by one. */
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

  'probe gives a reason for each thing that cannot be done': async ({ plane }) => {
    const capabilities = await plane.probe();
    expect(capabilities.length).toBeGreaterThan(0);
    for (const { name, available, reason } of capabilities) {
      expect(reason !== '', name).toBe(!available);
    }
  },
} as const satisfies Record<string, (subject: Subject) => Promise<void>>;

export type PlanePromise = keyof typeof PROMISES;
