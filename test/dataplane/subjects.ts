import { PlaneRefusal } from '#dataplane/driver.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { systemClock } from '#platform/clock.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { newPlaneId, noNetns, removeNamespaces, temporaryFolder } from '../support/netns.ts';
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

/** A plane of its own on this host, with its two instances. */
async function inNamespaces(): Promise<Subject> {
  const planeId = newPlaneId();
  const folder = temporaryFolder();
  const plane = new NetnsPlane({
    context: {
      planeId: () => planeId,
      wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
      runtimeFolder: folder.path,
    },
  });
  await plane.open({
    nicLost() {},
    floated() {},
    failed(error) {
      throw error;
    },
  });
  for (const id of INSTANCES) await plane.ensureInstance({ id, running: true, hostname: id }, 1);
  return {
    plane,
    instances: INSTANCES,
    refused: 'i-3',
    async close() {
      await plane.close();
      removeNamespaces(planeId);
      folder.remove();
    },
  };
}

/** How each driver that does anything is set up to be tried, by its name. */
export const SUBJECTS: Readonly<Record<string, () => Subject | Promise<Subject>>> = {
  memory: () => inMemory(),
  ...(noNetns === undefined && { netns: inNamespaces }),
};
