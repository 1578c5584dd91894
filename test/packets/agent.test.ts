import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unable } from './able.ts';
import { PacketAgent, type PacketProtocol, type SentPacket } from './agent.ts';
import { ByHand } from './by-hand.ts';

describe.skipIf(unable('the packet agent'))('the packet agent', () => {
  let network: ByHand;
  let agent: PacketAgent;
  beforeAll(async () => {
    network = new ByHand([2, 3]);
    await network.ready();
    agent = new PacketAgent();
    expect(await agent.places(network.nics)).toEqual([]);
  });
  afterAll(async () => {
    await agent?.end();
    network?.remove();
  });

  let last = 0;
  const packet = (protocol: PacketProtocol, more: Partial<SentPacket> = {}): SentPacket => {
    last += 1;
    const six = protocol === 'icmpv6';
    return {
      tag: last,
      from: 'g2',
      protocol,
      source: six ? 'fd00::2' : '10.0.0.2',
      destination: six ? 'fd00::3' : '10.0.0.3',
      sourcePort: 20_000 + last,
      port: 80,
      ...more,
    };
  };
  const send = (packets: readonly SentPacket[], answer = false) =>
    agent.round({ packets, barriers: [network.barrier()], answer, hosts: [] });

  it('says where each packet arrives, and from which address', async () => {
    const packets = [
      packet('tcp'),
      packet('udp'),
      packet('icmp'),
      packet('icmpv6'),
      packet('tcp', { source: 'fd00::2', destination: 'fd00::3' }),
      packet('udp', { source: 'fd00::2', destination: 'fd00::3' }),
      packet('udp', { source: '9.9.9.9' }),
    ];
    const { seen, unsent } = await send(packets);
    expect(unsent).toEqual([]);
    expect(seen).toEqual(
      packets.map(({ tag, protocol, source, destination, sourcePort, port }) => ({
        tag,
        kind: 'packet',
        where: 'g3',
        source,
        destination,
        intact: true,
        sourceMac: 'fe:ff:ff:ff:ff:ff',
        sourcePort,
        // ICMP has one number where the others have two ports.
        port: protocol.startsWith('icmp') ? sourcePort : port,
      })),
    );
  });

  it('answers what arrives', async () => {
    const packets = [packet('tcp'), packet('udp'), packet('icmp'), packet('icmpv6')];
    const { seen } = await send(packets, true);
    const answers = seen.filter(({ kind }) => kind === 'answer');
    expect(answers.map(({ tag }) => tag)).toEqual(packets.map(({ tag }) => tag));
    for (const each of answers) expect(each).toMatchObject({ where: 'g2', intact: true });
  });

  it('sees the answer of a gateway', async () => {
    const ping = packet('icmp', { destination: '10.0.0.1' });
    const { seen } = await send([ping]);
    expect(seen).toMatchObject([{ tag: ping.tag, kind: 'stack', where: 'g2', source: '10.0.0.1' }]);
  });

  it('misses what a rule drops, and its answer', async () => {
    network.rules(
      'table inet t { chain f { type filter hook forward priority 0; tcp dport 81 drop; udp sport 82 drop; }; }',
    );
    const lost = packet('tcp', { port: 81 });
    const unanswered = packet('udp', { port: 82 });
    const { seen } = await send([lost, unanswered, packet('tcp')], true);
    const of = ({ tag }: SentPacket) => seen.filter((each) => each.tag === tag);
    expect(of(lost)).toEqual([]);
    expect(of(unanswered).map(({ kind }) => kind)).toEqual(['packet']);
    network.rules('delete table inet t');
  });

  it('keeps a connection: a stack in between does not end it', async () => {
    network.rules(
      'table inet t { chain f { type filter hook forward priority 0; policy drop; ct state established accept; iifname g2 tcp dport 80 accept; }; }',
    );
    const open = packet('tcp');
    const other = packet('tcp', { from: 'g3', source: '10.0.0.3', destination: '10.0.0.2' });
    const { seen } = await send([open, other], true);
    expect(seen.map(({ tag, kind }) => [tag, kind])).toEqual([
      [open.tag, 'packet'],
      [open.tag, 'answer'],
    ]);
    network.rules('delete table inet t');
  });

  it('reports what a link that is down does not take, and goes on when it is up', async () => {
    network.link(3, 'down');
    const from = { from: 'g3', source: '10.0.0.3', destination: '10.0.0.2' };
    const kept = packet('udp', from);
    const to = packet('udp');
    const { seen, unsent } = await send([kept, to]);
    expect(seen).toEqual([]);
    expect(unsent).toEqual([kept.tag]);
    network.link(3, 'up');
    await network.ready();
    const again = await send([packet('udp', from), packet('udp')]);
    expect(again.seen).toHaveLength(2);
  });

  it('reports the frames of others when asked', async () => {
    const announced = 'ffffffffffff02000000000208060001080006040001020000000002';
    const frame = `${announced}0a00000200000000000000000002`.padEnd(120, '0');
    const { others } = await agent.round({
      packets: [{ tag: 0, from: 'g2', frame }],
      barriers: [network.barrier()],
      others: true,
    });
    expect(others.map(([where]) => where)).not.toContain('g3');
  });

  it('gets a large matrix through whole', async () => {
    const packets = Array.from({ length: 600 }, (_, index) =>
      packet(index % 2 === 0 ? 'tcp' : 'udp'),
    );
    const begun = performance.now();
    const { seen } = await send(packets, true);
    if (process.env.TENON_PACKET_COVERAGE) console.log('1200 packets:', performance.now() - begun);
    expect(seen).toHaveLength(2 * packets.length);
  });

  it('says which NICs are not there', async () => {
    const nic = { id: 'gone', namespace: '/run/netns/tenon-test-none', mac: '02:00:00:00:00:09' };
    const [first] = network.nics;
    const stranger = { id: 'stranger', namespace: first?.namespace ?? '', mac: nic.mac };
    expect(await agent.places([...network.nics, nic, stranger])).toEqual(['stranger', 'gone']);
  });
});
