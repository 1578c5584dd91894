import { PlaneRefusal } from '#dataplane/driver.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import type { Subject } from './promises.ts';

const INSTANCES = ['i-1', 'i-2'] as const;

/** In memory, too, a NIC is plugged in a later turn of the event loop, as on a host. */
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

/** How each driver that does anything is set up to be tried, by its name. */
export const SUBJECTS: Readonly<Record<string, () => Subject | Promise<Subject>>> = {
  memory: () => inMemory(),
};
