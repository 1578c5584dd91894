import { describe, expect, it } from 'vitest';
import type { AclRule, NicPolicy, SecurityRule } from '#core/network.ts';
import type { Packet, PacketNetwork, Step } from './packet.ts';
import { tracePacket } from './trace.ts';

/*
 * What each stage says. The packet model and real packets, in test/packets, show that the stages
 * decide as packets are really treated.
 */

const every = (more: Partial<SecurityRule> = {}): SecurityRule => ({
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ['0.0.0.0/0', '::/0'] },
  ...more,
});

const entry = (more: Partial<AclRule> = {}): AclRule => ({
  accept: true,
  protocol: 'all',
  block: '0.0.0.0/0',
  ...more,
});

const nic = (id: string, subnetId: string, addresses: readonly string[]): NicPolicy => ({
  id,
  instanceId: id.replace('eni', 'i'),
  subnetId,
  mac: '02:00:00:00:00:01',
  addresses,
  securityGroupIds: ['sg-1'],
  forwards: false,
});

/** Two subnets; one NIC in the first, and in the second one and another that forwards. */
const NETWORK: PacketNetwork = {
  id: 'vpc-1',
  blocks: ['10.0.0.0/16', '2001:db8::/56'],
  userBlocks: [],
  subnets: [
    { id: 'subnet-1', blocks: ['10.0.1.0/24'], gateway: '10.0.1.1', routeTableId: 'vtb-1' },
    { id: 'subnet-2', blocks: ['10.0.2.0/24'], gateway: '10.0.2.1', routeTableId: 'vtb-1' },
  ],
  nics: [
    nic('eni-1', 'subnet-1', ['10.0.1.10', '2001:db8::10']),
    nic('eni-2', 'subnet-2', ['10.0.2.20', '2001:db8::20']),
    { ...nic('eni-3', 'subnet-2', ['10.0.2.30']), forwards: true },
  ],
  securityGroups: [{ id: 'sg-1', ingress: [every()], egress: [every()] }],
  networkAcls: [],
  routeTables: [
    {
      id: 'vtb-1',
      routes: [
        { blocks: ['192.168.0.0/16'], nextHop: { nicId: 'eni-3' } },
        { blocks: ['192.168.7.0/24'], nextHop: 'nowhere' },
        { blocks: ['192.168.8.0/24'], nextHop: { floatingAddressId: 'havip-1' } },
        { blocks: ['::/0'], nextHop: 'ipv6-internet' },
      ],
    },
  ],
  publicAddresses: [
    { id: 'eip-1', address: '203.0.113.1', privateAddress: '10.0.1.10', bandwidth: 1 },
  ],
  publicIpv6: [{ address: '2001:db8::20', bandwidth: 1, egressOnly: true }],
  floatingAddresses: [
    { id: 'havip-1', address: '10.0.1.50', subnetId: 'subnet-1', nicIds: ['eni-1'] },
    { id: 'havip-2', address: '10.0.1.51', subnetId: 'subnet-1', nicIds: [] },
  ],
  natGateways: [],
};

const withAcl = (ingress: AclRule[], egress: AclRule[], stateful = false): PacketNetwork => ({
  ...NETWORK,
  subnets: NETWORK.subnets.map((each) =>
    each.id === 'subnet-2' ? { ...each, networkAclId: 'nacl-2' } : each,
  ),
  networkAcls: [{ id: 'nacl-2', stateful, ingress, egress }],
});

const withRules = (ingress: SecurityRule[], egress: SecurityRule[]): PacketNetwork => ({
  ...NETWORK,
  securityGroups: [{ id: 'sg-1', ingress, egress }],
});

interface Asked {
  readonly network?: PacketNetwork;
  readonly stopped?: string;
  readonly absent?: Record<string, string>;
}

function trace(packet: Partial<Packet>, { network = NETWORK, stopped, absent = {} }: Asked = {}) {
  return tracePacket(
    {
      networks: [network],
      isRunning: (id) => id !== stopped,
      absent: new Map(Object.entries(absent)),
    },
    {
      from: 'eni-1',
      source: '10.0.1.10',
      destination: '10.0.2.20',
      protocol: 'tcp',
      port: 22,
      ...packet,
    },
  );
}

const dropped = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ stage, verdict, by, because }) =>
    verdict === 'drop' ? [`${stage} [${by}] ${because}`] : [],
  );

const six = { source: '2001:db8::10', protocol: 'icmpv6', port: 0 } as const;

