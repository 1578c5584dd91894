import { PlaneRefusal } from '#dataplane/driver.ts';
import { type NetworkService, withNetworkService } from '#dataplane/network-service.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import type { Subject } from './promises.ts';

const INSTANCES = ['i-1', 'i-2'] as const;

/** The NIC in memory goes in a turn of the event loop later, as it does on a host. */
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
});

/** A service that answers a turn of the event loop after it was asked for. */
const lateService: NetworkService = {
  ready: () => new Promise((done) => setImmediate(done)),
  end: async () => {},
  close: async () => {},
};

/** How each driver that does anything is set up to be tried, by its name. */
export const SUBJECTS: Readonly<Record<string, () => Subject | Promise<Subject>>> = {
  memory: () => inMemory(),
  'memory, with a service in each network': () => {
    const subject = inMemory();
    return { ...subject, plane: withNetworkService(subject.plane, lateService) };
  },
};
