import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ip, newPlaneId, noNetns, removeNamespaces, temporaryFolder } from '#test/support/netns.ts';
import { IdleLimit } from './coprocess.ts';
import { CommandFailed, rootHost } from './host.ts';
import { deviceOf, namespaceOf, readNamespace } from './names.ts';
import { OpenNamespace } from './namespace.ts';

describe.skipIf(noNetns !== undefined)('a namespace', () => {
  const planeId = newPlaneId();
  const name = namespaceOf(planeId, 'vpc-1');
  let folder: ReturnType<typeof temporaryFolder>;
  let namespace: OpenNamespace;
  const open = (limit?: IdleLimit) => new OpenNamespace(rootHost(folder.path), { name }, { limit });

  beforeEach(() => {
    folder = temporaryFolder();
    ip('netns', 'add', name);
    namespace = open();
  });
  afterEach(async () => {
    await namespace.close();
    removeNamespaces(planeId);
    folder.remove();
  });

  const links = async () =>
    (await namespace.show(['link', 'show'])).map((each) => (each as { ifname: string }).ifname);
  const failure = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CommandFailed);
    return error as CommandFailed;
  };
  /** Waits until the process is gone. */
  const ended = (pid: number) => expect.poll(() => processState(pid), { interval: 5 }).toBe('gone');

  it('runs lines in order, and shows what is there', async () => {
    await namespace.ip(['link set lo up', 'addr add 100.96.0.96/32 dev lo']);
    await namespace.ip([]);
    expect(await links()).toEqual(['lo']);
    expect(await namespace.show(['route', 'show'])).toEqual([]);
    const [lo] = (await namespace.show(['addr', 'show'])) as [{ addr_info: { local: string }[] }];
    expect(lo.addr_info.map(({ local }) => local)).toContain('100.96.0.96');
    await expect(namespace.show(['addr', 'show', 'dev', 'lo'])).rejects.toThrow('all devices');
    await namespace.ip(['link set lo group 7']);
    expect(await namespace.show(['link', 'show', 'group', '8'])).toEqual([]);
    expect(await namespace.show(['-6', 'route', 'show', 'table', 'local'])).toMatchObject([
      { dst: '::1', dev: 'lo' },
    ]);
    expect(await namespace.show(['-6', 'route', 'show', 'table', 'main'])).toEqual([]);
  });

  it('tells which lines failed, and runs the others', async () => {
    const { failures } = await failure(
      namespace.ip([
        'link set none up',
        'link add tna type veth peer name tnb',
        'link add tna type veth peer name tnc',
        'link set tna up',
      ]),
    );
    expect(failures.map(({ line }) => line)).toEqual([
      'link set none up',
      'link add tna type veth peer name tnc',
    ]);
    expect(failures[0]?.output).toContain('Cannot find device');
    expect(failures[1]?.output).toContain('File exists');
    expect(await links()).toEqual(['lo', 'tnb', 'tna']);
    await failure(namespace.show(['link', 'show', 'dev', 'none']));
  });

  it('says of which family a line is', async () => {
    const { failures } = await failure(
      namespace.ip([
        'rule add from 10.0.0.1 lookup 77',
        '-6 rule add from fd00::1 lookup 77',
        'rule add from fd00::1 lookup 77',
      ]),
    );
    expect(failures.map(({ line }) => line)).toEqual(['rule add from fd00::1 lookup 77']);
    expect(await namespace.show(['rule', 'show', 'table', '77'])).toHaveLength(1);
    expect(await namespace.show(['-6', 'rule', 'show', 'table', '77'])).toHaveLength(1);
  });

  it('keeps calls apart that are made at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        if (n % 3 === 0) return (await failure(namespace.ip([`link set no${n} up`]))).message;
        if (n % 3 === 1) return namespace.ip([`link add tn${n} type veth peer name tp${n}`]);
        return namespace.show(['link', 'show', 'dev', `tn${n - 1}`]);
      }),
    );
    outcomes.forEach((outcome, n) => {
      if (n % 3 === 0) expect(outcome).toContain(`link set no${n} up: Cannot find device`);
      if (n % 3 === 2) expect(outcome).toMatchObject([{ ifname: `tn${n - 1}` }]);
    });
  });

  it('fails the line at which ip ends, and carries on behind it', async () => {
    await links();
    const [dead, ...others] = await Promise.allSettled([
      namespace.ip(['link set lo up', 'link add tna type veth peer name tnb netns of-nobody']),
      namespace.ip(['link add tna type veth peer name tnb']),
      links(),
    ]);
    expect(dead).toMatchObject({ status: 'rejected', reason: { message: expect.any(String) } });
    expect(String(dead.status === 'rejected' && dead.reason)).toContain('Invalid "netns" value');
    expect(others).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled', value: ['lo', 'tnb', 'tna'] },
    ]);
  });

  it('fails what is under way when its process is killed, and starts another', async () => {
    await links();
    const { pid = 0 } = namespace.coprocess;
    process.kill(pid, 'SIGSTOP');
    const pending = namespace.ip(['link set lo up']);
    const behind = links();
    process.kill(pid, 'SIGKILL');
    expect((await failure(pending)).message).toContain('SIGKILL');
    expect(await behind).toEqual(['lo']);
    expect(namespace.coprocess.pid).not.toBe(pid);
  });

  it('fails all that is asked when there is no such namespace', async () => {
    const nowhere = new OpenNamespace(rootHost(folder.path), { name: 'tenon-none' });
    const calls = [nowhere.ip(['link set lo up']), nowhere.show(['link', 'show'])];
    for (const call of calls) {
      expect((await failure(call)).message).toContain('No such file or directory');
    }
  });

  it('reads again what changed while it was read, and says so when it goes on changing', async () => {
    // Stands in the place of ip: two of three lists are not in one piece.
    const bin = join(folder.path, 'bin');
    mkdirSync(bin);
    const list = (times: number) => `#!/bin/sh
line=0 lists=0
while read -r words; do
  line=$((line + 1))
  case "$words" in
    tenon-*) echo "Command failed -:$line" ;;
    *)
      lists=$((lists + 1))
      echo "[{\\"ifname\\":\\"tn$lists\\"}]"
      test $lists -gt ${times} || echo 'Dump was interrupted and may be inconsistent.'
      ;;
  esac
done`;
    const path = process.env.PATH;
    process.env.PATH = `${bin}:${path}`;
    try {
      writeFileSync(join(bin, 'ip'), list(2), { mode: 0o755 });
      expect(await links()).toEqual(['tn3']);
      await namespace.close();
      writeFileSync(join(bin, 'ip'), list(1_000_000), { mode: 0o755 });
      expect((await failure(links())).message).toContain('it changed');
    } finally {
      process.env.PATH = path;
    }
  });

  it('takes no line for two', async () => {
    await expect(namespace.ip(['link set lo up\nlink del tna'])).rejects.toThrow('not one line');
    await expect(namespace.ip(['link set lo up \\'])).rejects.toThrow('not one line');
    await expect(namespace.ip(['link set lo # up'])).rejects.toThrow('not one line');
  });

  it('ends the processes that have been idle for longest', async () => {
    const limit = new IdleLimit(2);
    const [first, second, third] = [open(limit), open(limit), open(limit)];
    const pids: number[] = [];
    for (const each of [first, second, first, third]) {
      await each.show(['link', 'show']);
      pids.push(each.coprocess.pid ?? 0);
    }
    await ended(pids[1] ?? 0);
    expect(second.coprocess.pid).toBeUndefined();
    expect(first.coprocess.pid).toBe(pids[0]);
    expect(await second.show(['link', 'show'])).toHaveLength(1);
    await Promise.all([first.close(), second.close(), third.close()]);
  });

  it('changes nftables by transactions', async () => {
    await namespace.nft('table inet a { set s { type ipv4_addr; }; }');
    const tables = ['list', 'tables'];
    expect(JSON.stringify(await namespace.nftJson(tables))).toContain(
      '"name": "a"'.replace(' ', ''),
    );
    const wrong = namespace.nft('add table inet b\nadd rule inet none none accept');
    expect((await failure(wrong)).message).toContain('No such file or directory');
    expect(JSON.stringify(await namespace.nftJson(tables))).not.toContain('"b"');
  });

  it('writes kernel parameters of its own', async () => {
    await namespace.sysctl({ 'net.ipv4.ip_forward': 1, 'net.ipv6.conf.default.accept_dad': 0 });
    const read = (path: string) => ip('netns', 'exec', name, 'cat', `/proc/sys/net/${path}`).trim();
    expect(read('ipv4/ip_forward')).toBe('1');
    expect(read('ipv6/conf/default/accept_dad')).toBe('0');
    await failure(namespace.sysctl({ 'net.ipv4.conf.none.forwarding': 1 }));
    await expect(namespace.sysctl({ '../x y': 1 })).rejects.toThrow('not a kernel parameter');
  });

  it('reads a program as long as it is watched', async () => {
    const seen: string[] = [];
    const watch = await namespace.watch(['ip', 'monitor', 'link'], (line) => seen.push(line));
    // The monitor may not listen yet: it is shown something until it has seen one.
    await expect
      .poll(
        async () => {
          await namespace.ip(['link set lo up', 'link set lo down']);
          return seen.some((line) => line.includes('lo:'));
        },
        { interval: 20 },
      )
      .toBe(true);
    await watch.stop();
    const reasons: string[] = [];
    await namespace.watch(
      ['false'],
      () => {},
      (reason) => reasons.push(reason),
    );
    await expect.poll(() => reasons, { interval: 5 }).toEqual(['ended: 1']);
    await namespace.watch(
      ['cat', '/dev/zero'],
      () => {},
      (reason) => reasons.push(reason),
    );
    await namespace.close();
    expect(reasons).toHaveLength(1);
  });

  it('keeps no other namespace alive that it has named', async () => {
    const other = namespaceOf(planeId, 'i-1');
    ip('netns', 'add', other);
    const inode = statSync(`/run/netns/${other}`).ino;
    const pair = (n: number, where: string) =>
      `link add tna${n} type veth peer name tnb${n} netns ${where}`;
    const held = () => heldBy(namespace.coprocess.pid, inode);
    await namespace.ip([pair(1, other)]);
    const { pid } = namespace.coprocess;
    expect(held()).toBe(true);
    namespace.coprocess.letGo();
    // What is asked meanwhile waits for another process.
    expect(await links()).toEqual(['lo', 'tna1']);
    expect(namespace.coprocess.pid).not.toBe(pid);
    expect(held()).toBe(false);
    // What has no name belongs to others, and may end at any time.
    await namespace.ip([pair(2, `/run/netns/${other}`)]);
    expect(await links()).toEqual(['lo', 'tna1', 'tna2']);
    expect(held()).toBe(false);
    const many = Array.from({ length: 256 }, (_, n) => pair(n + 3, other));
    await namespace.ip(many);
    expect(await links()).toHaveLength(259);
    expect(held()).toBe(false);
  });

  it('leaves nothing in it that would keep it alive', async () => {
    await links();
    await namespace.watch(['ip', 'monitor', 'link'], () => {});
    expect(ip('netns', 'pids', name).trim()).not.toBe('');
    await namespace.close();
    expect(ip('netns', 'pids', name).trim()).toBe('');
  });
});

