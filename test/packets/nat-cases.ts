import {
  A,
  A6,
  acl,
  all,
  B,
  C,
  type Case,
  type Change,
  EIP_A,
  egress,
  eip,
  entry,
  HOST,
  HOST6,
  haVip,
  ingress,
  OUT,
  route,
  rule,
  sayingIn,
  stop,
  VIP,
} from './case-worlds.ts';
import { byId, type DnatEntry, type Flow, type NatGateway } from './world.ts';

export const NAT_CASES: Case[] = [];
const says = sayingIn(NAT_CASES);

/** On gateway n of v1. */
const NAT = ['203.0.113.31', '203.0.113.32', '203.0.113.33'] as const;
/** On gateway m of v2. */
const NAT_Z = '203.0.113.41';

const gateway =
  (id: string, vpc: string, addresses: readonly string[], more: Partial<NatGateway> = {}): Change =>
  (world) => {
    world.natGateways.push({ id, vpc, intranet: false, snat: [], dnat: [], ...more });
    for (const address of addresses) {
      world.eips.push({ id: address, address, bound: { natGateway: id } });
    }
  };
const snat =
  (block: string, ...eips: readonly string[]): Change =>
  (world) => {
    const { snat: entries } = byId(world.natGateways, 'n');
    entries.push({ id: `s${entries.length}`, block, eips: eips.length > 0 ? [...eips] : [NAT[0]] });
  };
const dnat =
  (to: string, ports?: DnatEntry['ports'], address: string = NAT[0]): Change =>
  (world) => {
    const { dnat: entries } = byId(world.natGateways, 'n');
    entries.push({ id: `d${entries.length}`, eip: address, to, ports });
  };
const N = gateway('n', 'v1', NAT);
const TO_N = route('0.0.0.0/0', { natGateway: 'n' });
const OPEN = all(N, TO_N);
/** Everything of the VPC leaves. */
const SHARED = all(OPEN, snat('10.0.0.0/16'));

const toHost = { destination: HOST };
const toNat = { from: 'internet', source: HOST, destination: NAT[0] };
const ports = (
  outside: number | readonly [number, number],
  inside: number | readonly [number, number] = outside,
  protocol: 'tcp' | 'udp' = 'tcp',
) => {
  const range = (of: typeof outside) => (typeof of === 'number' ? ([of, of] as const) : of);
  return { protocol, outside: range(outside), inside: range(inside) };
};

// Out, by SNAT.
says('a route and an entry lead out', SHARED, toHost, `internet from ${NAT[0]}`);
says('other protocols too', SHARED, { ...toHost, protocol: 'icmp' }, `internet from ${NAT[0]}`);
says('without a route nothing leaves', all(N, snat('10.0.0.0/16')), toHost, '');
says('without an entry nothing leaves', OPEN, toHost, '');
says('nor with one about others', all(OPEN, snat('10.0.2.0/24')), toHost, '');
says(
  'nor by a gateway without EIPs',
  all(gateway('n', 'v1', []), TO_N, snat('10.0.0.0/16', EIP_A), eip('b', B, EIP_A)),
  toHost,
  '',
);
says(
  'nor by one of the intranet',
  all(gateway('n', 'v1', NAT, { intranet: true }), TO_N, snat('10.0.0.0/16')),
  toHost,
  '',
);
says(
  'a longer route leads elsewhere',
  all(SHARED, route('198.51.100.0/24', { nic: 'b' })),
  toHost,
  `b from ${A}`,
);
says('an EIP comes first', all(SHARED, eip('a', A, EIP_A)), toHost, `internet from ${EIP_A}`);
says(
  'it leads to the internet alone',
  all(SHARED, (world) => byId(world.vpcs, 'v1').userBlocks.push('198.51.100.0/24')),
  toHost,
  '',
);
says('it takes no IPv6', SHARED, { source: A6, destination: HOST6 }, '');
says(
  'not by a route of IPv6, either',
  all(SHARED, route('::/0', { natGateway: 'n' })),
  { source: A6, destination: HOST6 },
  '',
);
says('it is no next hop that sends any source', SHARED, { source: C }, '');
says(
  'what a next hop sends for others leaves by their entry',
  all(OPEN, snat('10.0.2.0/24', NAT[1]), route('9.0.0.0/8', { nic: 'a' })),
  { ...toHost, source: C },
  `internet from ${NAT[1]}`,
);
says(
  'the longest prefix decides, not the first entry',
  all(OPEN, snat('10.0.0.0/16', NAT[0]), snat(`${A}/32`, NAT[1])),
  toHost,
  `internet from ${NAT[1]}`,
);
says(
  'nor the last',
  all(OPEN, snat(`${A}/32`, NAT[1]), snat('10.0.0.0/16', NAT[0])),
  toHost,
  `internet from ${NAT[1]}`,
);
says(
  'the last bits choose among EIPs',
  all(OPEN, snat('10.0.0.0/16', NAT[0], NAT[1])),
  { ...toHost, source: '10.0.1.11' },
  `internet from ${NAT[1]}`,
);
says(
  'in the order of the entry',
  all(OPEN, snat('10.0.0.0/16', NAT[1], NAT[0])),
  { ...toHost, source: '10.0.1.11' },
  `internet from ${NAT[0]}`,
);
says(
  'five of them',
  all(OPEN, snat('10.0.0.0/16', ...NAT), haVip(undefined, '10.0.1.60')),
  // 60 is 28 above 32, and 28 is one more than a multiple of 3.
  { ...toHost, source: '10.0.1.60' },
  `internet from ${NAT[1]}`,
);
says('groups decide first', all(SHARED, egress('a')), toHost, '');
says('and ACLs', all(SHARED, acl('s1', { egress: [] })), toHost, '');
says(
  'which see the internet as the peer',
  all(SHARED, acl('s1', { egress: [entry({ block: `${HOST}/32` })] })),
  toHost,
  `internet from ${NAT[0]}`,
);