describe('a packet is dropped by', () => {
  it.each<[string, Partial<Packet>, Asked, string[]]>([
    ['a NIC in no instance', { from: 'eni-9' }, {}, ['nic [] eni-9 is in no instance']],
    [
      'a NIC that is known, and in no instance',
      { from: 'eni-9' },
      { absent: { 'eni-9': 'eni-9 is Detaching' } },
      ['nic [] eni-9 is Detaching'],
    ],
    [
      'the link of a stopped sender',
      {},
      { stopped: 'i-1' },
      ['nic [] eni-1 is in i-1, which does not run: its link is down'],
    ],
    [
      'the link of a stopped receiver',
      {},
      { stopped: 'i-2' },
      ['nic [] eni-2 is in i-2, which does not run: its link is down'],
    ],
    [
      'the source check',
      { source: '10.0.1.99' },
      {},
      ['source-check [] 10.0.1.99 is no address of eni-1, and no route leads to eni-1'],
    ],
    [
      'the groups of the sender and of the receiver, at once',
      {},
      {
        network: withRules(
          [every({ accept: false, protocol: 'tcp', ports: [20, 30] }), every()],
          [every({ peer: { securityGroupId: 'sg-2' } })],
        ),
      },
      [
        'security-group-egress [sg-1] no egress rule of sg-1 matches tcp 22 to 10.0.2.20',
        'security-group-ingress [sg-1] its ingress rule of priority 1 drops tcp 20-30 from 0.0.0.0/0',
      ],
    ],
    [
      'an ACL on its way in',
      {},
      { network: withAcl([entry({ protocol: 'tcp', ports: [80, 80] })], [entry()]) },
      ['network-acl-ingress [nacl-2] no ingress entry matches tcp 22 from 10.0.1.10'],
    ],
    [
      'an ACL on its way out',
      { from: 'eni-2', source: '10.0.2.20', destination: '10.0.1.10' },
      { network: withAcl([entry()], [entry({ accept: false, protocol: 'tcp' }), entry()]) },
      ['network-acl-egress [nacl-2] its egress entry 1 drops tcp to 0.0.0.0/0'],
    ],
    [
      'an address that nobody has',
      { destination: '10.0.2.99' },
      {},
      ['route [] 10.0.2.99 is in the block 10.0.0.0/16 of vpc-1, and no NIC in an instance has it'],
    ],
    [
      'an address of a NIC in no instance',
      { destination: '10.0.2.99' },
      { absent: { '10.0.2.99': 'eni-9 is Available' } },
      ['route [] 10.0.2.99 is in the block 10.0.0.0/16 of vpc-1, and eni-9 is Available'],
    ],
    [
      'a route table without a route',
      { from: 'eni-2', source: '10.0.2.20', destination: '8.8.8.8' },
      {},
      ['route [vtb-1] it has no route to 8.8.8.8, and 10.0.2.20 has no EIP'],
    ],
    [
      'the longest route, which leads nowhere',
      { destination: '192.168.7.7' },
      {},
      [
        'route [vtb-1] its route to 192.168.7.0/24 leads to what is in no instance, or to no NIC at all',
      ],
    ],
    [
      'a route to an IPv6 gateway, without bandwidth',
      { ...six, destination: '2600::1' },
      {},
      [
        'route [vtb-1] its route to ::/0 leads to the IPv6 gateway, and 2001:db8::10 has no public bandwidth',
      ],
    ],
    [
      'an EIP that carries nothing',
      { destination: '203.0.113.9' },
      { absent: { '203.0.113.9': 'eip-9 is Available' } },
      ['eip [] eip-9 is Available'],
    ],
    [
      'the internet, for what is none of ours',
      { from: 'internet', source: '198.51.100.1', destination: '203.0.113.9' },
      {},
      ['eip [] 203.0.113.9 is no public address of a VPC here'],
    ],
    [
      'a source that is not of the internet',
      { from: 'internet', source: '192.168.1.1', destination: '203.0.113.1' },
      {},
      ['eip [] the source 192.168.1.1 is no internet address for vpc-1'],
    ],
    [
      'an egress-only address',
      { ...six, from: 'internet', source: '2600::1', destination: '2001:db8::20' },
      {},
      [
        'ipv6-internet [] 2001:db8::20 is egress-only: it opens connections, and nobody opens one to it',
      ],
    ],
    [
      'an IPv6 address without bandwidth',
      { ...six, from: 'internet', source: '2600::1', destination: '2001:db8::10' },
      {},
      ['ipv6-internet [] 2001:db8::10 is in vpc-1, and has no public bandwidth there'],
    ],
    [
      'the router: multicast',
      { destination: '224.0.0.5' },
      {},
      ['router [] 224.0.0.5 is broadcast or multicast, which is dropped'],
    ],
    [
      'the router: broadcast',
      { destination: '255.255.255.255' },
      {},
      ['router [] 255.255.255.255 is broadcast or multicast, which is dropped'],
    ],
    [
      'the router: more than a ping to a gateway',
      { destination: '10.0.2.1' },
      {},
      [
        'router [] the gateway of subnet-2 answers ping, whatever groups and ACLs say, and nothing else',
      ],
    ],
    [
      'the router: more than metadata',
      { destination: '100.96.0.96' },
      {},
      [
        'router [] the metadata service takes tcp 80 and ping, whatever groups and ACLs say, and nothing else',
      ],
    ],
    [
      'the router: link-local addresses',
      { ...six, destination: 'fe80::2' },
      {},
      ['router [] link-local addresses are not forwarded'],
    ],
  ])('%s', (_, packet, asked, drops) => {
    const traced = trace(packet, asked);
    expect(dropped(traced.steps)).toEqual(drops);
    expect([traced.arrives, traced.to, traced.reply]).toEqual([false, undefined, undefined]);
  });
});

