import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deviceOf, namespaceOf } from '#dataplane/netns/names.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { howMany } from '../support/extent.ts';
import { ip, newPlaneId, noNetns, removeNamespaces, temporaryFolder } from '../support/netns.ts';
import { childrenOf, killChildren, killQuietly } from './children.ts';
import { carryOut, nicCalled, repair, STEPS, type Wanted, wantedAfter } from './fault-scenario.ts';

const DRIVER = fileURLToPath(new URL('fault-driver.ts', import.meta.url));
const SEEDS = howMany('TENON_PLANE_FAULTS', { quick: 3, all: 24 });
/** The first of them: a long run can be done in parts, and one seed again by itself. */
const FIRST = Number(process.env.TENON_PLANE_FAULTS_FIRST ?? 0);
/** One more than the last. */
const END = Number(process.env.TENON_PLANE_FAULTS_END ?? SEEDS);
const LATER = 1000;
/** A seed takes some seconds, and many on a busy machine. */
const LONG_MS = Math.max(3_600_000, SEEDS * 60_000);

/** A small random number generator, which repeats its numbers for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe.skipIf(noNetns !== undefined)('a plane where things go wrong', () => {
  const foreign = `foreign-${newPlaneId()}`;
  let foreignState: string[];
  let planeId: string;
  let folder: ReturnType<typeof temporaryFolder>;

  /**
   * Things on the host that belong to others: a namespace with links, addresses and a table of
   * rules.
   */
  const lookAtForeign = () => [
    ip('-n', foreign, 'addr', 'show'),
    ip('-n', foreign, 'route', 'show', 'table', 'all'),
    ip('netns', 'exec', foreign, 'nft', 'list', 'ruleset'),
  ];
  beforeAll(() => {
    ip('netns', 'add', foreign);
    ip('-n', foreign, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', deviceOf('eni-1'));
    ip('-n', foreign, 'addr', 'add', '10.0.0.11/24', 'dev', 'eth0');
    ip('netns', 'exec', foreign, 'nft', 'add table inet tenon { chain c { drop; }; }');
    foreignState = lookAtForeign();
  });
  afterAll(() => {
    spawnSync('ip', ['netns', 'del', foreign]);
  });
  afterEach(() => {
    removeNamespaces(planeId);
    folder.remove();
  });
  const begin = () => {
    planeId = newPlaneId();
    folder = temporaryFolder();
  };

  const open = async (beforeChange?: (what: string) => Promise<void>) => {
    const plane = new NetnsPlane({
      context: { planeId: () => planeId, wakeAfter: () => () => {}, runtimeFolder: folder.path },
      ...(beforeChange && { beforeChange }),
    });
    await plane.open({ nicLost() {}, floated() {}, failed() {} });
    return plane;
  };

  /** Expects the host to be as wanted, to the last link, and packets to pass. */
  const expectWanted = async (plane: NetnsPlane, wanted: Wanted) => {
    const { nics, instances, networks } = await plane.inspect();
    expect(Object.fromEntries(nics.map((each) => [each.nicId, each.instanceId]))).toEqual(
      wanted.plugged,
    );
    expect([...instances].sort()).toEqual(Object.keys(wanted.running).sort());
    expect(networks).toEqual(['vpc-1']);
    const devices = linksIn('vpc-1').filter((name) => /^t[nx][0-9a-z]{6,}$/.test(name));
    expect(devices.sort()).toEqual(Object.keys(wanted.plugged).map(deviceOf).sort());
    for (const [instanceId, running] of Object.entries(wanted.running)) {
      const own = Object.keys(wanted.plugged).filter((id) => wanted.plugged[id] === instanceId);
      const macs = linksIn(instanceId, 'address').filter((mac) => mac.startsWith('00:16:3e'));
      expect(macs.sort()).toEqual(own.map((id) => nicCalled(id).mac).sort());
      if (running && own.some((id) => nicCalled(id).primary)) {
        const name = namespaceOf(planeId, instanceId);
        expect(ip('netns', 'exec', name, 'ping', '-c1', '-W5', '10.0.0.1')).toContain(' 0% packet');
        expect(ip('-n', name, '-6', 'route', 'show', 'default')).toContain('via fe80::1');
      }
    }
    expect(lookAtForeign()).toEqual(foreignState);
  };
  const linksIn = (id: string, what: 'ifname' | 'address' = 'ifname'): string[] => {
    const shown = JSON.parse(ip('-n', namespaceOf(planeId, id), '-json', 'link', 'show'));
    return (shown as Record<typeof what, string>[]).map((link) => link[what]);
  };

  /** Runs the scenario until it is killed before its nth change; says at which step that was. */
  const runUntil = async (dieAt: number) => {
    const child = spawn(process.execPath, [DRIVER, folder.path, planeId, String(dieAt)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await new Promise((ended) => child.once('close', ended));
    const steps = [...output.matchAll(/step (\d+)/g)].map(([, index]) => Number(index));
    return { step: steps.at(-1) ?? -1, changes: Number(/changes (\d+)/.exec(output)?.[1] ?? 0) };
  };

  it(
    `is as was asked for after a kill -9 before any of its changes (${SEEDS} of them)`,
    async () => {
      begin();
      const { changes } = await runUntil(0);
      expect(changes).toBeGreaterThan(STEPS.length);
      removeNamespaces(planeId);
      for (let seed = FIRST; seed < END; seed += 1) {
        folder.remove();
        begin();
        // With enough seeds, each change is one before which a run is killed.
        const dieAt = 1 + Math.floor((seed * changes) / SEEDS);
        const { step } = await runUntil(dieAt);
        const plane = await open();
        try {
          const wanted = wantedAfter(step + 1);
          // There are two ways to carry on: to repeat the step, or to ask for the whole of what is
          // wanted.
          if (seed % 2 === 0 && step >= 0) await carryOut(plane, step, LATER);
          await repair(plane, wanted, LATER + 1);
          await expectWanted(plane, wanted).catch((error: unknown) => {
            throw new Error(`killed before change ${dieAt}, at step ${step}`, { cause: error });
          });
        } finally {
          await plane.close();
          removeNamespaces(planeId);
        }
      }
    },
    LONG_MS,
  );

  it(
    `is as was asked for after what it needs was killed or removed (${SEEDS} seeds)`,
    async () => {
      for (let seed = FIRST; seed < END; seed += 1) {
        begin();
        const random = numbers(seed);
        let next = 20 + random(30);
        const done: string[] = [];
        const plane = await open(async (what) => {
          next -= 1;
          if (next > 0) return;
          next = 15 + random(40);
          const fault = FAULTS[random(FAULTS.length)];
          done.push(`${fault?.name} before ${what.slice(0, 60)}`);
          fault?.(planeId, random);
        });
        try {
          for (const index of STEPS.keys()) {
            // A call that fails is tried again, as the reconciler does.
            for (let attempt = 0; attempt < 5; attempt += 1) {
              const token = 10 * index + attempt + 1;
              const failed = await carryOut(plane, index, token).catch((error: Error) => error);
              if (failed === undefined) break;
              done.push(`step ${index}: ${failed.message}`);
            }
          }
          next = Number.POSITIVE_INFINITY;
          const wanted = wantedAfter(STEPS.length);
          await repair(plane, wanted, LATER);
          await expectWanted(plane, wanted).catch((error: unknown) => {
            throw new Error(`seed ${seed}:\n${done.join('\n')}`, { cause: error });
          });
        } finally {
          await plane.close();
          removeNamespaces(planeId);
          folder.remove();
        }
      }
    },
    LONG_MS,
  );
});

type Fault = (planeId: string, random: (below: number) => number) => void;

/** Runs `ip` and does not complain when there is nothing to remove. */
const attempt = (...args: string[]) => spawnSync('ip', args);

const FAULTS: readonly Fault[] = [
  function killAPlaneProcess(_, random) {
    const children = childrenOf(process.pid);
    const chosen = children[random(children.length || 1)];
    if (chosen !== undefined) killQuietly(chosen);
  },
  function killAllPlaneProcesses() {
    killChildren();
  },
  function removeAnInstance(planeId, random) {
    attempt('netns', 'del', namespaceOf(planeId, `i-${1 + random(2)}`));
  },
  function removeTheRouter(planeId) {
    attempt('netns', 'del', namespaceOf(planeId, 'vpc-1'));
  },
  function removeTheInternet(planeId) {
    attempt('netns', 'del', namespaceOf(planeId, 'internet'));
  },
  function removeARoutersLink(planeId, random) {
    const device = deviceOf(`eni-${1 + random(3)}`);
    attempt('-n', namespaceOf(planeId, 'vpc-1'), 'link', 'del', device);
  },
  function removeAnInstancesLink(planeId, random) {
    attempt('-n', namespaceOf(planeId, `i-${1 + random(2)}`), 'link', 'del', `eth${random(2)}`);
  },
  function renameAnInstancesLink(planeId, random) {
    const inside = namespaceOf(planeId, `i-${1 + random(2)}`);
    attempt('-n', inside, 'link', 'set', 'eth0', 'down');
    attempt('-n', inside, 'link', 'set', 'eth0', 'name', 'wan0');
  },
  function flushTheRules(planeId) {
    attempt('netns', 'exec', namespaceOf(planeId, 'vpc-1'), 'nft', 'flush', 'ruleset');
  },
  function flushTheRoutes(planeId) {
    attempt('-n', namespaceOf(planeId, 'vpc-1'), 'route', 'flush', 'table', 'main');
  },
];
