import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Capability, Entrance, Inventory } from '#dataplane/driver.ts';
import { newPlaneId, noNetns, temporaryFolder } from '../support/netns.ts';
import { bareNetwork, bareNic, policyOf } from '../support/networks.ts';

const NOBODY = { uid: 65534, gid: 65534 };
const DRIVER = fileURLToPath(new URL('rootless-driver.ts', import.meta.url));

const nic = (n: number) => bareNic(n, { primary: true });
const all = {
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ['0.0.0.0/0'] },
} as const;
const NETWORK = bareNetwork({
  subnets: [
    { id: 'subnet-1', blocks: ['10.0.0.0/24'], gateway: '10.0.0.1', routeTableId: 'vtb-1' },
  ],
  nics: [1, 2].map((n) => policyOf(nic(n), `i-${n}`, 'sg-1')),
  securityGroups: [{ id: 'sg-1', ingress: [all], egress: [all] }],
  routeTables: [{ id: 'vtb-1', routes: [] }],
});

/** A plane that another process drives, as nobody. */
class Driver {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(folder: string, planeId: string) {
    this.#child = spawn(process.execPath, [DRIVER, folder, planeId], {
      ...NOBODY,
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('there is no output');
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async answer(): Promise<unknown> {
    const { value } = await this.#answers.next();
    return JSON.parse(value ?? '"it has ended"');
  }

  async call(...call: readonly unknown[]): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(call)}\n`);
    return this.answer();
  }

  /** Kills it, and waits until it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('close', resolve));
    if (this.#child.exitCode === null && this.#child.kill('SIGKILL')) await gone;
  }
}

describe.skipIf(noNetns !== undefined)('a plane without rights', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let driver: Driver;
  const planeId = newPlaneId();

  beforeEach(() => {
    folder = temporaryFolder();
    chownSync(folder.path, NOBODY.uid, NOBODY.gid);
    driver = new Driver(folder.path, planeId);
  });
  afterEach(async () => {
    await driver.kill();
    spawnSync(process.execPath, ['-e', CLEAN, folder.path], { ...NOBODY, cwd: '/' });
    folder.remove();
  });

  it('carries packets as nobody, also while no server runs', async () => {
    expect(await driver.answer()).toBe('open');
    await driver.call('applyNetwork', NETWORK);
    for (const n of [1, 2]) {
      const place = { id: `i-${n}`, running: true, hostname: 'host' };
      expect(await driver.call('ensureInstance', place, 1)).toBeNull();
      expect(await driver.call('plug', nic(n), `i-${n}`, 1)).toBeNull();
    }
    const { command } = (await driver.call('entrance', 'i-1')) as Entrance;
    const [program = '', ...args] = command;
    const ping = () =>
      spawnSync(program, [...args, 'ping', '-c', '1', '-W', '2', '10.0.0.12'], {
        ...NOBODY,
        cwd: '/',
        encoding: 'utf8',
      });
    expect(ping().stdout).toContain(' 0% packet loss');
    await driver.kill();
    expect(ping().stdout).toContain(' 0% packet loss');

    driver = new Driver(folder.path, planeId);
    expect(await driver.answer()).toBe('open');
    const { nics } = (await driver.call('inspect')) as Inventory;
    expect(nics.map(({ nicId }) => nicId).sort()).toEqual(['eni-1', 'eni-2']);
    await driver.call('unplug', 'eni-2', 2);
    expect(ping().stdout).toContain(' 100% packet loss');
    const capabilities = (await driver.call('probe')) as Capability[];
    expect(capabilities.filter(({ available }) => !available)).toEqual([]);
    // The host sees nothing of the plane.
    expect(namesOnHost().filter((name) => name.includes(planeId))).toEqual([]);
    expect(await driver.call('close')).toBeNull();
  });

  it('does not go into what belongs to the host', async () => {
    expect(await driver.answer()).toBe('open');
    const child = spawn('unshare', ['-n', 'sh', '-c', 'echo ready; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await new Promise((ready) => child.stdout.once('data', ready));
      const place = { id: 'i-1', running: true, hostname: 'host', binding: { pid: child.pid } };
      const { failed } = (await driver.call('ensureInstance', place, 1)) as { failed: string };
      expect(failed).toMatch(/process \d+.*(cannot be entered|is not there)/);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** Ends the process that keeps the user namespace, as the user that the process belongs to. */
const CLEAN = `
const { clean } = await import(${JSON.stringify(
  new URL('../../src/dataplane/netns/clean.ts', import.meta.url).href,
)});
await clean({ runtimeFolder: process.argv[1], rootless: true });
`;

function namesOnHost(): string[] {
  try {
    return readdirSync('/run/netns');
  } catch {
    return [];
  }
}
