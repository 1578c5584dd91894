import type { Nic } from '#core/network.ts';
import { Overtaken, PlaneRefusal } from '#dataplane/driver.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import type { PlanePromise } from './promises.ts';
import { refuseStrangers } from './subjects.ts';

type Broken = Partial<
  Pick<
    MemoryPlane,
    | ('plug' | 'unplug' | 'inspect' | 'probe' | 'plugged' | 'instance')
    | ('applyNetwork' | 'removeNetwork' | 'ensureInstance' | 'removeInstance')
  >
>;

/** A correct driver, except for the methods that `breakIt` replaces. */
function but(breakIt: (sound: MemoryPlane) => Broken): MemoryPlane {
  const plane = new MemoryPlane(refuseStrangers);
  const sound = new MemoryPlane(refuseStrangers);
  return Object.assign(plane, {
    plug: sound.plug.bind(sound),
    unplug: sound.unplug.bind(sound),
    inspect: sound.inspect.bind(sound),
    plugged: sound.plugged.bind(sound),
    instance: sound.instance.bind(sound),
    applyNetwork: sound.applyNetwork.bind(sound),
    removeNetwork: sound.removeNetwork.bind(sound),
    ensureInstance: sound.ensureInstance.bind(sound),
    removeInstance: sound.removeInstance.bind(sound),
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
  'what was made is listed until it is removed': () => [
    but(() => ({ applyNetwork: async () => {} })),
    but(() => ({ ensureInstance: async () => {} })),
    but(() => ({ removeNetwork: async () => {} })),
    but(() => ({ removeInstance: async () => {} })),
  ],
  'networks and instances may be made and removed again': () => [
    but((sound) => ({
      async applyNetwork(network) {
        if (sound.network(network.id)) throw new Error('it is there already');
        await sound.applyNetwork(network);
      },
    })),
    but((sound) => ({
      async removeInstance(id) {
        if (sound.instance(id) === undefined) throw new Error(`there is no ${id}`);
        await sound.removeInstance(id);
      },
    })),
  ],
  'an earlier picture of a network does nothing, and says so': () => [
    but((sound) => ({
      async applyNetwork(network) {
        await sound.applyNetwork(network).catch(() => {});
      },
    })),
    but((sound) => ({
      async removeNetwork(id) {
        await sound.removeNetwork(id);
      },
    })),
  ],
  'an earlier call for an instance does nothing, and says so': () => [
    but((sound) => ({
      async ensureInstance(place, token) {
        await sound.ensureInstance(place, token).catch(() => {});
      },
    })),
    but((sound) => ({
      async removeInstance(id) {
        await sound.removeInstance(id);
      },
    })),
  ],
  'a network that is removed takes its NICs with it': () => [
    but(() => ({ removeNetwork: async () => {} })),
    // This one removes all NICs, those of other networks included.
    but((sound) => ({
      async removeNetwork(id, token) {
        for (const { nicId } of (await sound.inspect()).nics) await sound.unplug(nicId);
        await sound.removeNetwork(id, token);
      },
    })),
  ],
  'an instance that is removed takes its NICs with it': () => [
    but(() => ({ removeInstance: async () => {} })),
  ],
  'a NIC is seen inside once it is plugged, and not any more once it is not': () => [
    // This one does not wait until the NIC is in.
    but((sound) => ({
      async plug(nic, instanceId, token) {
        void sound.plug(nic, instanceId, token);
      },
    })),
    but((sound) => ({
      async plug(nic, instanceId, token) {
        await sound.plug({ ...nic, addresses: nic.addresses.slice(0, 1) }, instanceId, token);
      },
    })),
    but((sound) => ({
      async unplug() {
        await Promise.resolve(sound);
      },
    })),
  ],
  'the links of an instance are down while it does not run': () => [
    but((sound) => ({
      async ensureInstance(place, token) {
        await sound.ensureInstance({ ...place, running: true }, token);
      },
    })),
    but((sound) => ({
      async ensureInstance(place, token) {
        await sound.ensureInstance({ ...place, running: false }, token);
      },
    })),
  ],
  'probe gives a reason for each thing that cannot be done': () => [
    but(() => ({ probe: async () => [{ name: 'plug', available: false, reason: '' }] })),
  ],
};
