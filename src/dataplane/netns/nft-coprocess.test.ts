import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ip, newPlaneId, noNetns, removeNamespaces, temporaryFolder } from '#test/support/netns.ts';
import { IdleLimit } from './coprocess.ts';
import { CommandFailed, rootHost } from './host.ts';
import { namespaceOf } from './names.ts';
import { NftCoprocess } from './nft-coprocess.ts';

describe.skipIf(noNetns !== undefined)('nft in a namespace', () => {
  const planeId = newPlaneId();
  const name = namespaceOf(planeId, 'vpc-1');
  let folder: ReturnType<typeof temporaryFolder>;
  let nft: NftCoprocess;
  const open = (where: string, limit?: IdleLimit) =>
    new NftCoprocess(rootHost(folder.path), { name: where }, limit);

  beforeEach(() => {
    folder = temporaryFolder();
    ip('netns', 'add', name);
    nft = open(name);
  });
  afterEach(async () => {
    await nft.close();
    expect(ip('netns', 'pids', name)).toBe('');
    removeNamespaces(planeId);
    folder.remove();
  });

  const listed = () => ip('netns', 'exec', name, 'nft', 'list', 'ruleset');
  const failure = async (call: Promise<unknown>) => {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandFailed);
    return error as CommandFailed;
  };
  /** A ruleset that takes some time. */
  const long = (elements: number) =>
    `add table inet a\nadd set inet a s { type ipv4_addr; }\nadd element inet a s { ${Array.from(
      { length: elements },
      (_, n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
    ).join(', ')} }\n`;

  it('runs one after the other, each from what it was given alone', async () => {
    const first = nft.run(long(2000));
    const { pid } = nft;
    const wrong = failure(nft.run('add table inet b\nadd rule inet none none accept\n'));
    const last = nft.run('add table inet c\n');
    await first;
    expect((await wrong).message).toContain('No such file or directory');
    expect((await wrong).killed).toBe(false);
    await last;
    expect(nft.pid).toBe(pid);
    const tables = listed();
    expect(tables).toContain('10.0.7.207');
    expect(tables).toContain('table inet c');
    expect(tables).not.toContain('table inet b');
  });

  it('fails what is under way when its shell is killed, once nothing can come of it any more', async () => {
    await nft.run('add table inet a\n');
    const { pid = 0 } = nft;
    const killed = nft.run(long(60_000));
    const behind = nft.run('add table inet b\n');
    const running = () => ip('netns', 'pids', name).trim().split('\n');
    await expect.poll(() => running().length).toBe(2);
    const both = running();
    expect(both).toContain(`${pid}`);
    process.kill(pid, 'SIGKILL');
    expect((await failure(killed)).killed).toBe(true);
    expect(running().filter((each) => both.includes(each))).toEqual([]);
    await behind;
    expect(listed()).toContain('table inet b');
    expect(nft.pid).not.toBe(pid);
  });

  it('says why it cannot be there', async () => {
    const nowhere = open('tenon-none');
    expect((await failure(nowhere.run('add table inet a\n'))).message).toContain('No such file');
    await nowhere.close();
  });

  it('ends while it is idle, when too many are', async () => {
    const limit = new IdleLimit(1);
    const [one, other] = [open(name, limit), open(name, limit)];
    await one.run('add table inet a\n');
    expect(one.pid).toBeDefined();
    await other.run('add table inet b\n');
    expect(one.pid).toBeUndefined();
    await one.run('add table inet c\n');
    expect(listed()).toContain('table inet c');
    await Promise.all([one.close(), other.close()]);
  });
});
