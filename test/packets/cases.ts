import {
  A,
  A6,
  acl,
  all,
  B,
  B6,
  bandwidth,
  C,
  C6,
  type Case,
  type Change,
  EIP_A,
  EIP_B,
  EIPS,
  egress,
  eip,
  entry,
  HOST,
  HOST6,
  haVip,
  ingress,
  list,
  nothing,
  OUT,
  route,
  rule,
  sayingIn,
  stop,
  VIP,
  Z6,
} from './case-worlds.ts';
import { NAT_CASES } from './nat-cases.ts';
import { byId, type Flow } from './world.ts';

const PLAIN: Case[] = [];
const says = sayingIn(PLAIN);

// NICs and their sources.
says('a packet arrives', nothing, {}, `b from ${A}`);
says('so does one of IPv6', nothing, { source: A6, destination: B6 }, `b from ${A6}`);
says('a secondary address is a source', nothing, { source: '10.0.1.11' }, 'b from 10.0.1.11');
says(
  'and a destination',
  nothing,
  { from: 'b', source: B, destination: '10.0.1.11' },
  `a from ${B}`,
);
says('a stopped instance sends nothing', stop('a'), {}, '');
says('a stopped instance receives nothing', stop('b'), {}, '');
says('a NIC in no instance sends nothing', nothing, { from: 'd', source: '10.0.1.40' }, '');
says('a NIC in no instance receives nothing', nothing, { destination: '10.0.1.40' }, '');
says("another's MAC is dropped", nothing, { mac: '02:00:00:00:00:0b' }, '');
says("another's address is dropped", nothing, { source: C }, '');
says("another's IPv6 address is dropped", nothing, { source: C6, destination: B6 }, '');
says(
  'a next hop sends any source',
  route('9.0.0.0/8', { nic: 'a' }),
  { source: OUT },
  `b from ${OUT}`,
);
says(
  'also a next hop that is named by its instance',
  route('9.0.0.0/8', { instance: 'i-a' }),
  { source: OUT },
  `b from ${OUT}`,
);
says(
  'and one that is a member of a floating address',
  all(haVip(), route('9.0.0.0/8', { haVip: 'vip' })),
  { source: OUT },
  `b from ${OUT}`,
);
says(
  'but not from another MAC',
  route('9.0.0.0/8', { nic: 'a' }),
  { source: OUT, mac: '02:00:00:00:00:0b' },
  '',
);
says(
  'a member sends from its floating address',
  haVip(),
  { source: VIP, destination: C },
  `c from ${VIP}`,
);
says('whoever has it', haVip(), { from: 'b', source: VIP, destination: C }, `c from ${VIP}`);
says('others do not', haVip(), { from: 'c', source: VIP, destination: B }, '');

// Networks.
says(
  'a VPC with the same blocks is another network',
  nothing,
  { from: 'z', source: B, destination: A },
  '',
);
says('each has its own holder of an address', nothing, { from: 'c', source: C }, `b from ${C}`);
says('nobody has the address', nothing, { destination: '10.0.1.99' }, '');
says('multicast is dropped', route('0.0.0.0/0', { nic: 'b' }), { destination: '224.0.0.5' }, '');
says('so is broadcast', route('0.0.0.0/0', { nic: 'b' }), { destination: '255.255.255.255' }, '');
says(
  'the gateway answers pings',
  nothing,
  { protocol: 'icmp', destination: '10.0.1.1' },
  'gateway from 10.0.1.1',
);
says(
  'that of another subnet too',
  nothing,
  { protocol: 'icmp', destination: '10.0.2.1' },
  'gateway from 10.0.2.1',
);
says(
  'whatever groups and ACLs say',
  all(egress('a'), ingress('a'), acl('s1', { egress: [], ingress: [] })),
  { protocol: 'icmp', destination: '10.0.2.1' },
  'gateway from 10.0.2.1',
);
says('and nothing else', nothing, { destination: '10.0.1.1' }, '');

