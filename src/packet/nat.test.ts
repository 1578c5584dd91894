import { describe, expect, it } from 'vitest';
import type { NatGateway, Route, SecurityRule } from '#core/network.ts';
import type { Packet, PacketNetwork } from './packet.ts';
import { tracePacket } from './trace.ts';

const HOST = '198.51.100.1';
const [ONE, TWO] = ['203.0.113.101', '203.0.113.102'];
const OPEN: SecurityRule = {
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ['0.0.0.0/0', '::/0'] },
};
const TO_NAT: Route = { blocks: ['0.0.0.0/0', '::/0'], nextHop: { natGatewayId: 'ngw-1' } };

const GATEWAY: NatGateway = {
  id: 'ngw-1',
  addresses: [ONE, TWO].map((address) => ({ id: `eip-${address}`, address, bandwidth: 1 })),
  sources: [
    { id: 'snat-1', block: '10.0.0.0/16', addresses: [ONE] },
    { id: 'snat-2', block: '10.0.2.0/24', addresses: [ONE, TWO] },
  ],
  mappings: [
    {
      id: 'dnat-1',
      address: ONE,
      privateAddress: '10.0.1.10',
      ports: { protocol: 'tcp', outside: [80, 89], inside: [8080, 8089] },
    },
    { id: 'dnat-2', address: TWO, privateAddress: '10.0.2.20' },
  ],
};

const nic = (id: string, subnetId: string, address: string) => ({
  id,
  instanceId: id.replace('eni', 'i'),
  subnetId,
  mac: '02:00:00:00:00:01',
  addresses: [address, `2001:db8::${address.split('.').at(-1)}`],
  securityGroupIds: ['sg-1'],
  forwards: false,
});

const network = (more: Partial<PacketNetwork> = {}): PacketNetwork => ({
  id: 'vpc-1',
  blocks: ['10.0.0.0/16', '2001:db8::/56'],
  userBlocks: [],
  subnets: [
    { id: 'subnet-1', blocks: ['10.0.1.0/24'], routeTableId: 'vtb-1' },
    { id: 'subnet-2', blocks: ['10.0.2.0/24'], routeTableId: 'vtb-1' },
  ],
  nics: [nic('eni-1', 'subnet-1', '10.0.1.10'), nic('eni-2', 'subnet-2', '10.0.2.21')],
  securityGroups: [{ id: 'sg-1', ingress: [OPEN], egress: [OPEN] }],
  networkAcls: [],
  routeTables: [{ id: 'vtb-1', routes: [TO_NAT] }],
  publicAddresses: [],
  publicIpv6: [],
  floatingAddresses: [],
  natGateways: [GATEWAY],
  ...more,
});

const trace = (packet: Partial<Packet>, of = network()) =>
  tracePacket(
    { networks: [of], isRunning: () => true, absent: new Map() },
    {
      from: 'eni-1',
      source: '10.0.1.10',
      destination: HOST,
      protocol: 'tcp',
      port: 22,
      ...packet,
    },
  );

const drops = ({ steps }: ReturnType<typeof trace>) =>
  steps.filter(({ verdict }) => verdict === 'drop').map(({ stage, because }) => [stage, because]);

describe('a packet out by a NAT gateway', () => {
  it('leaves by the entry about it, and its answer comes back', () => {
    const found = trace({});
    expect(found).toMatchObject({ arrives: true, to: 'internet', sourceSeen: ONE });
    expect(found.steps).toContainEqual({
      stage: 'nat-gateway',
      verdict: 'pass',
      by: 'ngw-1',
      because: `10.0.1.10 leaves as ${ONE}, by snat-1 about 10.0.0.0/16`,
    });
    expect(found.reply).toMatchObject({
      arrives: true,
      to: { nicId: 'eni-1', address: '10.0.1.10' },
    });
  });

  it('goes by the longest prefix, and by the sender’s last bits', () => {
    expect(trace({ from: 'eni-2', source: '10.0.2.21' }).sourceSeen).toBe(TWO);
    expect(trace({}, network({ nics: [nic('eni-1', 'subnet-1', '10.0.1.10')] })).sourceSeen).toBe(
      ONE,
    );
  });

  it('is dropped without an entry, without an address, to private blocks and by IPv6', () => {
    const without = network({ natGateways: [{ ...GATEWAY, sources: [] }] });
    expect(drops(trace({}, without))).toEqual([
      ['nat-gateway', 'it has no SNAT entry about 10.0.1.10'],
    ]);
    const bare = network({ natGateways: [{ ...GATEWAY, addresses: [] }] });
    expect(drops(trace({}, bare))[0]?.[0]).toBe('route');
    expect(drops(trace({ destination: '172.16.0.1' }))).toEqual([
      ['nat-gateway', "it leads to the internet, where 172.16.0.1 is nobody's"],
    ]);
    const six = { source: '2001:db8::10', destination: '2001:db8:ffff::1' };
    expect(drops(trace(six))[0]?.[0]).toBe('route');
  });

  it('comes after an EIP of its own', () => {
    const own = { id: 'eip-1', address: '203.0.113.1', privateAddress: '10.0.1.10', bandwidth: 1 };
    const found = trace({}, network({ publicAddresses: [own] }));
    expect(found).toMatchObject({ arrives: true, sourceSeen: '203.0.113.1' });
  });
});

describe('a packet in by a NAT gateway', () => {
  const into = (more: Partial<Packet>) => trace({ from: 'internet', source: HOST, ...more });

  it('goes where its entry leads, and its answer leaves as what was asked', () => {
    const found = into({ destination: ONE, port: 85 });
    expect(found).toMatchObject({
      arrives: true,
      to: { nicId: 'eni-1', address: '10.0.1.10' },
      sourceSeen: HOST,
      reply: { arrives: true, to: 'internet', sourceSeen: ONE },
    });
    expect(found.steps[0]).toMatchObject({
      stage: 'nat-gateway',
      because: `${ONE} stands for 10.0.1.10, port 8085, by dnat-1`,
    });
  });

  it('is dropped where there is no entry, or nobody has the address', () => {
    expect(drops(into({ destination: ONE, port: 90 }))).toEqual([
      ['nat-gateway', `it has no DNAT entry for tcp 90 of ${ONE}`],
    ]);
    expect(drops(into({ destination: ONE, protocol: 'udp', port: 80 }))).toHaveLength(1);
    expect(drops(into({ destination: TWO }))[0]?.[0]).toBe('route');
  });

  it('is answered by the route table alone: without one, nothing comes back', () => {
    const of = network({ routeTables: [{ id: 'vtb-1', routes: [] }] });
    const found = trace({ from: 'internet', source: HOST, destination: ONE, port: 80 }, of);
    expect(found).toMatchObject({ arrives: true, reply: { arrives: false } });
  });
});

it('leads from one address of a gateway to another', () => {
  const nics = [nic('eni-1', 'subnet-1', '10.0.1.10'), nic('eni-2', 'subnet-2', '10.0.2.20')];
  expect(trace({ destination: TWO }, network({ nics }))).toMatchObject({
    arrives: true,
    to: { nicId: 'eni-2' },
    sourceSeen: ONE,
    reply: { arrives: true, to: { nicId: 'eni-1' } },
  });
});
