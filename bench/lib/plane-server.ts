import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SdkClient } from '#test/support/client.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { childrenRanMs, familyOf, ranMs, residentMiB } from './process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PATIENCE_MS = 120_000;

/** A Tenon that carries packets, as people start it: it may be killed and started again. */
export class PlaneServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'tenon-bench-plane-'));
  #child: ChildProcess | undefined;
  #url = '';

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get host(): string {
    return this.#url.replace('http://', '');
  }

  get client(): SdkClient {
    return new SdkClient(this.host, DEFAULT_ACCOUNT);
  }

  /** Starts it; resolves to the milliseconds until it listened. */
  async start(world: string): Promise<number> {
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [
        MAIN,
        'serve',
        ...['--listen', '127.0.0.1:0', '--store', `sqlite:${join(this.folder, 'tenon.db')}`],
        ...['--data-plane', 'netns', '--world', world],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#child = child;
    let out = '';
    this.#url = await new Promise<string>((done, failed) => {
      child.stdout.on('data', (chunk) => {
        out += chunk;
        const [, url] = /listens on (http:\S+)/.exec(out) ?? [];
        if (url !== undefined) done(url);
      });
      child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${out}`)));
    });
    return performance.now() - begun;
  }

  /** Waits until so many NICs are in instances. */
  async plugged(count: number): Promise<void> {
    await until(async () => {
      const { TotalCount } = await this.client.ok('vpc', 'DescribeNetworkInterfaces', {
        Status: 'InUse',
        PageSize: 1,
      });
      return TotalCount === count;
    });
  }

  /** The words before a command that runs inside an instance. */
  async entrance(instanceId: string): Promise<readonly string[]> {
    const path = `/_tenon/instances/${instanceId}/entrance`;
    const response = await fetch(`${this.#url}${path}`);
    const { command } = (await response.json()) as { command?: readonly string[] };
    if (command === undefined) throw new Error(`${path} answered ${response.status}`);
    return command;
  }

  /** The memory of the server itself, and with that of the processes that it has started. */
  memory(): { own: number; family: number } {
    const own = residentMiB(this.pid);
    return {
      own,
      family: own + familyOf(this.pid).reduce((sum, pid) => sum + residentMiB(pid), 0),
    };
  }

  /** CPU time in milliseconds so far: of the server itself, and of the processes that it has started. */
  ranMs(): { own: number; children: number } {
    const below = familyOf(this.pid);
    return {
      own: ranMs(this.pid),
      children: below.reduce((sum, pid) => sum + ranMs(pid) + childrenRanMs(pid), 0),
    };
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.removeAllListeners('exit');
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Ends it, and takes away what it has made on the host. */
  async remove(anyInstance: string | undefined): Promise<void> {
    const entrance =
      anyInstance === undefined ? [] : await this.entrance(anyInstance).catch(() => []);
    const [, planeId] = /tenon-([0-9a-f]{8})-/.exec(entrance.join(' ')) ?? [];
    await this.end('SIGTERM');
    if (planeId !== undefined) {
      const clean = spawn(process.execPath, [MAIN, 'netns', 'clean', '--plane', planeId], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await once(clean, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Asks again and again, with a short rest, until it is so. */
export async function until(isSo: () => Promise<boolean>, restMs = 20): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error('it took too long');
    await sleep(restMs);
  }
}
