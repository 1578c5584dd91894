import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unable } from './able.ts';
import type { RoundResult, SentFrame, SentPacket } from './agent.ts';
import { barriersOf } from './compare.ts';
import { withinAny } from './ranges.ts';
import { WorldRun } from './run.ts';
import { arp, claims } from './spoof.ts';
import { PacketStage } from './stage.ts';
import { byId, INTERNET_HOSTS, type Nic } from './world.ts';

const SUITE = 'packets';
const [HOST, HOST6] = INTERNET_HOSTS;

describe.skipIf(unable(SUITE))(SUITE, () => {
  let stage: PacketStage;
  beforeAll(async () => {
    stage = await PacketStage.open();
  });
  afterAll(() => stage?.close());

  let run: WorldRun;
  /**
   * NICs a and b are in one subnet and c is in another; z is in another VPC and has the address of
   * b.
   */
  let nics: { a: Nic; b: Nic; c: Nic; z: Nic };
  let groups: { ab: string; c: string; z: string };
  let vpcs: { one: string; other: string };
  beforeEach(async () => {
    await stage.server.reset();
    run = new WorldRun(stage.server.client, stage.server.settled);
    const one = await run.vpc('10.0.0.0/16', '2001:db8:0:100::/56');
    const other = await run.vpc('10.0.0.0/16', '2001:db8:0:200::/56');
    vpcs = { one, other };
    const first = await run.subnet(one, '10.0.1.0/24', 1);
    const second = await run.subnet(one, '10.0.2.0/24', 2);
    const third = await run.subnet(other, '10.0.1.0/24', 1);
    groups = { ab: await run.group(one), c: await run.group(one), z: await run.group(other) };
    for (const group of Object.values(groups)) {
      for (const cidr of ['0.0.0.0/0', '::/0']) await run.rule(group, 'ingress', allow(cidr));
      await run.rule(group, 'egress', allow('::/0'));
    }
    const made = async (subnet: string, address: string, group: string) => {
      const instance = await run.instance(subnet, address, [group]);
      return byInstance(instance);
    };
    nics = {
      a: await made(first, '10.0.1.10', groups.ab),
      b: await made(first, '10.0.1.20', groups.ab),
      c: await made(second, '10.0.2.30', groups.c),
      z: await made(third, '10.0.1.20', groups.z),
    };
    await ready();
  });

  const allow = (cidr: string) => ({
    accept: true,
    priority: 100,
    protocol: 'all' as const,
    ports: undefined,
    peer: { cidr },
  });
  const byInstance = (id: string) => run.world.nics.find(({ instance }) => instance === id) as Nic;

  async function ready(): Promise<void> {
    await stage.server.settled();
    await stage.watch(run.world);
  }

  const six = ({ ipv6: [address = ''] }: Nic) => address;
  const four = ({ ipv4: [address = ''] }: Nic) => address;

  let last = 0;
  /** A TCP packet to port 80 from one NIC to another, unless `more` says otherwise. */
  function packet(from: Nic, to: Nic | string, more: Partial<SentPacket> = {}): SentPacket {
    last += 1;
    const destination = typeof to === 'string' ? to : four(to);
    const source = destination.includes(':') ? six(from) : four(from);
    return {
      tag: last,
      from: from.id,
      protocol: 'tcp',
      source,
      destination,
      sourcePort: 20_000 + last,
      port: 80,
      ...more,
    };
  }
  function fromInternet(destination: string, more: Partial<SentPacket> = {}): SentPacket {
    const source = destination.includes(':') ? HOST6 : HOST;
    return { ...packet(nics.a, destination), from: 'internet', source, ...more };
  }

  const send = (
    packets: readonly (SentPacket | SentFrame)[],
    more: { answer?: boolean; others?: boolean } = {},
  ) =>
    stage.agent.round({ packets, barriers: barriersOf(run.world), hosts: INTERNET_HOSTS, ...more });
  const placesOf = ({ seen }: RoundResult, { tag }: SentPacket) =>
    seen.filter((each) => each.tag === tag).map(({ kind, where }) => `${kind} at ${where}`);
  const arrives = async (sent: SentPacket) => placesOf(await send([sent]), sent);

  const routerOf = (vpc: string) => basename(stage.pathOf(vpc));
  const inRouter = (vpc: string, ...command: readonly string[]) =>
    execFileSync('ip', ['netns', 'exec', routerOf(vpc), ...command], { encoding: 'utf8' });

  async function withEip(nic: Nic): Promise<string> {
    const id = await run.eip();
    await run.ok('vpc', 'AssociateEipAddress', {
      AllocationId: id,
      InstanceType: 'NetworkInterface',
      InstanceId: nic.id,
      PrivateIpAddress: four(nic),
    });
    byId(run.world.eips, id).bound = { nic: nic.id, address: four(nic) };
    await ready();
    return byId(run.world.eips, id).address;
  }

  it('of two VPCs with the same block and the same addresses never meet', async () => {
    const { a, b, c, z } = nics;
    const all = ['10.0.1.10', '10.0.1.20', '10.0.2.30', '10.0.1.1'];
    const packets = [a, b, c, z].flatMap((from) =>
      (['tcp', 'udp', 'icmp'] as const).flatMap((protocol) =>
        all.filter((to) => to !== four(from)).map((to) => packet(from, to, { protocol })),
      ),
    );
    const { seen } = await send(packets, { answer: true });
    expect(seen.length).toBeGreaterThan(20);
    const senders = new Map(packets.map(({ tag, from }) => [tag, from]));
    const crossed = seen.filter(
      ({ tag, where }) => (where === z.id) !== (senders.get(tag) === z.id),
    );
    expect(crossed).toEqual([]);
    // Both VPCs have the address, and in each it leads to its own NIC.
    const [toOne, toOther] = [packet(a, '10.0.1.20'), packet(z, '10.0.1.10')];
    expect(await arrives(toOne)).toEqual([`packet at ${b.id}`]);
    expect(await arrives(toOther)).toEqual([]);
  });

  it('from a source or a MAC that is not its own leave no NIC', async () => {
    const { a, b, c } = nics;
    const packets = [
      packet(a, b, { source: four(c) }),
      packet(a, c, { source: four(b) }),
      packet(a, b, { source: '9.9.9.9' }),
      packet(a, b, { source: '127.0.0.1' }),
      packet(a, b, { source: '0.0.0.0' }),
      packet(a, b, { source: '10.0.1.1' }),
      packet(a, b, { mac: b.mac }),
      packet(a, b, { mac: 'fe:ff:ff:ff:ff:ff' }),
      packet(a, b, { mac: '02:00:00:00:00:99' }),
      packet(a, six(b), { source: six(c) }),
      packet(a, six(b), { source: '2001:db8:eeee::9' }),
      packet(a, six(b), { source: 'fe80::1' }),
      packet(a, six(b), { source: '::1' }),
      packet(a, six(b), { source: '::' }),
      packet(a, six(b), { mac: b.mac }),
    ];
    const { seen } = await send(packets);
    expect(seen).toEqual([]);
    expect(await arrives(packet(a, b))).toHaveLength(1);
  });

  it('tell nobody that an address is where it is not', async () => {
    const { a, b, c } = nics;
    const neighbours = () => inRouter(vpcs.one, 'ip', 'neigh').split('\n').sort().join('\n');
    const before = neighbours();
    const told = [
      ...claims(a.id, a.mac, four(b), six(b)),
      ...claims(a.id, a.mac, four(c), six(c)),
      ...claims(a.id, a.mac, '10.0.1.1', 'fe80::1'),
      ...claims(a.id, b.mac, four(b), six(b)),
      { tag: 0, from: a.id, frame: arp(a.mac, '10.0.1.99') },
    ];
    const { others } = await send(told, { others: true });
    expect(others.filter(([where]) => where !== a.id)).toEqual([]);
    expect(neighbours()).toBe(before);
    for (const to of [b, c, six(b), six(c)]) {
      const sent = packet(a, to);
      const where = [b, c].find((each) => each === to || six(each) === to)?.id;
      expect(await arrives(sent)).toEqual([`packet at ${where}`]);
    }
    expect(await arrives(packet(c, b))).toEqual([`packet at ${b.id}`]);
  });

  it('with private addresses are never seen on the internet', async () => {
    const { a, b, c, z } = nics;
    const eips = [await withEip(a), await withEip(z)];
    const places = [...eips, HOST, HOST6, '9.9.9.9', four(b), four(c), '2001:db8:eeee::9'];
    const packets = [a, b, c, z].flatMap((from) =>
      places
        .filter((to) => to !== four(from))
        .flatMap((to) => [
          packet(from, to),
          packet(from, to, { protocol: 'udp' }),
          ...(to.includes(':') ? [] : [packet(from, to, { source: '9.9.9.9' })]),
        ]),
    );
    const { seen, others } = await send(packets, { answer: true, others: true });
    const known = [...eips, ...INTERNET_HOSTS];
    const there = seen.filter(({ where }) => where === 'internet');
    expect(there.length).toBeGreaterThan(4);
    expect(there.filter(({ source }) => !withinAny(source, known))).toEqual([]);
    const asked = [...known, '9.9.9.9', '2001:db8:eeee::9'];
    expect(there.filter(({ destination }) => !withinAny(destination, asked))).toEqual([]);
    // Nothing else is sent there but ARP and IPv6 neighbour discovery, which keep a link alive.
    const kinds = others
      .filter(([where]) => where === 'internet')
      .map(([, frame]) => frame.slice(24, 28));
    expect(kinds.filter((kind) => !['0806', '86dd'].includes(kind))).toEqual([]);
  });

  it('from the internet reach public addresses alone', async () => {
    const { a, b } = nics;
    const eip = await withEip(a);
    const link = inRouter(vpcs.one, 'ip', '-j', 'link', 'show', 'internet');
    expect(link).toContain('internet');
    // The packets go out as they are, though the internet has routes back.
    inInternet('ip', 'route', 'add', '10.0.0.0/8', 'dev', deviceToRouter());
    const packets = [
      fromInternet(four(a)),
      fromInternet(four(b)),
      fromInternet(eip, { source: four(b) }),
      fromInternet(eip, { source: '10.0.9.9' }),
      fromInternet(six(a)),
      fromInternet('10.0.1.1', { protocol: 'icmp' }),
    ];
    const { seen } = await send(packets);
    inInternet('ip', 'route', 'del', '10.0.0.0/8', 'dev', deviceToRouter());
    expect(seen.filter(({ where }) => where !== 'internet')).toEqual([]);
    expect(await arrives(fromInternet(eip))).toEqual([`packet at ${a.id}`]);
  });
  const inInternet = (...command: readonly string[]) =>
    execFileSync('ip', ['netns', 'exec', basename(stage.pathOf('internet')), ...command], {
      encoding: 'utf8',
    });
  const deviceToRouter = () => {
    const links = JSON.parse(inInternet('ip', '-j', 'link')) as { ifname: string }[];
    return links.find(({ ifname }) => ifname !== 'lo')?.ifname ?? '';
  };

  /** Opens a TCP connection, and returns functions that give the next packet of either end. */
  async function opened(from: Nic, to: Nic) {
    const syn = packet(from, to);
    const result = await send([syn], { answer: true });
    expect(placesOf(result, syn)).toEqual([`packet at ${to.id}`, `answer at ${from.id}`]);
    const answerTag = syn.tag + 2 ** 30;
    const ends = { sourcePort: syn.sourcePort, port: 80 };
    const there = () => {
      last += 1;
      return {
        ...packet(from, to, ends),
        tag: syn.tag + 1,
        flags: 'ack' as const,
        ack: answerTag + 1,
      };
    };
    const back = () => ({
      ...packet(to, from, { sourcePort: 80, port: syn.sourcePort }),
      tag: answerTag + 1,
      flags: 'ack' as const,
      ack: syn.tag + 1,
    });
    return { there, back };
  }

  it('of an open connection pass while others come and go', async () => {
    const { a, b, c } = nics;
    const { there, back } = await opened(a, c);
    const both = async () => {
      const { seen } = await send([there(), back()]);
      return seen.map(({ kind, where }) => `${kind} at ${where}`).sort();
    };
    const passed = [`answer at ${a.id}`, `packet at ${c.id}`];
    expect(await both()).toEqual(passed);
    const eni = await run.nic(b.subnet, ['10.0.1.60'], [groups.ab]);
    await run.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId: eni.id,
      InstanceId: c.instance,
    });
    eni.instance = c.instance;
    await ready();
    expect(await both()).toEqual(passed);
    await run.rule(groups.ab, 'ingress', { ...allow('9.9.9.9/32'), accept: false, priority: 1 });
    await ready();
    expect(await both()).toEqual(passed);
    await withEip(b);
    expect(await both()).toEqual(passed);
    await run.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId: eni.id,
      InstanceId: c.instance,
    });
    eni.instance = undefined;
    await run.instance(b.subnet, '10.0.1.70', [groups.ab]);
    await ready();
    expect(await both()).toEqual(passed);
  });

  it('of an open connection end with the rule that let them in', async () => {
    const { a, c } = nics;
    const { there, back } = await opened(a, c);
    await run.ok('vpc', 'RevokeSecurityGroupIngress', {
      SecurityGroupId: groups.c,
      Protocol: 'all',
      PortStart: -1,
      PortEnd: -1,
      Priority: 100,
      CidrIp: '0.0.0.0/0',
    });
    await ready();
    const { seen } = await send([there()]);
    expect(seen).toEqual([]);
    // The other end may still answer what had come in before.
    expect((await send([back()])).seen).toHaveLength(1);
  });

  it('that nobody asked for are no answers', async () => {
    const { a, c } = nics;
    await run.ok('vpc', 'RevokeSecurityGroupIngress', {
      SecurityGroupId: groups.ab,
      Protocol: 'all',
      PortStart: -1,
      PortEnd: -1,
      Priority: 100,
      CidrIp: '0.0.0.0/0',
    });
    await ready();
    const unasked = [
      packet(c, a, { flags: 'syn-ack', ack: 1 }),
      packet(c, a, { flags: 'ack', ack: 1 }),
      packet(c, a, { protocol: 'udp' }),
      packet(c, a, { protocol: 'icmp', answer: true }),
    ];
    expect((await send(unasked)).seen).toEqual([]);
  });

  it('stop with an instance, and are there again when it starts, with the same MACs', async () => {
    const { a, b } = nics;
    const { mac } = b;
    await run.ok('ecs', 'StopInstances', { InstanceIds: [b.instance] });
    await ready();
    const lost = await send([packet(a, b), packet(b, a), packet(a, six(b))]);
    expect(lost.seen).toEqual([]);
    expect(lost.unsent).toHaveLength(1);
    await run.ok('ecs', 'StartInstances', { InstanceIds: [b.instance] });
    await ready();
    expect(byInstance(b.instance ?? '').mac).toBe(mac);
    const back = await send([packet(a, b), packet(b, a), packet(a, six(b))]);
    expect(back.seen).toHaveLength(3);
  });

  it('reach no NIC that is detached, and what it sends reaches nobody', async () => {
    const { a, c } = nics;
    const eni = await run.nic(c.subnet, ['10.0.2.60'], [groups.c]);
    const attach = async () => {
      await run.ok('vpc', 'AttachNetworkInterface', {
        NetworkInterfaceId: eni.id,
        InstanceId: c.instance,
      });
      eni.instance = c.instance;
      await ready();
    };
    await attach();
    expect(await arrives(packet(a, eni))).toEqual([`packet at ${eni.id}`]);
    expect(await arrives(packet(eni, a))).toEqual([`packet at ${a.id}`]);
    await run.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId: eni.id,
      InstanceId: c.instance,
    });
    eni.instance = undefined;
    await ready();
    expect((await send([packet(a, eni), packet(c, a, { source: four(eni) })])).seen).toEqual([]);
    const guest = basename(stage.pathOf(c.instance ?? ''));
    const left = execFileSync('ip', ['-n', guest, '-o', 'link'], { encoding: 'utf8' });
    expect(left).not.toContain(eni.mac);
    // In another instance it is the same NIC.
    eni.instance = a.instance;
    await run.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId: eni.id,
      InstanceId: a.instance,
    });
    await ready();
    expect(await arrives(packet(nics.b, eni))).toEqual([`packet at ${eni.id}`]);
  });
});