// Back, and not without having been asked.
const left: Flow = { vpc: 'v1', source: A, destination: HOST, leftAs: NAT[0] };
says('nobody is asked by it', SHARED, toNat, '');
says('answers come in', all(SHARED, ingress('a')), toNat, `a from ${HOST}`, [left]);
says('to an ACL they are packets', all(SHARED, acl('s1', { ingress: [] })), toNat, '', [left]);
says('of others than were asked they do not', SHARED, { ...toNat, source: OUT }, '', [left]);
says('nor to another address', SHARED, { ...toNat, destination: NAT[1] }, '', [left]);
says('nor in another VPC', SHARED, toNat, '', [{ ...left, vpc: 'v2' }]);
says(
  'they go to who asked, though a mapping leads elsewhere',
  all(SHARED, dnat(B)),
  toNat,
  `a from ${HOST}`,
  [left],
);

// In, by DNAT.
says('a mapping leads in', all(OPEN, dnat(A)), toNat, `a from ${HOST}`);
says('all protocols', all(OPEN, dnat(A)), { ...toNat, protocol: 'icmp' }, `a from ${HOST}`);
says('it needs neither route nor entry', all(N, dnat(A)), toNat, `a from ${HOST}`);
says('another address leads nowhere', all(OPEN, dnat(A, undefined, NAT[1])), toNat, '');
says('a port leads in', all(OPEN, dnat(A, ports(80))), toNat, `a from ${HOST}`);
says('another does not', all(OPEN, dnat(A, ports(81))), toNat, '');
says('nor another protocol', all(OPEN, dnat(A, ports(80))), { ...toNat, protocol: 'udp' }, '');
says('nor a ping', all(OPEN, dnat(A, ports([1, 65_535]))), { ...toNat, protocol: 'icmp' }, '');
says('the first port of many', all(OPEN, dnat(A, ports([80, 90]))), toNat, `a from ${HOST}`);
says('the last', all(OPEN, dnat(A, ports([70, 80]))), toNat, `a from ${HOST}`);
says(
  'each entry is asked',
  all(OPEN, dnat(B, ports(22)), dnat(C, ports(80))),
  toNat,
  `c from ${HOST}`,
);
const only = (port: number) => rule({ protocol: 'tcp', ports: [port, port] });
says(
  'groups see the port inside',
  all(OPEN, dnat(A, ports(80, 8080)), ingress('a', only(8080))),
  toNat,
  `a from ${HOST}`,
);
says(
  'and not the one outside',
  all(OPEN, dnat(A, ports(80, 8080)), ingress('a', only(80))),
  toNat,
  '',
);
says(
  'a range keeps its order',
  all(OPEN, dnat(A, ports([78, 82], [20, 24])), ingress('a', only(22))),
  toNat,
  `a from ${HOST}`,
);
says('ACLs decide, too', all(OPEN, dnat(C), acl('s2', { ingress: [] })), toNat, '');
says('an address that nobody has', all(OPEN, dnat('10.0.1.99')), toNat, '');
says('one of a NIC in no instance', all(OPEN, dnat('10.0.1.40')), toNat, '');
says('one of a stopped instance', all(OPEN, dnat(A), stop('a')), toNat, '');
says('a floating one', all(OPEN, dnat(VIP), haVip('b')), toNat, `b from ${HOST}`);
says(
  'by a gateway of the intranet nothing comes in',
  all(gateway('n', 'v1', NAT, { intranet: true }), dnat(A)),
  { ...toNat, destination: EIP_A },
  '',
);

