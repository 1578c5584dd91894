import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '#core/network.ts';
import { PlaceRefusal, PlaneRefusal } from '#dataplane/driver.ts';
import { clean } from '#dataplane/netns/clean.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { filesOf } from '#dataplane/netns/places.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import {
  ip,
  namespacesOf,
  newPlaneId,
  noNetns,
  openPlane,
  type TestPlane,
} from '../support/netns.ts';
import { bareNic } from '../support/networks.ts';

const place = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  running: true,
  hostname: `host-of-${id}`,
  ...more,
});

interface Shown {
  readonly ifname: string;
  readonly address: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly { readonly local: string; readonly scope: string }[];
}

/** The kernel reports what has gone some time later. */
const SOON = { interval: 10 };

const links = (namespace: string): Shown[] =>
  JSON.parse(ip('-n', namespace, '-json', 'addr', 'show')).filter(
    ({ ifname }: Shown) => ifname !== 'lo',
  );
const names = (namespace: string) => links(namespace).map(({ ifname }) => ifname);

describe.skipIf(noNetns !== undefined)('NICs in network namespaces', () => {
  let test: TestPlane;
  const made: (() => void)[] = [];

  beforeEach(async () => {
    test = await openPlane();
  });
  afterEach(async () => {
    await test.remove();
    for (const undo of made.splice(0)) undo();
    expect(test.failures).toEqual([]);
  });

  const plugged = async () =>
    Object.fromEntries(
      (await test.plane.inspect()).nics.map(({ nicId, instanceId }) => [nicId, instanceId]),
    );
  const refusal = async (call: Promise<unknown>): Promise<string> => {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PlaneRefusal);
    return (error as Error).message;
  };
  /** A namespace that is not Tenon's. */
  const foreignNamespace = () => {
    const name = `foreign-${newPlaneId()}`;
    ip('netns', 'add', name);
    made.push(() => spawnSync('ip', ['netns', 'del', name]));
    return name;
  };
  /** A program in a network namespace of its own, as a container is. */
  const program = async (): Promise<ChildProcess & { readonly pid: number }> => {
    const child = spawn('unshare', ['-n', 'sh', '-c', 'echo ready; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    made.push(() => child.kill('SIGKILL'));
    await new Promise((ready) => child.stdout?.once('data', ready));
    return child as unknown as ChildProcess & { readonly pid: number };
  };
  const linksOf = (pid: number): string[] => {
    const { stdout } = spawnSync('nsenter', [`--net=/proc/${pid}/ns/net`, 'ip', '-json', 'link']);
    const shown = JSON.parse(`${stdout}`) as Shown[];
    return shown.map(({ ifname }) => ifname).filter((name) => name !== 'lo');
  };

  it('are configured as an image of the cloud does it at boot', async () => {
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(
      bareNic(1, { primary: true, addresses: ['10.0.0.11/24', '10.0.0.99/24', 'fd00::11/64'] }),
      'i-1',
      1,
    );
    await plane.plug(bareNic(2), 'i-1', 1);
    const inside = namespace('i-1');
    const [eth0, eth1] = links(inside);
    const configured = (link?: Shown) =>
      link?.addr_info.filter(({ scope }) => scope === 'global').map(({ local }) => local);
    expect(eth0).toMatchObject({ ifname: 'eth0', address: '00:16:3e:00:00:01' });
    // A secondary address is configured by the instance that uses it, not by Tenon.
    expect(configured(eth0)).toEqual(['10.0.0.11', 'fd00::11']);
    expect(eth1).toMatchObject({ ifname: 'eth1', address: '00:16:3e:00:00:02' });
    expect(ip('-n', inside, 'route')).toContain('default via 10.0.0.1 dev eth0');
    expect(ip('-n', inside, '-6', 'route')).toContain('default via fe80::1 dev eth0');
    // A request that comes over the further NIC is answered over it.
    const answer = ['route', 'get', '192.0.2.1', 'from'];
    expect(ip('-n', inside, ...answer, '10.0.0.12')).toContain('via 10.0.0.1 dev eth1');
    expect(ip('-n', inside, ...answer, '10.0.0.11')).toContain('via 10.0.0.1 dev eth0');
    await plane.unplug('eni-2', 2);
    expect(names(inside)).toEqual(['eth0']);
    expect(ip('-n', inside, 'rule')).not.toContain('10.0.0.12');
    const entrance = await plane.entrance('i-1');
    const [command = '', ...args] = entrance?.command ?? [];
    const hosts = spawnSync(command, [...args, 'cat', '/etc/hostname', '/etc/resolv.conf']);
    expect(`${hosts.stdout}`).toBe('host-of-i-1\n# No name server: this network has none.\n');
    expect(await plane.entrance('i-2')).toBeUndefined();
    expect((await plane.entrance('internet'))?.command.join(' ')).toContain('internet');
    await plane.removeInstance('i-1', 2);
    expect(existsSync(filesOf(inside))).toBe(false);
  });

  it('are links and MACs alone where the guest configures itself', async () => {
    await test.remove();
    test = await openPlane({ guest: 'none' });
    await test.plane.ensureInstance(place('i-1'), 1);
    await test.plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    await test.plane.plug(bareNic(1, { primary: true }), 'i-1', 2);
    const [eth0] = links(test.namespace('i-1'));
    expect(eth0).toMatchObject({ ifname: 'eth0', address: '00:16:3e:00:00:01', addr_info: [] });
    expect(eth0?.flags).not.toContain('UP');
  });

  it('take the lowest name that is free, and leave a foreign device with its name', async () => {
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    for (const n of [1, 2, 3]) await plane.plug(bareNic(n), 'i-1', 1);
    await plane.unplug('eni-2');
    await plane.plug(bareNic(4), 'i-1', 1);
    const inside = namespace('i-1');
    expect(names(inside).sort()).toEqual(['eth1', 'eth2', 'eth3']);
    expect(links(inside).find(({ ifname }) => ifname === 'eth2')?.address).toBe(bareNic(4).mac);
    ip('-n', inside, 'link', 'add', 'eth0', 'type', 'bridge');
    ip('-n', inside, 'link', 'add', 'eth4', 'type', 'bridge');
    const before = links(inside);
    for (const each of [bareNic(5), bareNic(6, { primary: true })]) {
      expect(await refusal(plane.plug(each, 'i-1', 1))).toMatch(/the name eth[04] belongs to/);
      await expect(plane.plug(each, 'i-1', 1)).rejects.not.toBeInstanceOf(PlaceRefusal);
    }
    expect(links(inside)).toEqual(before);
    expect(names(namespace('vpc-1')).filter((name) => name.startsWith('tn'))).toHaveLength(3);
    ip('-n', inside, 'link', 'del', 'eth4');
    await plane.plug(bareNic(5), 'i-1', 2);
    expect(await plugged()).toHaveProperty('eni-5', 'i-1');
  });

  it('are found again by the next process, and stay as they are', async () => {
    await test.plane.ensureInstance(place('i-1'), 1);
    await test.plane.plug(bareNic(1), 'i-1', 1);
    // The kernel reports a carrier a moment later.
    const state = () =>
      links(test.namespace('i-1')).map((link) => ({ ...link, operstate: undefined }));
    const before = state();
    await test.restart();
    expect(await plugged()).toEqual({ 'eni-1': 'i-1' });
    await test.plane.plug(bareNic(1), 'i-1', 1);
    expect(state()).toEqual(before);
    await test.plane.unplug('eni-1', 2);
    expect(links(test.namespace('i-1'))).toEqual([]);
    expect(test.lost).toEqual([]);
  });

  it('keep what somebody has configured for them', async () => {
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    ip('-n', namespace('i-1'), 'addr', 'add', '10.0.0.77/24', 'dev', 'eth0');
    ip('-n', namespace('i-1'), 'route', 'replace', 'default', 'via', '10.0.0.9', 'dev', 'eth0');
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 2);
    expect(ip('-n', namespace('i-1'), 'addr')).toContain('10.0.0.77');
    expect(ip('-n', namespace('i-1'), 'route')).toContain('default via 10.0.0.9');
    // A plug puts back what is missing, and what was changed.
    ip('-n', namespace('i-1'), 'addr', 'flush', 'dev', 'eth0');
    ip('-n', namespace('i-1'), 'link', 'set', 'eth0', 'address', '00:16:3e:99:99:99');
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 3);
    expect(links(namespace('i-1'))[0]?.address).toBe(bareNic(1).mac);
    expect(ip('-n', namespace('i-1'), 'addr')).toContain('10.0.0.11');
  });

  it('are missed when somebody removes them, and can be plugged again', async () => {
    const { plane, namespace, lost } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    ip('-n', namespace('i-1'), 'link', 'del', 'eth1');
    await expect.poll(() => lost, SOON).toEqual(['eni-1']);
    expect(await plugged()).toEqual({});
    await plane.plug(bareNic(1), 'i-1', 2);
    ip('-n', namespace('vpc-1'), 'link', 'del', deviceOf('eni-1'));
    await expect.poll(() => lost, SOON).toEqual(['eni-1', 'eni-1']);
    await plane.plug(bareNic(1), 'i-1', 3);
    expect(await plugged()).toEqual({ 'eni-1': 'i-1' });
    // The next plug does not wait until the loss is reported.
    ip('-n', namespace('vpc-1'), 'link', 'del', deviceOf('eni-1'));
    await plane.plug(bareNic(1), 'i-1', 4);
    expect(await plugged()).toEqual({ 'eni-1': 'i-1' });
    expect(names(namespace('i-1'))).toEqual(['eth1']);
  });

  it.each(['i-1', 'vpc-1'])('are missed when somebody removes the namespace of %s', async (id) => {
    const { plane, namespace, lost } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    ip('netns', 'del', namespace(id));
    await expect.poll(() => lost, SOON).toEqual(['eni-1']);
    expect((await plane.inspect()).nics).toEqual([]);
    await plane.plug(bareNic(1), 'i-1', 2);
    expect(await plugged()).toEqual({ 'eni-1': 'i-1' });
    expect(names(namespace('i-1'))).toEqual(['eth1']);
    // A new namespace of the same name is not the one that the NIC was plugged into.
    ip('netns', 'del', namespace(id));
    ip('netns', 'add', namespace(id));
    expect((await plane.inspect()).nics).toEqual([]);
    await plane.plug(bareNic(1), 'i-1', 3);
    expect(names(namespace('i-1'))).toEqual(['eth1']);
  });

  it('are alone where those of a router stay that lives on without its name', async () => {
    const { plane, namespace, lost } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    const router = namespace('vpc-1');
    const holder = spawn('ip', ['netns', 'exec', router, 'sh', '-c', 'echo ready; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    made.push(() => holder.kill('SIGKILL'));
    await new Promise((ready) => holder.stdout.once('data', ready));
    ip('netns', 'del', router);
    await expect.poll(() => lost, SOON).toEqual(['eni-1']);
    expect(names(namespace('i-1'))).toEqual(['eth1']);
    await plane.plug(bareNic(1), 'i-1', 2);
    expect(names(namespace('i-1'))).toEqual(['eth1']);
    const [near] = links(router).filter(({ ifname }) => ifname === deviceOf('eni-1'));
    expect(near?.flags).toContain('LOWER_UP');
    // A link that was half made has the name with which the next one is created.
    ip('-n', namespace('vpc-1'), 'link', 'del', deviceOf('eni-1'));
    await expect.poll(() => lost, SOON).toEqual(['eni-1', 'eni-1']);
    const half = ['type', 'veth', 'peer', 'name', 'half', 'netns', namespace('internet')];
    ip('-n', namespace('i-1'), 'link', 'add', deviceOf('eni-1'), ...half);
    await plane.plug(bareNic(1), 'i-1', 3);
    expect(names(namespace('i-1'))).toEqual(['eth1']);
  });

  it('are plugged by one look at what is in the instance, which comes after', async () => {
    await test.remove();
    const asked: string[] = [];
    test = await openPlane({
      async beforeChange(what) {
        asked.push(what);
      },
    });
    const { plane } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    asked.length = 0;
    await plane.plug(bareNic(2), 'i-1', 1);
    expect(asked.filter((line) => line.includes(' show'))).toEqual([
      `link show dev ${deviceOf('eni-2')}`,
      'addr show',
      // Whether packets pass.
      `link show dev ${deviceOf('eni-2')}`,
    ]);
  });

  it('are plugged into one instance side by side, and get their names in the order of the calls', async () => {
    await test.remove();
    const { promise: others, resolve: othersAreMade } = Promise.withResolvers<void>();
    const made = new Set<string>();
    test = await openPlane({
      async beforeChange(what) {
        const [, device = ''] = /^link add dev (tn\S+)/.exec(what) ?? [];
        if (device === '') return;
        // The first one's links are made when those of the others have been.
        if (device === deviceOf('eni-1')) return others;
        if (made.add(device).size === 3) othersAreMade();
      },
    });
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await Promise.all([1, 2, 3, 4].map((n) => plane.plug(bareNic(n), 'i-1', 1)));
    const shown = JSON.parse(ip('-n', namespace('i-1'), '-json', 'link', 'show')) as {
      ifname: string;
      altnames?: string[];
    }[];
    const named = shown.flatMap(({ ifname, altnames = [] }) =>
      altnames.map((id) => `${id} ${ifname}`),
    );
    expect(named.sort()).toEqual(['eni-1 eth1', 'eni-2 eth2', 'eni-3 eth3', 'eni-4 eth4']);
  });

  it('find a name that somebody else has freed, and one that somebody else has taken', async () => {
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    const inside = namespace('i-1');
    ip('-n', inside, 'link', 'add', 'eth2', 'type', 'veth', 'peer', 'name', 'own');
    expect(await refusal(plane.plug(bareNic(2), 'i-1', 1))).toContain('the name eth2 belongs to');
    ip('-n', inside, 'link', 'del', 'eth2');
    await plane.plug(bareNic(2), 'i-1', 2);
    expect(names(inside)).toEqual(['eth1', 'eth2']);
  });

  it('go into a process, and are lost with it', async () => {
    const { plane, lost } = test;
    const child = await program();
    await plane.ensureInstance(place('i-1', { binding: { pid: child.pid } }), 1);
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    await plane.plug(bareNic(2, { addresses: ['10.0.0.12/24', 'fd00::12/64'] }), 'i-1', 1);
    expect(linksOf(child.pid)).toEqual(['eni0', 'eni1']);
    expect((await plane.inspect()).instances).toEqual(['i-1']);
    expect((await plane.entrance('i-1'))?.command.join(' ')).toContain(`/proc/${child.pid}/ns/net`);
    // Tenon keeps nothing open that would keep the namespace alive.
    child.kill('SIGKILL');
    await expect.poll(() => [...lost].sort(), SOON).toEqual(['eni-1', 'eni-2']);
    expect(await plane.inspect()).toMatchObject({ instances: [], nics: [] });
    expect(await refusal(plane.plug(bareNic(1), 'i-1', 2))).toContain('is not there');
    await expect(plane.plug(bareNic(1), 'i-1', 2)).rejects.toBeInstanceOf(PlaceRefusal);
    await plane.removeInstance('i-1', 2);
  });

  it('stay where they are bound while another process takes over', async () => {
    const child = await program();
    await test.plane.ensureInstance(place('i-1', { binding: { pid: child.pid } }), 1);
    await test.plane.plug(bareNic(1), 'i-1', 1);
    const show = () => spawnSync('nsenter', [`--net=/proc/${child.pid}/ns/net`, 'ip', 'addr']);
    const before = `${show().stdout}`;
    await test.restart();
    expect(await plugged()).toEqual({ 'eni-1': 'i-1' });
    expect(`${show().stdout}`).toBe(before);
    expect(test.lost).toEqual([]);
    child.kill('SIGKILL');
    await expect.poll(() => test.lost, SOON).toEqual(['eni-1']);
  });

  it('find an instance set up whose maker was killed', async () => {
    const { namespace } = test;
    ip('netns', 'add', namespace('i-1'));
    await test.restart();
    expect((await test.plane.inspect()).instances).toEqual(['i-1']);
    expect(ip('-n', namespace('i-1'), 'link', 'show', 'dev', 'lo')).toContain('UP');
    ip('netns', 'del', namespace('i-1'));
    ip('netns', 'add', namespace('i-1'));
    await test.plane.ensureInstance(place('i-1'), 1);
    expect(ip('-n', namespace('i-1'), 'link', 'show', 'dev', 'lo')).toContain('UP');
    await test.plane.ensureInstance(place('i-1', { hostname: 'renamed' }), 2);
    expect(readFileSync(join(filesOf(namespace('i-1')), 'hostname'), 'utf8')).toBe('renamed\n');
  });

  it('leave a bound place as it was when they are taken out', async () => {
    const { plane } = test;
    const name = foreignNamespace();
    ip('-n', name, 'link', 'add', 'eth0', 'type', 'bridge');
    ip('-n', name, 'link', 'set', 'eth0', 'up');
    ip('-n', name, 'addr', 'add', '172.17.0.2/16', 'dev', 'eth0');
    ip('-n', name, 'route', 'add', 'default', 'via', '172.17.0.1');
    const state = () => ['route', 'rule', 'link'].map((what) => ip('-n', name, what));
    const before = state();
    await plane.ensureInstance(place('i-1', { binding: { netns: `/run/netns/${name}` } }), 1);
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    expect(ip('-n', name, 'route', 'get', '192.0.2.1')).toContain('via 172.17.0.1 dev eth0');
    expect(ip('-n', name, 'route', 'get', '192.0.2.1', 'from', '10.0.0.11')).toContain('dev eni0');
    await plane.removeInstance('i-1', 2);
    expect(state()).toEqual(before);
    expect(existsSync(`/run/netns/${name}`)).toBe(true);
  });

  it('come back with what they were bound to', async () => {
    const { plane, clock, lost } = test;
    const name = foreignNamespace();
    await plane.ensureInstance(place('i-1', { binding: { netns: `/run/netns/${name}` } }), 1);
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    ip('netns', 'del', name);
    await expect.poll(() => lost, SOON).toEqual(['eni-1']);
    clock.advance(1000);
    expect(await plugged()).toEqual({});
    ip('netns', 'add', name);
    await expect
      .poll(() => {
        clock.advance(60_000);
        return plugged();
      }, SOON)
      .toEqual({ 'eni-1': 'i-1' });
    expect(names(name)).toEqual(['eni0']);
  });

  it('come back by the names that they had, in whatever order', async () => {
    const { plane, lost, namespace } = test;
    const foreign = foreignNamespace();
    const binding = { netns: `/run/netns/${foreign}` };
    await plane.ensureInstance(place('i-1', { binding }), 1);
    await plane.ensureInstance(place('i-2'), 1);
    const nics = [1, 2, 3].map((n) => bareNic(n, { primary: n === 1 }));
    const others = [4, 5, 6].map((n) => bareNic(n, { primary: n === 4 }));
    for (const each of nics) await plane.plug(each, 'i-1', 1);
    for (const each of others) await plane.plug(each, 'i-2', 1);
    const macs = (name: string) =>
      links(name)
        .map(({ ifname, address }) => `${ifname} ${address}`)
        .sort();
    const before = [macs(foreign), macs(namespace('i-2'))];
    ip('netns', 'del', foreign);
    ip('netns', 'del', namespace('i-2'));
    await expect.poll(() => [...new Set(lost)].length, SOON).toBe(6);
    ip('netns', 'add', foreign);
    for (const each of nics.reverse()) await plane.plug(each, 'i-1', 2);
    for (const each of others.reverse()) await plane.plug(each, 'i-2', 2);
    expect([macs(foreign), macs(namespace('i-2'))]).toEqual(before);
  });

  it('find the process of a container', async () => {
    const { plane, folder } = test;
    const child = await program();
    const path = process.env.PATH ?? '';
    made.push(() => {
      process.env.PATH = path;
    });
    const say = (script: string) => {
      writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, 'docker'), 0o755);
    };
    process.env.PATH = `${folder}:${path}`;
    const bound = place('i-1', { binding: { container: 'web' } });
    say('echo 0');
    expect(await refusal(plane.ensureInstance(bound, 1))).toContain('docker: it is not running');
    say('echo "Error: No such object: $6" >&2; exit 1');
    expect(await refusal(plane.ensureInstance(bound, 1))).toContain('No such object: web');
    say(`test "$*" = "inspect --type container --format {{.State.Pid}} web" && echo ${child.pid}`);
    await plane.ensureInstance(bound, 1);
    // The primary one is the first, whichever is there first.
    await plane.plug(bareNic(2), 'i-1', 1);
    await plane.plug(bareNic(1, { primary: true }), 'i-1', 1);
    expect(linksOf(child.pid)).toEqual(['eni1', 'eni0']);
    for (const container of ['-f', '$(reboot)', 'a b', '']) {
      const wrong = place('i-2', { binding: { container } });
      expect(await refusal(plane.ensureInstance(wrong, 1))).toContain('is not the name or id');
    }
  });

  it('do not go into the network of the host, nor into one of this plane', async () => {
    const { plane, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    const bind = (binding: Place['binding']) =>
      refusal(plane.ensureInstance(place('i-2', { ...(binding && { binding }) }), 1));
    expect(await bind({ pid: process.pid })).toContain('has the network of the host');
    expect(await bind({ netns: `/run/netns/${namespace('i-1')}` })).toContain('of this data plane');
    expect(await bind({ netns: '/etc/passwd' })).toContain('is not there');
    expect(await bind({ netns: 'x' })).toContain('is not the path of a namespace');
    expect(await bind({ pid: 2 ** 22 + 1 })).toContain('is not there');
    expect(await bind({ pid: -1 })).toContain('is not the id of a process');
    expect(await refusal(plane.ensureInstance(place('vpc-2'), 1))).toContain('begin with i-');
  });

  it('are driven by one process at a time', async () => {
    const context = {
      planeId: () => test.planeId,
      wakeAfter: () => () => {},
      runtimeFolder: test.folder,
    };
    const events = { nicLost() {}, floated() {}, failed() {} };
    const second = new NetnsPlane({ context, patience: 0 });
    expect(await refusal(second.open(events))).toContain(`process ${process.pid} drives`);
    expect(await refusal(second.plug(bareNic(1), 'i-1', 1))).toContain('not open');
    await test.plane.close();
    await second.open(events);
    await second.close();
  });

  it('leave no namespace of an instance that was bound since, once it is removed', async () => {
    const child = await program();
    const { plane, planeId, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.ensureInstance(place('i-1', { binding: { pid: child.pid } }), 2);
    await plane.removeInstance('i-1');
    expect(namespacesOf(planeId)).not.toContain(namespace('i-1'));
    expect(existsSync(filesOf(namespace('i-1')))).toBe(false);
  });

  it('are removed with all that was ever made, and nothing else', async () => {
    const { plane, planeId, folder } = test;
    const name = foreignNamespace();
    const child = await program();
    await plane.ensureInstance(place('i-1'), 1);
    await plane.ensureInstance(place('i-2', { binding: { pid: child.pid } }), 1);
    await plane.plug(bareNic(1), 'i-1', 1);
    await plane.plug(bareNic(2), 'i-2', 1);
    expect(await refusal(clean({ runtimeFolder: folder, planeId }))).toContain('is in use');
    await plane.close();
    const { namespaces } = await clean({ runtimeFolder: folder, planeId });
    expect([...namespaces].sort()).toEqual(
      ['i-1', 'internet', 'vpc-1'].map((id) => test.namespace(id)),
    );
    expect(namespacesOf(planeId)).toEqual([]);
    expect(linksOf(child.pid)).toEqual([]);
    expect(existsSync(`/run/netns/${name}`)).toBe(true);
    expect(await clean({ runtimeFolder: folder, planeId })).toMatchObject({ namespaces: [] });
  });

  it('are removed with the files of instances whose namespaces are gone, as after a reboot', async () => {
    const { plane, planeId, folder, namespace } = test;
    await plane.ensureInstance(place('i-1'), 1);
    await plane.close();
    ip('netns', 'del', namespace('i-1'));
    await clean({ runtimeFolder: folder, planeId });
    expect(existsSync(filesOf(namespace('i-1')))).toBe(false);
  });

  it('need what the probe tries, and say what is missing', async () => {
    const { plane, folder } = test;
    const capabilities = await plane.probe();
    expect(capabilities.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['veth', 'nftables', 'connection tracking', 'rate limits']),
    );
    const context = { planeId: newPlaneId, wakeAfter: () => () => {}, runtimeFolder: folder };
    const events = { nicLost() {}, floated() {}, failed() {} };
    const uplinked = new NetnsPlane({ context, uplink: 'tn-none' });
    expect(await refusal(uplinked.open(events))).toMatch(/^uplink does not work \(.*tn-none.*\)/);
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      const bare = new NetnsPlane({ context });
      expect((await refusal(bare.open(events))).split('\n')).toEqual(
        ['ip', 'nft', 'nsenter', 'flock', 'setpriv'].map((program) =>
          expect.stringMatching(new RegExp(`^${program} cannot be run .*install the package`)),
        ),
      );
    } finally {
      // Without the PATH, nothing that was made could be removed.
      process.env.PATH = path;
    }
    expect(readFileSync('/proc/net/dev', 'utf8')).not.toContain('tnprobe');
  });
});
