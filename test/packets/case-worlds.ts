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

/* Small worlds, and how each is changed: what the cases of the model are made of. */

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

export const rule = (more: Partial<Rule> = {}): Rule => ({
  accept: true,
  priority: 1,
  protocol: 'all',
  ports: undefined,
  peer: { cidr: '0.0.0.0/0' },
  ...more,
});
export const ANY6: Rule = rule({ peer: { cidr: '::/0' } });

export const entry = (more: Partial<Entry> = {}): Entry => ({
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
      ipv4Gateway: undefined,
      ipv4Private: false,
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
      mac: `02:00:00:00:00:0${id.replace('z', 'e')}`,
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

export type Change = (world: World) => void;
export const nothing: Change = () => {};

export const A = '10.0.1.10';
export const B = '10.0.1.20';
export const C = '10.0.2.30';
export const A6 = '2001:db8:1:1::a';
export const B6 = '2001:db8:1:1::b';
export const C6 = '2001:db8:1:2::c';
export const Z6 = '2001:db8:2:1::e';
export const HOST = '198.51.100.1';
export const HOST6 = '2001:db8:ffff::1';
export const OUT = '9.9.9.9';
export const EIP_A = '203.0.113.10';
export const EIP_B = '203.0.113.20';
export const VIP = '10.0.1.50';

/** Gives a function that writes cases into a list. Their packets are of TCP, from a to b, unless told. */
export const sayingIn =
  (list: Case[]) =>
  (
    text: string,
    change: Change,
    given: Partial<Packet>,
    arrives: string,
    known?: readonly Flow[],
  ): void => {
    const world = base();
    change(world);
    const packet = { from: 'a', protocol: 'tcp', source: A, destination: B, port: 80, ...given };
    list.push({ says: text, world, packet: packet as Packet, arrives, ...(known && { known }) });
  };

export const all =
  (...changes: Change[]): Change =>
  (world) => {
    for (const change of changes) change(world);
  };
export const groupOf = (world: World, nic: string) => byId(world.groups, `g-${nic}`);
export const ingress =
  (nic: string, ...rules: Rule[]): Change =>
  (world) => {
    groupOf(world, nic).ingress = rules;
  };
export const egress =
  (nic: string, ...rules: Rule[]): Change =>
  (world) => {
    groupOf(world, nic).egress = rules;
  };
export const acl =
  (subnet: string, given: Partial<Acl>): Change =>
  (world) => {
    const id = `acl-${subnet}`;
    const open = [entry(), entry({ block: '::/0' })];
    const { vpc } = byId(world.subnets, subnet);
    world.acls.push({ id, vpc, stateful: false, ingress: open, egress: open, ...given });
    byId(world.subnets, subnet).acl = id;
  };
export const route =
  (cidr: string, hop: World['tables'][0]['routes'][0]['hop']): Change =>
  (world) => {
    const { routes } = byId(world.tables, 't-v1');
    routes.push({ id: `r${routes.length}`, destination: { cidr }, hop });
  };
export const eip =
  (nic: string, bound: string, address: string): Change =>
  (world) => {
    world.eips.push({ id: address, address, bound: { nic, address: bound } });
  };
export const EIPS = all(eip('a', A, EIP_A), eip('b', B, EIP_B));
export const haVip =
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
export const stop =
  (nic: string): Change =>
  (world) => {
    byId(world.instances, `i-${nic}`).running = false;
  };
export const bandwidth =
  (address: string, vpc = 'v1', egressOnly?: string): Change =>
  (world) => {
    byId(world.vpcs, vpc).ipv6Gateway = 'gw';
    world.bandwidths.push({ id: address, vpc, address, egressOnly });
  };
export const list =
  (...blocks: string[]): Change =>
  (world) => {
    world.prefixLists.push({ id: 'pl', six: false, blocks });
  };