/** Whether a process of ours is there still. */
function processState(pid: number): 'gone' | 'there' {
  try {
    process.kill(pid, 0);
    return 'there';
  } catch {
    return 'gone';
  }
}

/** Whether a process has the file of a namespace open. */
function heldBy(pid: number | undefined, inode: number): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((fd) => {
    try {
      return statSync(join(folder, fd)).ino === inode;
    } catch {
      return false;
    }
  });
}

describe('names', () => {
  it('are short, are known beforehand and differ', () => {
    expect(deviceOf('eni-1')).toMatch(/^tn[0-9a-f]{12}$/);
    expect(deviceOf('eni-1')).toBe(deviceOf('eni-1'));
    expect(deviceOf('eni-1')).not.toBe(deviceOf('eni-2'));
    expect(namespaceOf('0123abcd', 'vpc-1')).toBe('tenon-0123abcd-vpc-1');
  });

  it('say whose they are', () => {
    expect(readNamespace('tenon-0123abcd-i-1')).toEqual({ planeId: '0123abcd', id: 'i-1' });
    for (const foreign of ['tenon-i-1', 'tenon-0123abcd', 'tenon-0123ABCD-i-1', 'vpc-1', '']) {
      expect(readNamespace(foreign)).toBeUndefined();
    }
  });

  it('are made of nothing but ids', () => {
    for (const wrong of ['', '../x', 'a b', 'a\nb', 'a;b', '-a', 'a/b', 'a'.repeat(65)]) {
      expect(() => deviceOf(wrong)).toThrow('is not an id');
      expect(() => namespaceOf('0123abcd', wrong)).toThrow('is not an id');
    }
    expect(() => namespaceOf('x', 'vpc-1')).toThrow('is not the id of a data plane');
  });
});
