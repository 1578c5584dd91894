import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PlaneRefusal } from '../driver.ts';
import { unlessAbsent } from './absent.ts';
import { type Host, NAMES_FOLDER, type NamespaceRef } from './host.ts';
import { isStill, type NotedProcess, startOf } from './processes.ts';

/**
 * Keeps a user namespace, with a network and a mount namespace of its own, for as long as it lives.
 * Whoever enters is root there and nowhere else. `/run` is its own, so that `ip netns` can keep its
 * files in it.
 */
const HOLD = `mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up || exit 1
echo ready
exec sleep 2147483647 >/dev/null 2>&1`;

/** A process that keeps a user namespace: it outlives the server, and traffic goes on meanwhile. */
type Holder = NotedProcess;

/** What is wrong when there is no way to be root in a user namespace. */
const WHAT_TO_DO =
  'let users make user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone), or run as root without --rootless';

/** The user namespace of this plane, found again or made. @throws PlaneRefusal */
export async function rootlessHost(runtimeFolder: string, planeId: string): Promise<Host> {
  makeOwnFolder(runtimeFolder);
  const note = holderNote(runtimeFolder, planeId);
  const before = readHolder(note);
  if (before !== undefined) return hostIn(runtimeFolder, before);
  const holder = await startHolder();
  writeFileSync(note, JSON.stringify(holder), { mode: 0o600 });
  return hostIn(runtimeFolder, holder);
}

/** The user namespace of this plane, if there is one. */
export function foundRootless(runtimeFolder: string, planeId: string): Host | undefined {
  const holder = readHolder(holderNote(runtimeFolder, planeId));
  return holder && hostIn(runtimeFolder, holder);
}

/** A user namespace for a trial, which `end` takes away. @throws PlaneRefusal */
export async function trialHost(runtimeFolder: string): Promise<Host & { end(): void }> {
  makeOwnFolder(runtimeFolder);
  const holder = await startHolder();
  return { ...hostIn(runtimeFolder, holder), end: () => endHolder(holder) };
}

/** Ends the user namespace of a plane, with all that is in it. Says whether there was one. */
export function endRootless(runtimeFolder: string, planeId: string): boolean {
  const note = holderNote(runtimeFolder, planeId);
  const holder = readHolder(note);
  if (holder !== undefined) endHolder(holder);
  rmSync(note, { force: true });
  return holder !== undefined;
}

function hostIn(runtimeFolder: string, { pid }: Holder): Host {
  const pathOf = (where: NamespaceRef) =>
    'name' in where ? `/proc/${pid}/root${NAMES_FOLDER}/${where.name}` : where.path;
  const enter = (command: readonly string[], where?: NamespaceRef) => [
    'nsenter',
    `--user=/proc/${pid}/ns/user`,
    `--mount=/proc/${pid}/ns/mnt`,
    `--net=${where === undefined ? `/proc/${pid}/ns/net` : pathOf(where)}`,
    '--preserve-credentials',
    ...command,
  ];
  return { runtimeFolder, pathOf, enter };
}

const holderNote = (runtimeFolder: string, planeId: string) =>
  join(runtimeFolder, `${planeId}.holder`);

/** @throws when the note cannot be read: another holder would be a plane without anything in it */
function readHolder(note: string): Holder | undefined {
  const holder = parsed(unlessAbsent(() => readFileSync(note, 'utf8'), ''));
  return holder !== undefined && isStill(holder) ? holder : undefined;
}

/** Undefined of half a note, whose writer was killed. */
function parsed(note: string): Holder | undefined {
  try {
    return JSON.parse(note) as Holder;
  } catch {
    return undefined;
  }
}

async function startHolder(): Promise<Holder> {
  // It must inherit nothing: neither the lock of the plane nor a terminal.
  const child = spawn('unshare', ['-Urnm', 'sh', '-c', HOLD], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ready = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      said = error.message;
      resolve(false);
    });
    child.once('close', () => resolve(false));
    createInterface({ input: child.stdout }).once('line', () => resolve(true));
  });
  const started = ready && child.pid !== undefined ? startOf(child.pid) : undefined;
  if (child.pid === undefined || started === undefined) {
    throw new PlaneRefusal(
      `a user namespace cannot be made (${said.trim() || 'unshare gives no reason'}): ${WHAT_TO_DO}`,
    );
  }
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
  return { pid: child.pid, started };
}

function endHolder({ pid, started }: Holder): void {
  try {
    if (startOf(pid) === started) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** In a folder that everybody can write to, somebody else may have been there first. */
function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = statSync(folder);
  if (uid !== process.getuid?.()) {
    throw new PlaneRefusal(`${folder} belongs to user ${uid}: remove it, or name another folder`);
  }
}
