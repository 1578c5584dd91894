import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MAIN } from '#test/support/program.ts';
import { makeWorld } from '#world/make.ts';
import { SdkClient } from '../support/client.ts';

const FAILING_SYNC = new URL('./failing-sync.ts', import.meta.url).href;
const [KEY] = makeWorld().accounts[0]?.keys ?? [];

/** A command of the command line in a process of its own. */
export class Tenon {
  readonly child: ChildProcess;
  out = '';
  err = '';
  readonly ended: Promise<number | null>;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { PATH = '', HOME = '' } = process.env;
    const preload = env.FAILING_SYNC === undefined ? [] : ['--import', FAILING_SYNC];
    this.child = spawn(process.execPath, [...preload, MAIN, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, HOME, ...env },
    });
    this.child.stdout?.on('data', (text) => {
      this.out += text;
    });
    this.child.stderr?.on('data', (text) => {
      this.err += text;
    });
    this.ended = once(this.child, 'close').then(([code]) => code);
  }

  /** The URL that it listens on. @throws when it ends before it listens. */
  async url(): Promise<string> {
    for (;;) {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(this.out) ?? [];
      if (url !== undefined) return url;
      const said = this.child.stdout ? once(this.child.stdout, 'data') : Promise.resolve();
      const code = await Promise.race([said.then(() => undefined), this.ended]);
      if (code !== undefined) throw new Error(`it ended with ${code}: ${this.out}${this.err}`);
    }
  }

  async client(): Promise<SdkClient> {
    if (KEY === undefined) throw new Error('the default world has a key');
    return new SdkClient((await this.url()).replace('http://', ''), KEY);
  }

  /** The answer to a path of the control API. */
  async control(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${await this.url()}/_tenon/${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
