import type { PacketProtocol } from './agent.ts';

/*
 * A world as whoever calls the API thinks of it. It knows nothing of how Tenon keeps or makes it.
 * It is data that can be changed: the commands of a sequence write into it what they asked for.
 */

export interface World {
  vpcs: Vpc[];
  subnets: Subnet[];
  groups: Group[];
  prefixLists: PrefixList[];
  acls: Acl[];
  tables: Table[];
  instances: Instance[];
  nics: Nic[];
  eips: Eip[];
  haVips: HaVip[];
  natGateways: NatGateway[];
  /** The IPv6 addresses with internet bandwidth, whether or not a gateway is there. */
  bandwidths: Bandwidth[];
}

export interface Vpc {
  id: string;
  blocks: string[];
  userBlocks: string[];
  /** Its IPv6 gateway, if it has one. */
  ipv6Gateway: string | undefined;
  /** Its IPv4 gateway, if it has one. */
  ipv4Gateway: { id: string; enabled: boolean } | undefined;
  /** Whether it was left without one in private mode. */
  ipv4Private: boolean;
}

export interface Subnet {
  id: string;
  vpc: string;
  blocks: string[];
  gateway: string;
  acl: string | undefined;
  table: string;
}

export interface Group {
  id: string;
  vpc: string;
  ingress: Rule[];
  egress: Rule[];
}

export type Word = PacketProtocol | 'all';

export interface Rule {
  accept: boolean;
  priority: number;
  protocol: Word;
  ports: readonly [number, number] | undefined;
  peer: { cidr: string } | { group: string } | { prefixList: string };
}

export interface PrefixList {
  id: string;
  six: boolean;
  blocks: string[];
}

export interface Acl {
  id: string;
  vpc: string;
  stateful: boolean;
  ingress: Entry[];
  egress: Entry[];
}

export interface Entry {
  accept: boolean;
  protocol: Word;
  ports: readonly [number, number] | undefined;
  block: string;
}

export interface Table {
  id: string;
  vpc: string;
  /** In the order in which they were made. */
  routes: Route[];
}

export interface Route {
  id: string;
  destination: { cidr: string } | { prefixList: string };
  hop:
    | { nic: string }
    | { instance: string }
    | { haVip: string }
    | { natGateway: string }
    | 'ipv6-internet';
}

export interface Instance {
  id: string;
  running: boolean;
}

export interface Nic {
  id: string;
  subnet: string;
  mac: string;
  primary: boolean;
  /** The instance that it is attached to, if it is. */
  instance: string | undefined;
  /** The primary address first. */
  ipv4: string[];
  ipv6: string[];
  groups: string[];
}

export interface Eip {
  id: string;
  address: string;
  bound: EipBinding | undefined;
}

export type EipBinding =
  | { nic: string; address: string }
  | { haVip: string }
  | { natGateway: string };

export interface HaVip {
  id: string;
  subnet: string;
  address: string;
  /** In the order in which they were associated. */
  members: ({ nic: string } | { instance: string })[];
  /**
   * The NIC that had the address when it was last looked at, such as the one that announced it
   * last.
   */
  holder: string | undefined;
}

export interface NatGateway {
  id: string;
  vpc: string;
  intranet: boolean;
  snat: SnatEntry[];
  dnat: DnatEntry[];
}

/** By which EIPs, named by their ids, what a block sends leaves. */
export interface SnatEntry {
  id: string;
  block: string;
  eips: string[];
}

/** To which private address, and ports, what comes to an EIP is led. */
export interface DnatEntry {
  id: string;
  eip: string;
  to: string;
  /** Undefined when all that comes is led there, with its ports as they are. */
  ports: Ports | undefined;
}

export interface Ports {
  protocol: 'tcp' | 'udp';
  outside: readonly [number, number];
  inside: readonly [number, number];
}

export interface Bandwidth {
  id: string;
  vpc: string;
  address: string;
  egressOnly: string | undefined;
}

/** The hosts of the internet that answer. */
export const INTERNET_HOSTS = ['198.51.100.1', '2001:db8:ffff::1'] as const;

export interface Packet {
  /** The NIC that sends it, or `internet`. */
  from: string;
  protocol: PacketProtocol;
  source: string;
  destination: string;
  port: number;
  /** The Ethernet source, when it is not the NIC's own. */
  mac?: string | undefined;
}

/** Where a packet arrives, and with which addresses. */
export interface Arrival {
  /** A NIC, `internet` for its host, or `gateway` for an address that answers pings. */
  where: string;
  source: string;
  destination: string;
  /** The destination port, where the protocol has one. */
  port?: number;
  /** As each VPC's router has seen it: what comes back the same way is an answer. */
  flows: Flow[];
}

/** A connection by its private addresses. */
export interface Flow {
  vpc: string;
  source: string;
  destination: string;
  /** The address of a NAT gateway by which it left. */
  leftAs?: string;
  /** The address of a NAT gateway at which it came in. */
  cameTo?: string;
}

export const emptyWorld = (): World => ({
  vpcs: [],
  subnets: [],
  groups: [],
  prefixLists: [],
  acls: [],
  tables: [],
  instances: [],
  nics: [],
  eips: [],
  haVips: [],
  natGateways: [],
  bandwidths: [],
});

export function byId<T extends { id: string }>(list: readonly T[], id: string): T {
  const found = list.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the world has no ${id}`);
  return found;
}
