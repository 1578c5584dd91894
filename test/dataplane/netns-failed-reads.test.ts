import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network, Nic } from '#core/network.ts';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { CommandFailed } from '#dataplane/netns/host.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { ip, namespacesOf, noNetns, openPlane, type TestPlane } from '../support/netns.ts';
import { bareNic, policyOf } from '../support/networks.ts';
import { childrenOf, killChildren, killQuietly } from './children.ts';
import { EMPTY } from './routed.ts';

/*
 * What cannot be read must not be taken for absent, and what could not be done must be done at the
 * next try. Each fault strikes at the one moment that matters.
 */

const nic = (n: number, more: Partial<Nic> = {}) =>
  bareNic(n, { primary: n === 1, addresses: [`10.0.1.1${n}/24`], gateway: '10.0.1.1', ...more });

const network = (revision: number, ...nics: readonly Nic[]): Network => ({
  ...EMPTY,
  revision,
  nics: nics.map((each) => policyOf(each, 'i-1', 'sg-open')),
});

describe.skipIf(noNetns !== undefined)('a plane', () => {
  let test: TestPlane;
  let strike: { readonly at: RegExp; readonly with: () => unknown } | undefined;
  const path = process.env.PATH ?? '';
  const programs: ChildProcess[] = [];

  beforeEach(async () => {
    test = await openPlane({
      async beforeChange(what) {
        if (strike?.at.test(what) !== true) return;
        const { with: fault } = strike;
        strike = undefined;
        await fault();
      },
    });
    await test.plane.ensureInstance({ id: 'i-1', running: true, hostname: 'one' }, 1);
  });
  afterEach(async () => {
    strike = undefined;
    process.env.PATH = path;
    for (const each of programs.splice(0)) each.kill('SIGKILL');
    await test.remove();
  });

  /** What the call throws when the fault strikes before the change. */
  const struck = async (
    at: RegExp,
    call: () => Promise<unknown>,
    fault: () => unknown = killChildren,
  ) => {
    strike = { at, with: fault };
    const error = await call().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(strike, `nothing was like ${at}`).toBeUndefined();
    return error;
  };
  /** Asks again until nothing of what was killed is in the way, as the reconciler does. */
  const again = async (call: () => Promise<unknown>) => {
    for (;;) {
      const error = await call().catch((thrown: unknown) => thrown);
      if (!(error instanceof CommandFailed && error.killed)) return error;
    }
  };
  const run = (running: boolean, token: number) =>
    test.plane.ensureInstance({ id: 'i-1', running, hostname: 'one' }, token);
  const plugged = async () => (await test.plane.inspect()).nics.map(({ nicId }) => nicId);
  const inside = () => {
    const shown = JSON.parse(ip('-n', test.namespace('i-1'), '-json', 'link'));
    return (shown as { ifname: string }[])
      .map(({ ifname }) => ifname)
      .filter((one) => one !== 'lo');
  };
  const flagsOf = (where: string, device: string): string[] =>
    JSON.parse(ip('-n', test.namespace(where), '-json', 'link', 'show', 'dev', device))[0].flags;
  const linksOfRouter = () =>
    ip('-n', test.namespace('vpc-1'), '-brief', 'link').match(/^t[nx][0-9a-f]{6,}/gm) ?? [];
  /** Starts a program that keeps the namespace of the instance alive once its name is gone. */
  const liveOn = async () => {
    const name = test.namespace('i-1');
    const inside = spawn('ip', ['netns', 'exec', name, 'cat'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    programs.push(inside);
    await expect.poll(() => ip('netns', 'pids', name).split(/\s+/)).toContain(`${inside.pid}`);
    return inside;
  };
  const killOthers = ({ pid }: ChildProcess) => {
    for (const each of childrenOf(process.pid)) if (each !== pid) killQuietly(each);
  };
  /** Puts a program into the PATH in place of the one of that name. */
  const replaced = (name: string, script: string) => {
    const folder = join(test.folder, 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    process.env.PATH = `${folder}:${path}`;
  };

  it('takes a NIC out when it is asked again after what it asked was killed', async () => {
    await test.plane.plug(nic(1), 'i-1', 1);
    const killed = await struck(/^link set dev tn\S+ down/, () => test.plane.unplug('eni-1', 2));
    expect(killed).toMatchObject({ killed: true });
    expect(await plugged()).toEqual(['eni-1']);
    await again(() => test.plane.unplug('eni-1', 2));
    expect(await plugged()).toEqual([]);
    expect(inside()).toEqual([]);
  });

  it('loses no NIC that it cannot look for', async () => {
    await test.plane.plug(nic(1), 'i-1', 1);
    const inside = await liveOn();
    replaced('nsenter', 'echo "nsenter: fork failed: Cannot allocate memory" >&2; exit 1');
    killOthers(inside);
    ip('netns', 'del', test.namespace('i-1'));
    await expect.poll(() => test.failures.length).toBeGreaterThan(0);
    expect(test.lost).toEqual([]);
    process.env.PATH = path;
    await expect.poll(plugged).toEqual([]);
    expect(test.lost).toEqual(['eni-1']);
    expect(linksOfRouter()).toEqual([]);
  });

  it('keeps a NIC that it cannot take out', async () => {
    await test.plane.plug(nic(1), 'i-1', 1);
    replaced('nsenter', 'echo "nsenter: fork failed: Cannot allocate memory" >&2; exit 1');
    killChildren();
    const failures = [
      await test.plane.unplug('eni-1', 2).catch((error: unknown) => error),
      await test.plane.unplug('eni-1', 2).catch((error: unknown) => error),
    ];
    for (const each of failures) expect(each).toBeInstanceOf(CommandFailed);
    process.env.PATH = path;
    expect(await plugged()).toEqual(['eni-1']);
    expect(test.lost).toEqual([]);
    await test.plane.unplug('eni-1', 2);
    expect(inside()).toEqual([]);
  });

  it.each([
    ['the router', /^link set dev tn\S+ down/],
    ['the instance', /^link set dev if\d+ down/],
  ])('brings a NIC up whose stop was killed in %s', async (_, moment) => {
    await test.plane.plug(nic(1), 'i-1', 1);
    expect(await struck(moment, () => run(false, 2))).toMatchObject({ killed: true });
    await again(() => run(true, 3));
    expect(await plugged()).toEqual(['eni-1']);
    expect(flagsOf('vpc-1', deviceOf('eni-1'))).toContain('UP');
    expect(flagsOf('i-1', 'eth0')).toContain('UP');
    // The NIC is whole: the next process does not take it for half a plug.
    await test.restart();
    expect(await plugged()).toEqual(['eni-1']);
  });

  it('does nothing more for a call that has failed', async () => {
    for (const n of [1, 2]) await test.plane.plug(nic(n), 'i-1', 1);
    const held = holding();
    const second = deviceOf('eni-2');
    const stopping = struck(
      new RegExp(`^link set dev ${second} down`),
      () => run(false, 2),
      held.fault,
    );
    // The other NIC's change fails while this one's is under way.
    while (strike !== undefined) await turn();
    strike = { at: new RegExp(`^link set dev ${deviceOf('eni-1')} alias`), with: killChildren };
    let ended = false;
    void stopping.then(() => {
      ended = true;
    });
    while (strike !== undefined) await turn();
    for (let n = 0; n < 50; n += 1) await turn();
    expect(ended).toBe(false);
    held.release();
    expect(await stopping).toMatchObject({ killed: true });
  });

  it('refuses no plug because a program was killed that it needs', async () => {
    const six = nic(2, { addresses: ['10.0.1.12/24', '2001:db8:1::12/64'] });
    const plug = (token: number) => test.plane.plug(six, 'i-1', token);
    const killed = await struck(/^rule add from 2001:/, () => plug(1));
    expect(killed).not.toBeInstanceOf(PlaneRefusal);
    expect(killed).toMatchObject({ killed: true });
    await again(() => plug(2));
    expect(ip('-n', test.namespace('i-1'), '-6', 'rule')).toContain('from 2001:db8:1::12');
  });

  it('removes a route whose removal was killed', async () => {
    const nics = [nic(1), nic(2)];
    await test.plane.applyNetwork(network(1, ...nics));
    for (const each of nics) await test.plane.plug(each, 'i-1', 1);
    const routes = () => ip('-n', test.namespace('vpc-1'), 'route');
    expect(routes()).toContain('10.0.1.12');
    await struck(/^addr del fe80::1/, () => test.plane.applyNetwork(network(2, nic(1))));
    await again(() => test.plane.applyNetwork(network(3, nic(1))));
    expect(routes()).not.toContain('10.0.1.12');
  });

  it('keeps what was counted when it cannot be read', async () => {
    await test.plane.applyNetwork(network(1, nic(1)));
    await test.plane.plug(nic(1), 'i-1', 1);
    const address = ['addr', 'add', '192.0.2.7/32', 'dev', 'lo'];
    ip('-n', test.namespace('i-1'), ...address);
    const inInstance = ['netns', 'exec', test.namespace('i-1')];
    // By this ping the instance learns the router's MAC.
    ip(...inInstance, 'ping', '-c1', '-W5', '10.0.1.1');
    expect(() => ip(...inInstance, 'ping', '-c1', '-W1', '-I', '192.0.2.7', '10.0.1.1')).toThrow();
    const dropped = async () => (await test.plane.counters())[0]?.dropped['source-check'] ?? 0;
    const before = await dropped();
    expect(before).toBeGreaterThan(0);
    replaced(
      'nft',
      `case $* in *list*) echo "out of memory" >&2; exit 1; esac\nexec ${nft()} "$@"`,
    );
    await test.restart();
    await expect(test.plane.applyNetwork(network(2, nic(1)))).rejects.toThrow('out of memory');
    process.env.PATH = path;
    await test.plane.applyNetwork(network(3, nic(1)));
    expect(await dropped()).toBeGreaterThanOrEqual(before);
  });

  it('looks again for a NIC whose instance has gone, if it could not take it out', async () => {
    await test.plane.plug(nic(1), 'i-1', 1);
    await liveOn();
    const look = async () => {
      ip('netns', 'del', test.namespace('i-1'));
      await expect.poll(() => strike).toBeUndefined();
    };
    await struck(/^link set dev tn\S+ down/, look, notThisTime);
    await expect.poll(plugged).toEqual([]);
    expect(test.lost).toEqual(['eni-1']);
    expect(linksOfRouter()).toEqual([]);
  });

  it('closes when the calls have ended that it was given', async () => {
    const held = holding();
    strike = { at: /^link property add/, with: held.fault };
    let ended = false;
    const plugging = test.plane.plug(nic(1), 'i-1', 1).then(() => {
      ended = true;
    });
    await held.reached;
    const closing = test.plane.close().then(() => ended);
    for (let n = 0; n < 50; n += 1) await turn();
    held.release();
    expect(await closing).toBe(true);
    await plugging;
  });

  it('removes a network whose router could not be made', async () => {
    const apply = () => test.plane.applyNetwork(network(1));
    expect(await struck(/^sysctl net\.ipv4\.conf/, apply, notThisTime)).toBeInstanceOf(Error);
    expect(namespacesOf(test.planeId)).toContain(test.namespace('vpc-1'));
    await test.plane.removeNetwork('vpc-1');
    expect(namespacesOf(test.planeId)).not.toContain(test.namespace('vpc-1'));
  });

  it('closes when all has ended that it began by itself, and begins nothing more', async () => {
    const held = holding();
    strike = { at: /^netns add tenon-\S+-internet/, with: held.fault };
    ip('netns', 'del', test.namespace('internet'));
    await held.reached;
    let closed = false;
    const closing = test.plane.close().then(() => {
      closed = true;
    });
    for (let n = 0; n < 50; n += 1) await turn();
    expect(closed).toBe(false);
    held.release();
    await closing;
    expect(existsSync(`/run/netns/${test.namespace('internet')}`)).toBe(true);
  });
});

const notThisTime = () => {
  throw new Error('not this time');
};

/** A fault that holds a call at its change until the test lets it go on. */
function holding() {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const fault = () => {
    reached.resolve();
    return released.promise;
  };
  return { fault, reached: reached.promise, release: released.resolve };
}

const nft = () => (existsSync('/usr/sbin/nft') ? '/usr/sbin/nft' : 'nft');
