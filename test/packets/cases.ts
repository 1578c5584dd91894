import {
  type Acl,
  byId,
  type Entry,
  emptyWorld,
  type Flow,
  type Packet,
  type Rule,
  type World,
} from './world.ts';

/**
 * What the model has to say of small worlds, written down by hand: one packet, and where it
 * arrives, as `nic from source`, or '' when it does not.
 */
export interface Case {
  readonly says: string;
  readonly world: World;
  readonly packet: Packet;
  readonly known?: readonly Flow[];
  readonly arrives: string;
}

const rule = (more: Partial<Rule> = {}): Rule => ({
  accept: true,
  priority: 1,
  protocol: 'all',
  ports: undefined,
  peer: { cidr: '0.0.0.0/0' },
  ...more,
});
const ANY6: Rule = rule({ peer: { cidr: '::/0' } });

const entry = (more: Partial<Entry> = {}): Entry => ({
  accept: true,
  protocol: 'all',
  ports: undefined,
  block: '0.0.0.0/0',
  ...more,
});

/**
 * NICs a (with a secondary address) and b in subnet s1, c in s2, d of s1 in no instance, and in a VPC
 * with the same blocks z, which has the address of b. Everything is let in and out.
 */
function base(): World {
  const world = emptyWorld();
  for (const id of ['v1', 'v2']) {
    world.vpcs.push({
      id,
      blocks: ['10.0.0.0/16', id === 'v1' ? '2001:db8:1::/56' : '2001:db8:2::/56'],
      userBlocks: [],
      ipv6Gateway: undefined,
    });
    world.tables.push({ id: `t-${id}`, vpc: id, routes: [] });
  }
  const subnet = (id: string, vpc: string, block: string, six: string) =>
    world.subnets.push({
      id,
      vpc,
      blocks: [`${block}.0/24`, `${six}/64`],
      gateway: `${block}.1`,
      acl: undefined,
      table: `t-${vpc}`,
    });
  subnet('s1', 'v1', '10.0.1', '2001:db8:1:1::');
  subnet('s2', 'v1', '10.0.2', '2001:db8:1:2::');
  subnet('s9', 'v2', '10.0.1', '2001:db8:2:1::');
  const nic = (id: string, at: string, ipv4: string[], six: string, attached = true) => {
    const group = `g-${id}`;
    const { vpc } = byId(world.subnets, at);
    world.groups.push({ id: group, vpc, ingress: [rule(), ANY6], egress: [rule(), ANY6] });
    if (attached) world.instances.push({ id: `i-${id}`, running: true });
    world.nics.push({
      id,
      subnet: at,
      mac: `02:00:00:00:00:0${id}`,
      primary: attached,
      instance: attached ? `i-${id}` : undefined,
      ipv4,
      ipv6: [six],
      groups: [group],
    });
  };
  nic('a', 's1', ['10.0.1.10', '10.0.1.11'], '2001:db8:1:1::a');
  nic('b', 's1', ['10.0.1.20'], '2001:db8:1:1::b');
  nic('c', 's2', ['10.0.2.30'], '2001:db8:1:2::c');
  nic('d', 's1', ['10.0.1.40'], '2001:db8:1:1::d', false);
  nic('z', 's9', ['10.0.1.20'], '2001:db8:2:1::e');
  return world;
}

export const CASES: Case[] = [];

type Change = (world: World) => void;
const nothing: Change = () => {};

const A = '10.0.1.10';
const B = '10.0.1.20';
const C = '10.0.2.30';
const A6 = '2001:db8:1:1::a';
const B6 = '2001:db8:1:1::b';
const C6 = '2001:db8:1:2::c';
const Z6 = '2001:db8:2:1::e';
const HOST = '198.51.100.1';
const HOST6 = '2001:db8:ffff::1';
const OUT = '9.9.9.9';
const EIP_A = '203.0.113.10';
const EIP_B = '203.0.113.20';
const VIP = '10.0.1.50';

function says(
  text: string,
  change: Change,
  given: Partial<Packet>,
  arrives: string,
  known?: readonly Flow[],
): void {
  const world = base();
  change(world);
  const packet = { from: 'a', protocol: 'tcp', source: A, destination: B, port: 80, ...given };
  CASES.push({ says: text, world, packet: packet as Packet, arrives, ...(known && { known }) });
}

const all =
  (...changes: Change[]): Change =>
  (world) => {
    for (const change of changes) change(world);
  };
const groupOf = (world: World, nic: string) => byId(world.groups, `g-${nic}`);
const ingress =
  (nic: string, ...rules: Rule[]): Change =>
  (world) => {
    groupOf(world, nic).ingress = rules;
  };
const egress =
  (nic: string, ...rules: Rule[]): Change =>
  (world) => {
    groupOf(world, nic).egress = rules;
  };
const acl =
  (subnet: string, given: Partial<Acl>): Change =>
  (world) => {
    const id = `acl-${subnet}`;
    const open = [entry(), entry({ block: '::/0' })];
    const { vpc } = byId(world.subnets, subnet);
    world.acls.push({ id, vpc, stateful: false, ingress: open, egress: open, ...given });
    byId(world.subnets, subnet).acl = id;
  };
const route =
  (cidr: string, hop: World['tables'][0]['routes'][0]['hop']): Change =>
  (world) => {
    const { routes } = byId(world.tables, 't-v1');
    routes.push({ id: `r${routes.length}`, destination: { cidr }, hop });
  };
const eip =
  (nic: string, bound: string, address: string): Change =>
  (world) => {
    world.eips.push({ id: address, address, bound: { nic, address: bound } });
  };
const EIPS = all(eip('a', A, EIP_A), eip('b', B, EIP_B));
const haVip =
  (holder?: string, address = VIP): Change =>
  (world) => {
    world.haVips.push({
      id: 'vip',
      subnet: 's1',
      address,
      members: [{ nic: 'a' }, { instance: 'i-b' }],
      holder,
    });
  };
const stop =
  (nic: string): Change =>
  (world) => {
    byId(world.instances, `i-${nic}`).running = false;
  };
const bandwidth =
  (address: string, vpc = 'v1', egressOnly?: string): Change =>
  (world) => {
    byId(world.vpcs, vpc).ipv6Gateway = 'gw';
    world.bandwidths.push({ id: address, vpc, address, egressOnly });
  };
const list =
  (...blocks: string[]): Change =>
  (world) => {
    world.prefixLists.push({ id: 'pl', six: false, blocks });
  };

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
