import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlaneRefusal } from '../driver.ts';
import { unlessAbsent } from './absent.ts';
import { Coprocess } from './coprocess.ts';
import { CommandFailed, rootHost } from './host.ts';
import type { ShownLink } from './links.ts';
import { isPlaneId, readNamespace } from './names.ts';
import { Namespaces } from './namespaces.ts';
import { type Ownership, takeOwnership } from './ownership.ts';
import { filesOf, withFiles } from './places.ts';
import { SCRATCH } from './probe.ts';
import { endRootless } from './rootless.ts';

export interface CleanOptions {
  readonly runtimeFolder: string;
  /** One plane; all of the host when it is absent. */
  readonly planeId?: string | undefined;
  /** Those of this user's user namespaces, rather than those of the host. */
  readonly rootless?: boolean;
  /** What a process drives, too; it finds that it has gone. */
  readonly force?: boolean;
}

/** What was removed, by name. */
export interface Cleaned {
  readonly namespaces: readonly string[];
  readonly planes: readonly string[];
}

/** How long a plane that is in use is waited for, in seconds. */
const PATIENCE_S = 1;

/**
 * Removes everything that this driver has ever made on this host. What others have made stays as it
 * is. @throws PlaneRefusal when a process drives one of the planes, unless forced
 */
export async function clean(options: CleanOptions): Promise<Cleaned> {
  const { runtimeFolder, planeId, rootless = false, force = false } = options;
  const host = rootHost(runtimeFolder);
  const namespaces = new Namespaces(host);
  const there = rootless ? [] : namespaces.list();
  const files = rootless ? [] : withFiles();
  const ids = new Set([
    ...[...there, ...files].map((name) => readNamespace(name)?.planeId ?? ''),
    ...notedPlanes(runtimeFolder),
  ]);
  const planes = [...ids].filter(isPlaneId).filter((id) => planeId === undefined || id === planeId);
  const removed: string[] = [];
  try {
    for (const id of planes) {
      const ownership = force ? undefined : await own(runtimeFolder, id);
      try {
        if (rootless) endRootless(runtimeFolder, id);
        const isOfPlane = (name: string) => readNamespace(name)?.planeId === id;
        for (const name of there.filter(isOfPlane)) {
          await emptyNamespace(new Coprocess(host, { name }));
          await namespaces.remove(name);
          removed.push(name);
        }
        for (const name of files.filter(isOfPlane)) {
          rmSync(filesOf(name), { recursive: true, force: true });
        }
        rmSync(join(runtimeFolder, id), { recursive: true, force: true });
        rmSync(join(runtimeFolder, `${id}.lock`), { force: true });
      } finally {
        ownership?.release();
      }
    }
    for (const name of planeId === undefined ? there : []) {
      if (name.startsWith(SCRATCH)) await namespaces.remove(name);
    }
  } finally {
    await namespaces.close();
  }
  return { namespaces: removed, planes };
}

async function own(runtimeFolder: string, planeId: string): Promise<Ownership> {
  try {
    return await takeOwnership(runtimeFolder, planeId, PATIENCE_S);
  } catch (error) {
    if (!(error instanceof PlaneRefusal)) throw error;
    throw new PlaneRefusal(`plane ${planeId} is in use: ${error.message}`);
  }
}

/** The planes that a lock or a note was left of. */
const notedPlanes = (runtimeFolder: string): string[] =>
  unlessAbsent(() => readdirSync(runtimeFolder), []).map((file) => file.split('.')[0] ?? '');

/**
 * Removes the links in a namespace, and with them their other ends in containers. A namespace that
 * somebody's program is in lives on without its name.
 */
async function emptyNamespace(ip: Coprocess): Promise<void> {
  try {
    const shown = await ip.read('link show');
    const links = (shown.flat() as ShownLink[]).filter(({ ifname }) => ifname !== 'lo');
    await ip.run(links.map(({ ifname }) => `link del dev ${ifname}`));
  } catch (error) {
    // One of a pair goes with the other; a name without a namespace has none.
    if (!(error instanceof CommandFailed)) throw error;
  } finally {
    await ip.close();
  }
}