describe('a packet arrives at', () => {
  const closed = withRules([], []);
  it.each<[string, Partial<Packet>, Asked, unknown, string]>([
    ['a NIC', {}, {}, { nicId: 'eni-2', instanceId: 'i-2', address: '10.0.2.20' }, '10.0.1.10'],
    [
      'the next hop of a route, unchanged',
      { destination: '192.168.1.1' },
      {},
      { nicId: 'eni-3', instanceId: 'i-3', address: '192.168.1.1' },
      '10.0.1.10',
    ],
    [
      'the holder of a floating address',
      { from: 'eni-3', source: '192.168.9.9', destination: '10.0.1.50' },
      {},
      { nicId: 'eni-1', instanceId: 'i-1', address: '10.0.1.50' },
      '192.168.9.9',
    ],
    ['the internet, by its EIP', { destination: '8.8.8.8' }, {}, 'internet', '203.0.113.1'],
    [
      'the metadata service, whatever groups say',
      { destination: '100.96.0.96', port: 80 },
      { network: closed },
      'metadata',
      '10.0.1.10',
    ],
    [
      'a gateway, whatever groups say',
      { destination: '10.0.2.1', protocol: 'icmp', port: 0 },
      { network: closed },
      'gateway',
      '10.0.1.10',
    ],
    [
      'the router itself',
      { ...six, destination: 'fe80::1' },
      { network: closed },
      'gateway',
      '2001:db8::10',
    ],
  ])('%s', (_, packet, asked, to, source) => {
    const traced = trace(packet, asked);
    expect(dropped(traced.steps)).toEqual([]);
    expect([traced.arrives, traced.to, traced.sourceSeen]).toEqual([true, to, source]);
    expect(traced.reply?.arrives).toBe(true);
  });
});

describe('the answer', () => {
  const oneWay = [entry({ protocol: 'tcp', ports: [22, 22] })];

  it('needs an entry of its own in an ACL without state', () => {
    const { arrives, reply } = trace({}, { network: withAcl(oneWay, oneWay) });
    expect([arrives, reply?.arrives]).toEqual([true, false]);
    expect(dropped(reply?.steps ?? [])).toEqual([
      'network-acl-egress [nacl-2] no egress entry matches tcp 49152 to 10.0.1.10; it is stateless, so an answer needs an entry of its own',
    ]);
    const asked = { network: withAcl(oneWay, [entry({ protocol: 'tcp', ports: [5000, 5000] })]) };
    expect(trace({ sourcePort: 5000 }, asked).reply?.arrives).toBe(true);
  });

  it('needs none where the ACL has state, nor a rule of a group', () => {
    expect(trace({}, { network: withAcl(oneWay, [], true) }).reply?.arrives).toBe(true);
    const ssh = every({ protocol: 'tcp', ports: [22, 22] });
    expect(trace({}, { network: withRules([ssh], [ssh]) }).reply?.arrives).toBe(true);
  });

  it('of what floats goes to whoever has the address', () => {
    const source = { from: 'eni-2', source: '10.0.2.20', destination: '10.0.1.50' };
    expect(trace(source).reply?.to).toEqual({
      nicId: 'eni-2',
      instanceId: 'i-2',
      address: '10.0.2.20',
    });
  });
});

describe('a protocol that no rule names', () => {
  it('passes rules for all protocols alone', () => {
    const named = (['tcp', 'udp', 'icmp', 'icmpv6', 'gre'] as const).map((protocol) =>
      every({ protocol }),
    );
    const any = { protocol: 'all', port: 0 } as const;
    expect(trace(any, { network: withRules(named, named) }).arrives).toBe(false);
    expect(trace(any, { network: withRules([every()], [every()]) }).arrives).toBe(true);
  });
});