// The answers to that.
const came: Flow = { vpc: 'v1', source: HOST, destination: A, cameTo: NAT[1] };
says('answers leave as they were asked', OPEN, toHost, `internet from ${NAT[1]}`, [came]);
says('not by an entry', all(OPEN, snat('10.0.0.0/16')), toHost, `internet from ${NAT[1]}`, [came]);
says('if a route leads there', N, toHost, '', [came]);
says(
  'whatever EIP there is by now',
  all(OPEN, eip('a', A, EIP_A)),
  toHost,
  `internet from ${NAT[1]}`,
  [came],
);
says('groups let them pass', all(OPEN, egress('a')), toHost, `internet from ${NAT[1]}`, [came]);
says('ACLs do not', all(OPEN, acl('s1', { egress: [] })), toHost, '', [came]);
const forged: Flow = { vpc: 'v1', source: HOST, destination: A };
says('an answer to what came by no gateway is lost', SHARED, toHost, '', [forged]);
says(
  'but for one that leaves by an EIP',
  all(SHARED, eip('a', A, EIP_A)),
  toHost,
  `internet from ${EIP_A}`,
  [forged],
);

// From one address to another.
says(
  'out by a gateway and in by an EIP',
  all(SHARED, eip('c', C, EIP_A)),
  { destination: EIP_A },
  `c from ${NAT[0]}`,
);
says(
  'out and in by one address',
  all(SHARED, dnat(C)),
  { destination: NAT[0] },
  `c from ${NAT[0]}`,
);
says('to itself', all(SHARED, dnat(A)), { destination: NAT[0] }, `a from ${NAT[0]}`);
says(
  'out by an EIP and in by a gateway',
  all(N, dnat(C), eip('a', A, EIP_A)),
  { destination: NAT[0] },
  `c from ${EIP_A}`,
);
says(
  'from VPC to VPC',
  all(
    SHARED,
    gateway('m', 'v2', [NAT_Z], { dnat: [{ id: 'd', eip: NAT_Z, to: B, ports: undefined }] }),
  ),
  { destination: NAT_Z },
  `z from ${NAT[0]}`,
);
says(
  'and back',
  all(
    SHARED,
    gateway('m', 'v2', [NAT_Z], { dnat: [{ id: 'd', eip: NAT_Z, to: B, ports: undefined }] }),
    (world) =>
      byId(world.tables, 't-v2').routes.push({
        id: 'r',
        destination: { cidr: '0.0.0.0/0' },
        hop: { natGateway: 'm' },
      }),
  ),
  { from: 'z', source: B, destination: NAT[0] },
  `a from ${NAT_Z}`,
  [
    { vpc: 'v1', source: A, destination: NAT_Z, leftAs: NAT[0] },
    { vpc: 'v2', source: NAT[0], destination: B, cameTo: NAT_Z },
  ],
);

// IPv4 gateways.
const ipv4Gateway =
  (enabled: boolean): Change =>
  (world) => {
    byId(world.vpcs, 'v1').ipv4Gateway = { id: 'g', enabled };
  };
const inPrivate: Change = (world) => {
  byId(world.vpcs, 'v1').ipv4Private = true;
};
const WITH_EIP = eip('a', A, EIP_A);
const toEip = { from: 'internet', source: HOST, destination: EIP_A };
for (const [way, closed] of [
  ['by an IPv4 gateway that is disabled', ipv4Gateway(false)],
  ['in private mode', inPrivate],
] as const) {
  says(`${way} no EIP leads out`, all(WITH_EIP, closed), toHost, '');
  says(`${way} no EIP leads in`, all(WITH_EIP, closed), toEip, '');
  says(`${way} no NAT gateway leads out`, all(SHARED, closed), toHost, '');
  says(`${way} none leads in`, all(OPEN, dnat(A), closed), toNat, '');
  says(
    `${way} routes are asked where an EIP was`,
    all(WITH_EIP, closed, route('0.0.0.0/0', { nic: 'b' })),
    toHost,
    `b from ${A}`,
  );
}
says(
  'by an IPv4 gateway that is enabled',
  all(WITH_EIP, ipv4Gateway(true), inPrivate),
  toHost,
  `internet from ${EIP_A}`,
);
says('in, too', all(WITH_EIP, ipv4Gateway(true)), toEip, `a from ${HOST}`);
