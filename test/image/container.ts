import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, run } from '../clients/lib/child.ts';
import { find, Unavailable } from '../clients/lib/toolchains.ts';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Containers of an image, by buildah, in storage of their own. They are isolated by chroot: most
 * sandboxes and CI machines allow no more. So they share the network and the processes of this machine,
 * and what only a whole container has is not tried: a file system that is read-only, limits, a network
 * of its own, the engine's health check by the clock.
 */
export class Containers {
  readonly #buildah: string;
  readonly #storage: readonly string[];
  readonly #running: { readonly child: ChildProcess; readonly ended: Promise<Said> }[] = [];

  private constructor(buildah: string, folder: string) {
    this.#buildah = buildah;
    const [root, state] = [join(folder, 'containers'), join(folder, 'state')];
    this.#storage = ['--root', root, '--runroot', state, '--storage-driver', 'vfs'];
  }

  /** @throws Unavailable where there is no buildah, or not the right to use it */
  static open(folder: string): Containers {
    if (process.platform !== 'linux') throw new Unavailable('containers are a thing of Linux');
    const buildah = find('buildah');
    if (buildah === undefined) throw new Unavailable('there is no buildah');
    if (process.getuid?.() !== 0) throw new Unavailable('only root may isolate by chroot');
    return new Containers(buildah, folder);
  }

  /** Makes a container of an archive; gives its name. */
  async from(archive: string): Promise<string> {
    return (await this.#ask('from', `oci-archive:${archive}`)).trim().split('\n').at(-1) ?? '';
  }

  async inspect(container: string): Promise<unknown> {
    return JSON.parse(await this.#ask('inspect', container));
  }

  /** Ends what still runs in the containers. */
  async endAll(): Promise<void> {
    for (const { child, ended } of this.#running.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(lastDescendant(child.pid ?? 0), 'SIGKILL');
      }
      await ended;
    }
  }

  async removeAll(): Promise<void> {
    await this.endAll();
    await this.#ask('rm', '--all');
  }

  /** Starts a command in a container, as the user and in the environment that the image says. */
  start(container: string, command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const given = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const options = ['run', '--isolation', 'chroot', ...given, container, '--', ...command];
    const child = spawn(this.#buildah, [...this.#storage, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    const ended = new Promise<Said>((done) => {
      child.on('close', (code) => done({ code, ...said }));
    });
    this.#running.push({ child, ended });
    child.stderr.on('data', (text) => {
      said.err += text;
    });
    child.stdout.on('data', (text) => {
      said.out += text;
    });
    /** Resolves to what `pattern` finds on standard output. */
    const says = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((done, failed) => {
        const look = () => {
          const found = pattern.exec(said.out);
          if (found) done(found);
        };
        child.stdout.on('data', look);
        child.on('close', () => failed(new Error(`it ended without ${pattern}: ${said.err}`)));
        look();
      });
    return { ended, says, pid: () => lastDescendant(child.pid ?? 0) };
  }

  async #ask(...args: string[]): Promise<string> {
    const ended = await run({ command: this.#buildah, args: [...this.#storage, ...args] });
    if (ended.code !== 0) throw new Error(`buildah ${args[0]}: ${lastWords(ended)}`);
    return ended.stdout;
  }
}

/** The process that the others of buildah have been started for: the youngest of the family. */
function lastDescendant(pid: number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const [child] = children;
  return child === undefined ? pid : lastDescendant(Number(child));
}