// Security groups.
says('without a rule nothing leaves', egress('a'), {}, '');
says('without a rule nothing comes in', ingress('b'), {}, '');
says(
  'a rule of another port lets nothing in',
  ingress('b', rule({ protocol: 'tcp', ports: [22, 79] })),
  {},
  '',
);
says(
  'the first port of a rule',
  ingress('b', rule({ protocol: 'tcp', ports: [80, 90] })),
  {},
  `b from ${A}`,
);
says(
  'the last port of a rule',
  egress('a', rule({ protocol: 'tcp', ports: [22, 80] })),
  {},
  `b from ${A}`,
);
says(
  'a rule of another protocol',
  ingress('b', rule({ protocol: 'udp', ports: [80, 80] })),
  {},
  '',
);
says('all protocols', ingress('b', rule()), { protocol: 'udp' }, `b from ${A}`);
says('all protocols: icmp too', ingress('b', rule()), { protocol: 'icmp' }, `b from ${A}`);
says(
  'icmp is IPv4 alone',
  ingress('b', rule({ protocol: 'icmp', peer: { group: 'g-a' } })),
  { protocol: 'icmpv6', source: A6, destination: B6 },
  '',
);
says(
  'icmpv6 is IPv6',
  ingress('b', rule({ protocol: 'icmpv6', peer: { group: 'g-a' } })),
  { protocol: 'icmpv6', source: A6, destination: B6 },
  `b from ${A6}`,
);
says('a block of IPv4 lets no IPv6 in', ingress('b', rule()), { source: A6, destination: B6 }, '');
says(
  'a block that holds the source',
  ingress('b', rule({ peer: { cidr: '10.0.1.8/30' } })),
  {},
  `b from ${A}`,
);
says('a block that does not', ingress('b', rule({ peer: { cidr: '10.0.1.12/30' } })), {}, '');
says(
  'egress looks at the destination',
  egress('a', rule({ peer: { cidr: `${B}/32` } })),
  {},
  `b from ${A}`,
);
says('egress to another destination', egress('a', rule({ peer: { cidr: `${A}/32` } })), {}, '');
says('a group as a peer', ingress('b', rule({ peer: { group: 'g-a' } })), {}, `b from ${A}`);
says(
  'its secondary addresses too',
  ingress('b', rule({ peer: { group: 'g-a' } })),
  { source: '10.0.1.11' },
  'b from 10.0.1.11',
);
says(
  'its IPv6 addresses too',
  ingress('b', rule({ peer: { group: 'g-a' } })),
  { source: A6, destination: B6 },
  `b from ${A6}`,
);
says('a group that it is not in', ingress('b', rule({ peer: { group: 'g-c' } })), {}, '');
says(
  'a floating address is not of the group',
  all(haVip(), ingress('c', rule({ peer: { group: 'g-a' } }))),
  { source: VIP, destination: C },
  '',
);
says(
  'a prefix list',
  all(list('172.16.0.0/12', '10.0.1.0/28'), ingress('b', rule({ peer: { prefixList: 'pl' } }))),
  {},
  `b from ${A}`,
);
says(
  'a prefix list without it',
  all(list('172.16.0.0/12'), ingress('b', rule({ peer: { prefixList: 'pl' } }))),
  {},
  '',
);
says(
  'priority 1 before 2',
  ingress('b', rule({ priority: 2, accept: false }), rule()),
  {},
  `b from ${A}`,
);
says(
  'a drop of priority 1 before 2',
  ingress('b', rule({ priority: 2 }), rule({ accept: false })),
  {},
  '',
);
says('of equal ones the drop', ingress('b', rule(), rule({ accept: false })), {}, '');
says(
  'the groups of a NIC are one list',
  all(
    (world) => {
      byId(world.nics, 'b').groups.push('g-more');
      world.groups.push({
        id: 'g-more',
        vpc: 'v1',
        ingress: [rule({ accept: false, priority: 1 })],
        egress: [],
      });
    },
    ingress('b', rule({ priority: 2 })),
  ),
  {},
  '',
);
const opened: Flow[] = [{ vpc: 'v1', source: B, destination: A }];
says('a reply passes groups', all(egress('a'), ingress('b')), {}, `b from ${A}`, opened);
says('a reply of another network does not', all(egress('a')), {}, '', [
  { ...(opened[0] as Flow), vpc: 'v2' },
]);
says('nor one of another connection', all(egress('a')), {}, '', [
  { vpc: 'v1', source: C, destination: A },
]);

// Network ACLs.
const toC = { destination: C };
says('an ACL lets in', acl('s2', {}), toC, `c from ${A}`);
says('an ACL without entries lets nothing out', acl('s1', { egress: [] }), toC, '');
says('or in', acl('s2', { ingress: [] }), toC, '');
says(
  'inside a subnet it filters nothing',
  acl('s1', { egress: [], ingress: [] }),
  {},
  `b from ${A}`,
);
says(
  'the first entry decides',
  acl('s2', { ingress: [entry({ accept: false, block: '10.0.1.0/24' }), entry()] }),
  toC,
  '',
);
says(
  'the first entry that matches',
  acl('s2', { ingress: [entry({ block: '10.0.1.0/24' }), entry({ accept: false })] }),
  toC,
  `c from ${A}`,
);
says('its ports', acl('s2', { ingress: [entry({ protocol: 'tcp', ports: [22, 22] })] }), toC, '');
says(
  'are those of the destination',
  acl('s1', { egress: [entry({ protocol: 'tcp', ports: [80, 80] })] }),
  toC,
  `c from ${A}`,
);
says(
  'egress looks at the destination here too',
  acl('s1', { egress: [entry({ block: `${C}/32` })] }),
  toC,
  `c from ${A}`,
);
says('it is of one family', acl('s2', { ingress: [entry()] }), { source: A6, destination: C6 }, '');
const openedFromC: Flow[] = [{ vpc: 'v1', source: C, destination: A }];
says('a reply needs an entry', acl('s1', { egress: [] }), toC, '', openedFromC);
says(
  'unless the ACL is stateful',
  acl('s1', { egress: [], stateful: true }),
  toC,
  `c from ${A}`,
  openedFromC,
);
says('which lets out no more than that', acl('s1', { egress: [], stateful: true }), toC, '');

