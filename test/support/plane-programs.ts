import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteMadeBy, suiteOfCaller } from './made-namespaces.ts';
import { MAIN } from './program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const commandOf = (args: readonly string[]) => [process.execPath, MAIN, ...args];

/** The user id of somebody without any privilege on the host. */
export const NOBODY = 65_534;

/**
 * How often the tests look which data plane a program drives. A program drives it for longer than
 * this.
 */
const LOOK_MS = 50;

/** Two instances, an EIP and a free interface: the world of docs/data-plane.md. */
export const PAIR_WORLD = join(ROOT, 'docs/examples/data-plane/world.yaml');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs commands as one user, which is root by default, with a folder of their own for what they
 * keep.
 */
export class Programs {
  readonly folder: string;
  readonly uid: number;
  readonly #running = new Set<ChildProcess>();
  readonly #suite = suiteOfCaller();
  #planeId: string | undefined;

  constructor(uid = 0) {
    this.uid = uid;
    this.folder = mkdtempSync(join(tmpdir(), 'tenon-plane-'));
    chownSync(this.folder, uid, uid);
  }

  /** The environment has nothing of this process's, except for the PATH. */
  get env(): Record<string, string> {
    const PATH = process.env.PATH ?? '';
    return { PATH, HOME: this.folder, TMPDIR: this.folder, LANG: 'C.UTF-8' };
  }

  start(command: readonly string[], env: Record<string, string> = {}) {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: this.folder,
      uid: this.uid,
      gid: this.uid,
      env: { ...this.env, ...env },
    });
    this.#running.add(child);
    const looking = setInterval(() => noteMadeBy(child.pid, this.#suite), LOOK_MS);
    child.once('close', () => clearInterval(looking));
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    const ended = once(child, 'close').then(([code]): Ended => {
      this.#running.delete(child);
      return { code, out, err };
    });
    const says = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((done, failed) => {
        const look = () => {
          const found = pattern.exec(out);
          if (found) done(found);
        };
        child.stdout.on('data', look);
        child.on('close', () => failed(new Error(`no ${pattern} in: ${out}${err}`)));
        look();
      });
    return { child, ended, says, out: () => out };
  }

  tenon(args: readonly string[], env: Record<string, string> = {}) {
    return this.start(commandOf(args), env);
  }

  run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    return this.tenon(args, env).ended;
  }

  /**
   * Removes what the data plane of a server here has made. It touches no other plane, since others
   * may be at work on this host.
   */
  async clean(options: readonly string[] = []): Promise<Ended | undefined> {
    if (this.#planeId === undefined) return undefined;
    return this.run(['netns', 'clean', '--plane', this.#planeId, ...options]);
  }

  get planeId(): string | undefined {
    return this.#planeId;
  }

  /**
   * A server with a data plane, and command lines that are pointed at it.
   * @param within the network namespace that is its host's; by default that of the tests
   */
  async serve(args: readonly string[], within?: string) {
    const enter = within === undefined ? [] : ['nsenter', `--net=/run/netns/${within}`];
    const serve = [
      'serve',
      ...['--listen', '127.0.0.1:0', '--data-plane', 'netns', '--show-secrets'],
      ...['--store', `sqlite:${join(this.folder, 'tenon.db')}`, '--world', PAIR_WORLD],
      ...args,
    ];
    const server = this.start([...enter, ...commandOf(serve)]);
    const [, url = ''] = await server.says(/listens on (http:\S+)/);
    const env = { TENON_ENDPOINT: url };
    const run = (command: readonly string[]) =>
      this.start([...enter, ...commandOf(command)], env).ended;
    const { out } = await run(['exec', 'i-left', '--', 'ip', 'netns', 'identify']);
    this.#planeId = /tenon-([0-9a-f]{8})-/.exec(out)?.[1];
    return {
      ...server,
      url,
      env,
      run,
      async end() {
        server.child.kill('SIGTERM');
        return server.ended;
      },
    };
  }

  /** Ends what still runs, and takes the folder away. */
  async close(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
