import { expect } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { type NetworkService, withNetworkService } from '#dataplane/network-service.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { ip, noNetns, openPlane } from '../support/netns.ts';
import type { SeenNic, Subject } from './promises.ts';

const INSTANCES = ['i-1', 'i-2'] as const;

/**
 * Waits for a later turn of the event loop, so that a plug in memory takes time as it does on a
 * host.
 */
export async function refuseStrangers(_: unknown, instanceId: string): Promise<void> {
  await new Promise((done) => setImmediate(done));
  if (!(INSTANCES as readonly string[]).includes(instanceId)) {
    throw new PlaneRefusal(`there is no instance ${instanceId} on this host`);
  }
}

export const inMemory = (plane = new MemoryPlane(refuseStrangers)): Subject => ({
  plane,
  instances: INSTANCES,
  refused: 'i-3',
  async seen(instanceId) {
    const { nics } = await plane.inspect();
    const there = nics.filter((nic) => nic.instanceId === instanceId);
    const running = plane.instance(instanceId)?.running ?? true;
    return there.map(({ nicId }) => {
      const nic = plane.plugged(nicId)?.nic;
      const addresses = nic?.addresses.map((each) => each.split('/')[0] ?? '').sort() ?? [];
      return { mac: nic?.mac ?? '', addresses, up: running };
    });
  },
});

/** A plane of its own on this host, with its two instances. */
async function inNamespaces(): Promise<Subject> {
  const { plane, namespace, failures, remove } = await openPlane();
  for (const id of INSTANCES) await plane.ensureInstance({ id, running: true, hostname: id }, 1);
  return {
    plane,
    instances: INSTANCES,
    refused: 'i-3',
    seen: async (instanceId) => nicsIn(namespace(instanceId)),
    async close() {
      await remove();
      expect(failures).toEqual([]);
    },
  };
}

interface ShownNic {
  readonly address: string;
  readonly flags: readonly string[];
  readonly link_type: string;
  readonly addr_info: readonly { readonly local: string; readonly scope: string }[];
}

/** What `ip addr` shows inside, but for the loopback. */
function nicsIn(namespace: string): SeenNic[] {
  const shown = JSON.parse(ip('-n', namespace, '-json', 'addr', 'show')) as ShownNic[];
  return shown
    .filter(({ link_type }) => link_type === 'ether')
    .map(({ address, flags, addr_info }) => ({
      mac: address,
      addresses: addr_info
        .filter(({ scope }) => scope === 'global')
        .map(({ local }) => local)
        .sort(),
      up: flags.includes('UP') && flags.includes('LOWER_UP'),
    }));
}

/** A service that answers in a later turn of the event loop. */
const lateService: NetworkService = {
  ready: () => new Promise((done) => setImmediate(done)),
  end: async () => {},
  close: async () => {},
};

/** How each driver that does anything is set up for the promises, by the driver's name. */
export const SUBJECTS: Readonly<Record<string, SubjectSource>> = {
  memory: { open: () => inMemory() },
  'memory, with a service in each network': {
    open: () => {
      const subject = inMemory();
      return { ...subject, plane: withNetworkService(subject.plane, lateService) };
    },
  },
  netns: { open: inNamespaces, impossible: noNetns },
};

interface SubjectSource {
  readonly open: () => Subject | Promise<Subject>;
  /** Why the driver cannot be tried here. */
  readonly impossible?: string | undefined;
}