// Routes.
const toOut = { destination: OUT };
says('without a route a packet is dropped', nothing, toOut, '');
says('a route leads to its NIC, unchanged', route('9.0.0.0/8', { nic: 'c' }), toOut, `c from ${A}`);
says(
  'and to the NIC of an instance',
  route('9.0.0.0/8', { instance: 'i-c' }),
  toOut,
  `c from ${A}`,
);
says(
  'the longest prefix',
  all(route('9.0.0.0/8', { nic: 'c' }), route('9.9.9.0/24', { nic: 'b' })),
  toOut,
  `b from ${A}`,
);
says(
  'wherever it stands',
  all(route('9.9.9.0/24', { nic: 'b' }), route('9.0.0.0/8', { nic: 'c' })),
  toOut,
  `b from ${A}`,
);
says(
  'of two equal ones the first',
  all(list('9.0.0.0/8'), route('9.0.0.0/8', { nic: 'b' }), (world) => {
    const destination = { prefixList: 'pl' };
    byId(world.tables, 't-v1').routes.push({ id: 'r9', destination, hop: { nic: 'c' } });
  }),
  toOut,
  `b from ${A}`,
);
says(
  'a route for a prefix list',
  all(list('9.0.0.0/8'), (world) => {
    const destination = { prefixList: 'pl' };
    byId(world.tables, 't-v1').routes.push({ id: 'r9', destination, hop: { nic: 'c' } });
  }),
  toOut,
  `c from ${A}`,
);
says(
  'routes are not asked for the own blocks',
  route('10.0.2.0/25', { nic: 'b' }),
  toC,
  `c from ${A}`,
);
says(
  'also when nobody has the address',
  route('0.0.0.0/0', { nic: 'b' }),
  { destination: '10.0.2.99' },
  '',
);
says('a next hop in no instance', route('0.0.0.0/0', { nic: 'd' }), toOut, '');
says('a next hop that is stopped', all(stop('b'), route('0.0.0.0/0', { nic: 'b' })), toOut, '');
says(
  'the groups of a next hop apply',
  all(route('0.0.0.0/0', { nic: 'b' }), ingress('b')),
  toOut,
  '',
);
says(
  'its subnet has an ACL',
  all(route('0.0.0.0/0', { nic: 'c' }), acl('s2', { ingress: [] })),
  toOut,
  '',
);
says(
  'a floating address as a next hop',
  all(haVip('b'), route('0.0.0.0/0', { haVip: 'vip' })),
  toOut,
  `b from ${A}`,
);
says(
  'a table of another VPC leads nowhere',
  route('0.0.0.0/0', { nic: 'b' }),
  { from: 'z', source: B, destination: OUT },
  '',
);

// Floating addresses.
const toVip = { from: 'c', source: C, destination: VIP };
says('a floating address is at its first member', haVip(), toVip, `a from ${C}`);
says('or at who announced it', haVip('b'), toVip, `b from ${C}`);
says(
  'and at the next one when that has left',
  all(haVip(), (world) => {
    byId(world.nics, 'a').instance = undefined;
  }),
  toVip,
  `b from ${C}`,
);
says('but stays with one that has only stopped', all(haVip('a'), stop('a')), toVip, '');
says(
  'a public address of its own',
  all(haVip('b'), (world) => {
    world.eips.push({ id: 'e', address: EIP_A, bound: { haVip: 'vip' } });
  }),
  { from: 'internet', source: HOST, destination: EIP_A },
  `b from ${HOST}`,
);
says(
  'by which it also leaves',
  all(haVip('b'), (world) => {
    world.eips.push({ id: 'e', address: EIP_A, bound: { haVip: 'vip' } });
  }),
  { source: VIP, destination: HOST },
  `internet from ${EIP_A}`,
);

