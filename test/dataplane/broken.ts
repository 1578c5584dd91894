import type { Nic } from '#core/network.ts';
import { Overtaken, PlaneRefusal } from '#dataplane/driver.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import type { PlanePromise } from './promises.ts';
import { refuseStrangers } from './subjects.ts';

type Broken = Partial<Pick<MemoryPlane, 'plug' | 'unplug' | 'inspect' | 'probe'>>;

/** A correct driver, except for the methods that `breakIt` replaces. */
function but(breakIt: (sound: MemoryPlane) => Broken): MemoryPlane {
  const plane = new MemoryPlane(refuseStrangers);
  const sound = new MemoryPlane(refuseStrangers);
  const { plug, unplug, inspect } = sound;
  return Object.assign(plane, {
    plug: plug.bind(sound),
    unplug: unplug.bind(sound),
    inspect: inspect.bind(sound),
    ...breakIt(sound),
  });
}

/** Throws in a case in which a driver should first look whether there is anything to do. */
const once = (sound: MemoryPlane) => async (nicId: string, token?: number) => {
  if (sound.plugged(nicId) === undefined) throw new Error(`there is no ${nicId}`);
  await sound.unplug(nicId, token);
};

/** Carries out a call that a later one has overtaken, and reports it or does not. */
const unfenced = (says: boolean) => (sound: MemoryPlane) => ({
  async plug(nic: Nic, instanceId: string, token: number) {
    await sound.plug(nic, instanceId, token).catch(async (error: unknown) => {
      if (!(error instanceof Overtaken)) throw error;
      await sound.unplug(nic.id);
      await sound.plug(nic, instanceId, token);
      if (says) throw error;
    });
  },
});

/** Forgets the token of a NIC that is not plugged. */
const forgetful = (sound: MemoryPlane) => ({
  async plug(nic: Nic, instanceId: string, token: number) {
    if (sound.plugged(nic.id) === undefined) await sound.unplug(nic.id);
    await sound.plug(nic, instanceId, token);
  },
});

/** For each promise, drivers that break it. */
export const BROKEN: Readonly<Record<PlanePromise, () => readonly MemoryPlane[]>> = {
  'inspect says what is plugged, and where': () => [
    but(() => ({ inspect: async () => ({ networks: [], instances: [], nics: [] }) })),
  ],
  'a plug may be repeated': () => [
    but((sound) => ({
      async plug(nic, instanceId, token) {
        if (sound.plugged(nic.id)) throw new Error(`${nic.id} is there already`);
        await sound.plug(nic, instanceId, token);
      },
    })),
  ],
  'an unplug may be repeated': () => [but((sound) => ({ unplug: once(sound) }))],
  'what is not there may be unplugged': () => [but((sound) => ({ unplug: once(sound) }))],
  'a NIC that is plugged elsewhere is there and nowhere else': () => [
    but((sound) => {
      const twice: { nicId: string; instanceId: string }[] = [];
      return {
        async plug(nic, instanceId, token) {
          twice.push({ nicId: nic.id, instanceId });
          await sound.plug(nic, instanceId, token);
        },
        inspect: async () => ({ networks: [], instances: [], nics: twice }),
      };
    }),
  ],
  'a call of an earlier token does nothing, and says so': () => [
    but(unfenced(false)),
    but(unfenced(true)),
    // One counter for all NICs.
    but((sound) => {
      let latest = 0;
      return {
        async plug(nic, instanceId, token) {
          if (token < latest) throw new Overtaken();
          latest = token;
          await sound.plug(nic, instanceId, token);
        },
      };
    }),
  ],
  'the token outlives the NIC': () => [but(forgetful)],
  'the token of an unplug that found nothing is kept, too': () => [but(forgetful)],
  'an unplug without a token is carried out, and forgets the tokens': () => [
    but((sound) => ({
      async unplug(nicId, token = Number.MAX_SAFE_INTEGER) {
        await sound.unplug(nicId, token);
      },
    })),
    but((sound) => ({
      async unplug(nicId, token = 0) {
        await sound.unplug(nicId, token);
      },
    })),
  ],
  'a refusal says why, and plugs nothing': () => [
    but((sound) => ({
      async plug(nic, instanceId, token) {
        await sound.plug(nic, instanceId, token).catch(() => {
          throw new PlaneRefusal('');
        });
      },
    })),
    but((sound) => ({
      async plug(nic, instanceId, token) {
        await sound.plug(nic, instanceId, token).catch(async (error: unknown) => {
          await sound.plug(nic, 'i-1', token);
          throw error;
        });
      },
    })),
  ],
  'the token of a refused plug is kept': () => [but(forgetful)],
  'calls for one NIC are carried out in the order in which they were made': () => [
    but((sound) => ({
      async plug(nic, instanceId, token) {
        await refuseStrangers(nic, instanceId);
        await sound.plug(nic, instanceId, token).catch(async () => {
          await sound.unplug(nic.id);
          await sound.plug(nic, instanceId, token);
        });
      },
    })),
  ],
  'probe gives a reason for each thing that cannot be done': () => [
    but(() => ({ probe: async () => [{ name: 'plug', available: false, reason: '' }] })),
  ],
};
