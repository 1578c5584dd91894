import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAbsent, unlessAbsent } from './absent.ts';
import { type Host, pathOf, run } from './host.ts';
import { isPlaneId, readNamespace } from './names.ts';
import { Namespaces } from './namespaces.ts';
import { foundRootless } from './rootless.ts';

/** What is left of a data plane on this host, or in use. */
export interface PlaneOnHost {
  readonly planeId: string;
  /** Of the host's, or of those in the user namespace of a rootless one. */
  readonly namespaces: readonly string[];
  /** Who drives it; undefined when nobody does. */
  readonly process?: number;
}

/** The planes that have anything on this host: a namespace, a lock, a note. */
export async function planesOnHost(folder: string, rootless: boolean): Promise<PlaneOnHost[]> {
  const plain: Host = { runtimeFolder: folder, pathOf, enter: (command) => command };
  const there = rootless ? [] : namesOn(plain);
  const ids = new Set([
    ...there.map((name) => readNamespace(name)?.planeId ?? ''),
    ...filesIn(folder).map((file) => file.split('.')[0] ?? ''),
  ]);
  const planes = [...ids].filter(isPlaneId).sort();
  return Promise.all(
    planes.map(async (planeId) => {
      const host = rootless ? foundRootless(folder, planeId) : plain;
      const names = rootless && host !== undefined ? namesOn(host) : there;
      const process = await driverOf(plain, planeId);
      return {
        planeId,
        namespaces: names.filter((name) => readNamespace(name)?.planeId === planeId).sort(),
        ...(process !== undefined && { process }),
      };
    }),
  );
}

const namesOn = (host: Host) => new Namespaces(host).list();

const filesIn = (folder: string) => unlessAbsent(() => readdirSync(folder), []);

/** What `flock` answers when another process has the lock. */
const HELD = 75;

async function driverOf(host: Host, planeId: string): Promise<number | undefined> {
  const path = join(host.runtimeFolder, `${planeId}.lock`);
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const command = ['flock', '-n', '-E', String(HELD), path, 'true'];
    const { status } = await run(host, command, { mayFail: true });
    return status === HELD ? pid : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
