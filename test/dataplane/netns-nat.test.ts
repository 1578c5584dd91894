import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NatGateway, Network, Route } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig, type Sent } from './routed.ts';

const HOST = '198.51.100.1';
const [ONE, TWO] = ['203.0.113.101', '203.0.113.102'];
const TO_NAT: Route = { blocks: ['0.0.0.0/0', '::/0'], nextHop: { natGatewayId: 'ngw-1' } };

/** A gateway by which 10.0.1.0/24 leaves as the first address. */
const gateway = (more: Partial<NatGateway> = {}): NatGateway => ({
  id: 'ngw-1',
  addresses: [ONE, TWO].map((address) => ({ id: `eip-${address}`, address, bandwidth: 100 })),
  sources: [{ id: 'snat-1', block: '10.0.1.0/24', addresses: [ONE] }],
  mappings: [],
  ...more,
});

describe.skipIf(noNetns !== undefined)('a NAT gateway', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = new Rig();
    await rig.openInternet();
  });
  afterEach(() => rig.remove());

  const nics = [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2' })];
  const world = (more: Partial<Network> = {}, routes = [TO_NAT]): Network => ({
    ...EMPTY,
    nics,
    routeTables: [{ id: 'table-1', routes }],
    natGateways: [gateway()],
    ...more,
  });

  /**
   * Whether the sender gets an answer, be it the kernel's of the host: it refuses a connection, and
   * with that the address is free for others.
   */
  async function heard(packet: Sent): Promise<boolean> {
    const { seen } = await rig.round([packet], true);
    return seen.some(({ where, kind }) => where === packet.from && kind !== 'packet');
  }

  it('lets out what a route leads to it and an entry is about, and the answers in', async () => {
    await rig.apply(world());
    for (const protocol of ['icmp', 'tcp', 'udp'] as const) {
      expect(
        await rig.arrivals(
          { from: 'eni-4', to: HOST, protocol },
          { from: 'eni-5', to: HOST, protocol },
          // No entry is about its subnet.
          { from: 'eni-6', to: HOST, protocol },
          // Nobody opens a connection to it.
          { from: 'internet', to: ONE, protocol },
          // It leads to the internet alone.
          { from: 'eni-4', to: '172.16.0.1', protocol },
        ),
      ).toEqual([
        { where: 'internet', source: ONE, destination: HOST },
        { where: 'internet', source: ONE, destination: HOST },
        undefined,
        undefined,
        undefined,
      ]);
      expect(await heard({ from: 'eni-4', to: HOST, protocol })).toBe(true);
      expect(await heard({ from: 'eni-5', to: HOST, protocol })).toBe(true);
    }
  });

  it('is reached by a route alone, and an EIP comes before it', async () => {
    const publicAddresses = [
      { id: 'eip-4', address: '203.0.113.4', privateAddress: '10.0.1.4', bandwidth: 100 },
    ];
    await rig.apply(world({ publicAddresses }, []));
    const out = [
      { from: 'eni-4', to: HOST },
      { from: 'eni-5', to: HOST },
    ];
    const own = { where: 'internet', source: '203.0.113.4', destination: HOST };
    expect(await rig.arrivals(...out)).toEqual([own, undefined]);
    await rig.apply(world({ publicAddresses }));
    const shared = { ...own, source: ONE };
    expect(await rig.arrivals(...out)).toEqual([own, shared]);
    expect(await rig.answered(...out)).toEqual([true, true]);
    // A longer prefix leads elsewhere.
    const elsewhere: Route = { blocks: ['198.51.100.0/24'], nextHop: 'nowhere' };
    await rig.apply(world({ publicAddresses }, [TO_NAT, elsewhere]));
    expect(await rig.arrivals(...out)).toEqual([own, undefined]);
  });

  it('goes by the entry with the longest prefix, and by its addresses in turn', async () => {
    const sources = [
      { id: 'snat-1', block: '10.0.0.0/16', addresses: [ONE] },
      { id: 'snat-2', block: '10.0.1.4/31', addresses: [ONE, TWO] },
    ];
    await rig.apply(world({ natGateways: [gateway({ sources })] }));
    const seen = await rig.arrivals(
      { from: 'eni-4', to: HOST },
      { from: 'eni-5', to: HOST },
      { from: 'eni-6', to: HOST, protocol: 'tcp' },
    );
    expect(seen.map((each) => each?.source)).toEqual([ONE, TWO, ONE]);
  });

  it('leads what comes to a mapped port in, and the answers out', async () => {
    const mappings = [
      {
        id: 'dnat-1',
        address: ONE,
        privateAddress: '10.0.1.4',
        ports: { protocol: 'tcp', outside: [80, 80], inside: [8080, 8080] },
      },
      {
        id: 'dnat-2',
        address: ONE,
        privateAddress: '10.0.2.6',
        ports: { protocol: 'udp', outside: [25, 30], inside: [20, 25] },
      },
      { id: 'dnat-3', address: TWO, privateAddress: '10.0.1.5' },
    ] as const;
    await rig.apply(world({ natGateways: [gateway({ mappings })] }));
    const into = [
      { from: 'internet', to: ONE, protocol: 'tcp', port: 80 },
      { from: 'internet', to: ONE, protocol: 'udp', port: 27 },
      { from: 'internet', to: TWO, protocol: 'icmp' },
      { from: 'internet', to: TWO, protocol: 'tcp', port: 9 },
      { from: 'internet', to: ONE, protocol: 'tcp', port: 81 },
      { from: 'internet', to: ONE, protocol: 'udp', port: 80 },
      { from: 'internet', to: ONE, protocol: 'icmp' },
    ] as const;
    const at = (where: string, destination: string) => ({ where, source: HOST, destination });
    expect(await rig.arrivals(...into)).toEqual([
      at('eni-4', '10.0.1.4'),
      at('eni-6', '10.0.2.6'),
      at('eni-5', '10.0.1.5'),
      at('eni-5', '10.0.1.5'),
      undefined,
      undefined,
      undefined,
    ]);
    expect(await rig.answered(...into.slice(0, 4))).toEqual([true, true, true, true]);
  });

  it('meets groups and ACLs by private addresses', async () => {
    const web = { accept: true, priority: 1, protocol: 'tcp', ports: [8080, 8080] } as const;
    const peer = { blocks: ['0.0.0.0/0'] };
    const securityGroups = [{ id: 'sg-open', ingress: [{ ...web, peer }], egress: [] }];
    const ports = { protocol: 'tcp', outside: [80, 81], inside: [8080, 8081] } as const;
    const mappings = [{ id: 'dnat-1', address: ONE, privateAddress: '10.0.1.4', ports }];
    await rig.apply(world({ securityGroups, natGateways: [gateway({ mappings })] }));
    const into = { from: 'internet', to: ONE, protocol: 'tcp' } as const;
    expect(await rig.answered({ ...into, port: 80 }, { ...into, port: 81 })).toEqual([
      true,
      undefined,
    ]);
    expect(await rig.send({ from: 'eni-4', to: HOST })).toEqual([undefined]);
  });

  it('leaves the source alone of what a route leads to a NIC instead', async () => {
    const ports = { protocol: 'tcp', outside: [80, 80], inside: [8080, 8080] } as const;
    const mappings = [{ id: 'dnat-1', address: ONE, privateAddress: '10.0.1.4', ports }];
    const natGateways = [gateway({ mappings })];
    await rig.apply(world({ natGateways }));
    const asked = {
      from: 'internet',
      to: ONE,
      protocol: 'tcp',
      sourcePort: 4001,
      port: 80,
    } as const;
    const answer = {
      from: 'eni-4',
      to: HOST,
      protocol: 'tcp',
      sourcePort: 8080,
      port: 4001,
      flags: 'syn-ack',
    } as const;
    const out = { from: 'eni-5', to: HOST, protocol: 'udp', sourcePort: 4002 } as const;
    expect(await rig.send(asked, out)).toEqual(['eni-4', 'internet']);
    const forwarding = nics.map((nic) => (nic.id === 'eni-6' ? { ...nic, forwards: true } : nic));
    const toNic: Route = { blocks: ['0.0.0.0/0'], nextHop: { nicId: 'eni-6' } };
    await rig.apply(world({ natGateways, nics: forwarding }, [toNic]));
    expect(await rig.arrivals(answer, out)).toEqual([
      { where: 'eni-6', source: '10.0.1.4', destination: HOST },
      { where: 'eni-6', source: '10.0.1.5', destination: HOST },
    ]);
  });

  it('ends with its entry and its EIP, open connections included', async () => {
    const tcp = { from: 'eni-4', to: HOST, protocol: 'tcp', sourcePort: 4000 } as const;
    await rig.apply(world());
    expect(await heard(tcp)).toBe(true);
    await rig.apply(world({ natGateways: [gateway({ sources: [] })] }));
    expect(await rig.send({ ...tcp, flags: 'ack' })).toEqual([undefined]);
    await rig.apply(world({ natGateways: [gateway({ addresses: [], sources: [] })] }));
    expect(await rig.send({ from: 'eni-5', to: HOST })).toEqual([undefined]);
    await rig.apply(world());
    expect(await rig.answered({ from: 'eni-5', to: HOST })).toEqual([true]);
  });

  it('leads from one of its addresses to a mapping of another', async () => {
    const mappings = [{ id: 'dnat-1', address: TWO, privateAddress: '10.0.2.6' }];
    await rig.apply(world({ natGateways: [gateway({ mappings })] }));
    const across = { from: 'eni-4', to: TWO, protocol: 'tcp' } as const;
    expect(await rig.arrivals(across)).toEqual([
      { where: 'eni-6', source: ONE, destination: '10.0.2.6' },
    ]);
    expect(await rig.answered(across)).toEqual([true]);
  });

  it('takes no IPv6 along', async () => {
    await rig.apply(world());
    expect(await rig.send({ from: 'eni-4', to: '2001:db8:ffff::1' })).toEqual([undefined]);
  });
});
