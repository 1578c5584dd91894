import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaneEvents } from '#dataplane/driver.ts';
import { namespaceOf, readNamespace } from '#dataplane/netns/names.ts';
import { filesOf, withFiles } from '#dataplane/netns/places.ts';
import { NetnsPlane, type NetnsPlaneOptions } from '#dataplane/netns/plane.ts';
import { ManualClock } from '#platform/clock.ts';
import { allRequired } from './extent.ts';
import { noteMade } from './made-namespaces.ts';

/*
 * Network namespaces for tests: each of a plane id of its own, so that whatever a test leaves is
 * found by its name and taken away.
 */

/** Why there can be no network namespaces here; undefined where there can. */
export const noNetns: string | undefined = whyNot();

/** Where everything is required, what is missing is a failure. */
if (noNetns !== undefined && allRequired) throw new Error(noNetns);
if (noNetns !== undefined) console.warn(`not run in network namespaces: ${noNetns}`);

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  for (const program of ['ip', 'nft', 'nsenter', 'flock']) {
    if (spawnSync(program, ['-V']).error !== undefined) return `${program} is not installed`;
  }
  if (process.getuid?.() !== 0) return 'root is needed to make them';
  const name = namespaceOf(newPlaneId(), 'probe');
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `ip netns add: ${made.stderr.trim()}`;
  spawnSync('ip', ['netns', 'del', name]);
  return undefined;
}

/** A random id for a plane. */
export function newPlaneId(): string {
  const planeId = randomBytes(4).toString('hex');
  noteMade(planeId);
  return planeId;
}

/** Runs `ip` and gives what it printed. @throws with what it said. */
export function ip(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

/** The namespaces of that plane that are there. */
export function namespacesOf(planeId: string): string[] {
  try {
    return readdirSync('/run/netns').filter((name) => readNamespace(name)?.planeId === planeId);
  } catch {
    return [];
  }
}

/** The namespaces of that plane for which something stands in the place of files of /etc. */
export const foldersInEtc = (planeId: string): string[] =>
  withFiles().filter((name) => readNamespace(name)?.planeId === planeId);

/** Takes away the namespace of that name, if it is there. */
export function removeNamed(name: string): void {
  const { error } = spawnSync('ip', ['netns', 'del', name]);
  if (error !== undefined) throw error;
}

/** Takes away every namespace of that plane, and what stands in the place of files of /etc. */
export function removeNamespaces(planeId: string): void {
  for (const name of namespacesOf(planeId)) removeNamed(name);
  for (const name of foldersInEtc(planeId)) rmSync(filesOf(name), { recursive: true, force: true });
}

/** A plane on this host, with a plane id and a folder of its own. */
export interface TestPlane {
  readonly plane: NetnsPlane;
  readonly planeId: string;
  readonly folder: string;
  /** The clock by which the plane waits before it tries again. */
  readonly clock: ManualClock;
  /** What the plane has reported without being asked: the NICs that were lost, and failures. */
  readonly lost: string[];
  readonly failures: unknown[];
  /** Closes the plane and opens another one in its place, as a restart of the program does. */
  restart(): Promise<void>;
  /** The namespace of a network, an instance or the internet. */
  namespace(id: string): string;
  /** Closes the plane and removes everything that it made. */
  remove(): Promise<void>;
}

export async function openPlane(
  options: Partial<NetnsPlaneOptions> = {},
  events: Pick<PlaneEvents, 'commandEnded'> = {},
): Promise<TestPlane> {
  const planeId = newPlaneId();
  const folder = temporaryFolder();
  const clock = new ManualClock(0);
  const lost: string[] = [];
  const failures: unknown[] = [];
  const context = {
    planeId: () => planeId,
    wakeAfter: (ms: number, wake: () => void) => clock.wakeAfter(ms, wake),
    runtimeFolder: folder.path,
  };
  const open = async () => {
    const plane = new NetnsPlane({ context, ...options });
    await plane.open({
      nicLost: (id) => lost.push(id),
      floated() {},
      ...events,
      failed: (error) => failures.push(error),
    });
    return plane;
  };
  let plane: NetnsPlane;
  try {
    plane = await open();
  } catch (error) {
    folder.remove();
    throw error;
  }
  return {
    get plane() {
      return plane;
    },
    planeId,
    folder: folder.path,
    clock,
    lost,
    failures,
    async restart() {
      await plane.close();
      plane = await open();
    },
    namespace: (id) => namespaceOf(planeId, id),
    async remove() {
      await plane.close();
      removeNamespaces(planeId);
      folder.remove();
    },
  };
}

/** A folder of its own. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tenon-netns-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