// The internet.
const toHost = { destination: HOST };
const fromHost = { from: 'internet', source: HOST, destination: EIP_A };
says('a public address leaves for the private one', EIPS, toHost, `internet from ${EIP_A}`);
says('and leads to it', EIPS, fromHost, `a from ${HOST}`);
says(
  'one that is bound to nothing',
  (world) => {
    world.eips.push({ id: 'e', address: EIP_A, bound: undefined });
  },
  fromHost,
  '',
);
says('without one nothing leaves', nothing, toHost, '');
says('not from a secondary address either', EIPS, { ...toHost, source: '10.0.1.11' }, '');
says(
  'it beats the routes',
  all(EIPS, route('0.0.0.0/0', { nic: 'c' })),
  toHost,
  `internet from ${EIP_A}`,
);
says('without it the routes lead there', route('0.0.0.0/0', { nic: 'c' }), toHost, `c from ${A}`);
says(
  'private blocks are not the internet',
  all(EIPS, route('172.16.0.0/12', { nic: 'c' })),
  { destination: '172.16.9.9' },
  `c from ${A}`,
);
says(
  'nor are those that the VPC uses as its own',
  all(EIPS, route('198.51.100.0/24', { nic: 'c' }), (world) => {
    byId(world.vpcs, 'v1').userBlocks.push('198.51.100.0/24');
  }),
  toHost,
  `c from ${A}`,
);
const ownHost: Change = (world) => {
  byId(world.vpcs, 'v1').userBlocks.push('198.51.100.0/24');
};
says('nothing comes in from a block that the VPC uses', all(EIPS, ownHost), fromHost, '');
says('nor from a private address', EIPS, { ...fromHost, source: C }, '');
says(
  'groups see the private address',
  all(EIPS, ingress('a', rule({ peer: { cidr: `${HOST}/32` } }))),
  fromHost,
  `a from ${HOST}`,
);
says(
  'what comes in meets groups',
  all(EIPS, ingress('a', rule({ peer: { cidr: '10.0.0.0/8' } }))),
  fromHost,
  '',
);
says('and the ACL', all(EIPS, acl('s1', { ingress: [] })), fromHost, '');
says('what goes out meets groups', all(EIPS, egress('a')), toHost, '');
says('and the ACL, too', all(EIPS, acl('s1', { egress: [] })), toHost, '');
says(
  'a public address is reached from inside by one',
  EIPS,
  { destination: EIP_B },
  `b from ${EIP_A}`,
);
says('and not without', eip('b', B, EIP_B), { destination: EIP_B }, '');
says(
  'from another VPC, too',
  all(EIPS, eip('z', B, '203.0.113.30')),
  { destination: '203.0.113.30' },
  `z from ${EIP_A}`,
);
says(
  'a group as a peer does not see through it',
  all(EIPS, ingress('b', rule({ peer: { group: 'g-a' } }))),
  { destination: EIP_B },
  '',
);

const sentForD = { source: '10.0.1.40', destination: HOST };
says(
  'a next hop does not send for a NIC in no instance',
  all(eip('d', '10.0.1.40', EIP_A), route('9.0.0.0/8', { nic: 'a' })),
  sentForD,
  '',
);
says(
  'but for one that is in one',
  all(eip('c', C, EIP_A), route('9.0.0.0/8', { nic: 'a' })),
  { source: C, destination: HOST },
  `internet from ${EIP_A}`,
);

// IPv6 and the internet.
const toHost6 = { source: A6, destination: HOST6 };
const fromHost6 = { from: 'internet', source: HOST6, destination: A6 };
says(
  'IPv6 without bandwidth does not leave',
  (world) => {
    byId(world.vpcs, 'v1').ipv6Gateway = 'gw';
  },
  toHost6,
  '',
);
says(
  'and is not reached',
  (world) => {
    byId(world.vpcs, 'v1').ipv6Gateway = 'gw';
  },
  fromHost6,
  '',
);
says('with bandwidth it leaves', bandwidth(A6), toHost6, `internet from ${A6}`);
says('and is reached', bandwidth(A6), fromHost6, `a from ${HOST6}`);
const withoutGateway = all(bandwidth(A6), (world) => {
  byId(world.vpcs, 'v1').ipv6Gateway = undefined;
});
says('not without a gateway', withoutGateway, toHost6, '');
says('neither way', withoutGateway, fromHost6, '');
says('egress-only leaves', bandwidth(A6, 'v1', 'rule'), toHost6, `internet from ${A6}`);
says('and is not reached, either', bandwidth(A6, 'v1', 'rule'), fromHost6, '');
says('but for replies', bandwidth(A6, 'v1', 'rule'), fromHost6, `a from ${HOST6}`, [
  { vpc: 'v1', source: A6, destination: HOST6 },
]);
says(
  'from VPC to VPC by the internet',
  all(bandwidth(A6), bandwidth(Z6, 'v2')),
  { source: A6, destination: Z6 },
  `z from ${A6}`,
);

/** Each is one packet of a small world, and what becomes of it. */
export const CASES: readonly Case[] = [...PLAIN, ...NAT_CASES];
