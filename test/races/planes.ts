import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataPlane } from '#dataplane/driver.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { systemClock } from '#platform/clock.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import {
  foldersInEtc,
  ip,
  namespacesOf,
  newPlaneId,
  removeNamespaces,
  temporaryFolder,
} from '../support/netns.ts';
import { instancesOf, namespaceBreaches } from '../support/netns-invariants.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import type { TestServer } from '../support/server.ts';

/** A data plane that races are run with. */
export interface RacePlane {
  readonly driver: DataPlane;
  /** Where it differs from what the API says once everything has settled, as sentences. */
  breaches(server: TestServer): Promise<string[]>;
  /** Removes the data plane when its server is closed. Returns what the server has left behind. */
  remove(): string[];
}

export function memoryPlane(): RacePlane {
  const driver = new MemoryPlane();
  return {
    driver,
    breaches: ({ store }) => planeBreaches(store, driver, true),
    remove: () => [],
  };
}

/** Real NICs, in namespaces of a plane of its own. */
export function netnsPlane(): RacePlane {
  const planeId = newPlaneId();
  const folder = temporaryFolder();
  const driver = new NetnsPlane({
    context: {
      planeId: () => planeId,
      wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
      runtimeFolder: folder.path,
    },
  });
  return {
    driver,
    async breaches(server) {
      const found = await namespaceBreaches(server.client, planeId);
      await deleteInstances(server);
      return [...found, ...(await namespaceBreaches(server.client, planeId))];
    },
    remove() {
      const left = namespacesOf(planeId).filter((name) => ip('netns', 'pids', name) !== '');
      const notes = notesIn(join(folder.path, planeId, 'nics'));
      const files = foldersInEtc(planeId);
      removeNamespaces(planeId);
      folder.remove();
      return [
        ...left.map((name) => `something goes on running in ${name}`),
        ...notes.map((name) => `the note ${name} is left`),
        ...files.map((name) => `files for ${name} are left in /etc/netns`),
      ];
    },
  };
}

/**
 * Deletes all instances. Everything that is plugged must go with them, so whatever stays is left
 * over.
 */
async function deleteInstances({ client, settled }: TestServer): Promise<void> {
  const ids = await instancesOf(client);
  await Promise.all(ids.map((InstanceId) => client.ok('ecs', 'DeleteInstance', { InstanceId })));
  await settled();
}

function notesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
