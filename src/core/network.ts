/*
 * What the data plane makes real, in its own words: addresses, MACs, rules and places. Nothing here
 * knows an account, a status or a name of the API. Addresses and blocks are canonical text: dotted
 * for IPv4, RFC 5952 for IPv6.
 */

/** A VPC with everything that packets in it meet: a whole picture, never a change of one. */
export interface Network {
  readonly id: string;
  /**
   * The revision of the picture: it grows with every change of the network. A driver that has seen
   * a later picture does nothing with an earlier one.
   */
  readonly revision: number;
  /** Its blocks of both families, secondary ones too: traffic to them never leaves the network. */
  readonly blocks: readonly string[];
  /** Public blocks that it uses as private ones: not the internet, but reached by routes alone. */
  readonly userBlocks: readonly string[];
  readonly subnets: readonly Subnet[];
  /** The NICs that are in an instance, or on their way there. A NIC that leaves is not listed. */
  readonly nics: readonly NicPolicy[];
  /** Those that a NIC is in, and those that are the peer of a rule of one of them. */
  readonly securityGroups: readonly SecurityGroup[];
  /** Those that a subnet is associated with. */
  readonly networkAcls: readonly NetworkAcl[];
  /** Those that a subnet is on. */
  readonly routeTables: readonly RouteTable[];
  readonly publicAddresses: readonly PublicAddress[];
  /** Why it has none: its way to the internet over IPv4 is closed. */
  readonly ipv4Closed?: true;
  /** The IPv6 addresses that reach the internet; none without an IPv6 gateway. */
  readonly publicIpv6: readonly PublicIpv6[];
  readonly floatingAddresses: readonly FloatingAddress[];
  /** Those by which packets reach the internet, or come from there. */
  readonly natGateways: readonly NatGateway[];
}

export interface Subnet {
  readonly id: string;
  /** At most one of each family. */
  readonly blocks: readonly string[];
  /** The second address of its IPv4 block, absent in a subnet of IPv6 alone. */
  readonly gateway?: string;
  readonly networkAclId?: string;
  readonly routeTableId: string;
}

/** A NIC as the instance sees it: what is plugged. */
export interface Nic {
  readonly id: string;
  readonly networkId: string;
  readonly mac: string;
  /** Whether it is the instance's primary NIC, over which the default route leads. */
  readonly primary: boolean;
  /** Addresses with their prefix lengths, the primary one first: `10.0.0.5/24`. */
  readonly addresses: readonly string[];
  /** The subnet's IPv4 gateway. */
  readonly gateway?: string;
}

/** A NIC as the network sees it: what it may send and receive. */
export interface NicPolicy {
  readonly id: string;
  readonly instanceId: string;
  readonly subnetId: string;
  readonly mac: string;
  /** Without prefix lengths, the primary one first. */
  readonly addresses: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** It is the next hop of a route: it may send packets whose source is not its own. */
  readonly forwards: boolean;
  /** Absent where nothing was asked for. */
  readonly timeouts?: ConnectionTimeouts;
}

/** For how many seconds a connection of a NIC is remembered on which nothing passes. */
export interface ConnectionTimeouts {
  readonly tcpEstablished?: number;
  /** Of one that is closed, or waits for what may be late (TIME_WAIT). */
  readonly tcpClosed?: number;
  readonly udp?: number;
}

export interface SecurityGroup {
  readonly id: string;
  readonly ingress: readonly SecurityRule[];
  readonly egress: readonly SecurityRule[];
}

export interface SecurityRule {
  readonly accept: boolean;
  /** 1 is matched first; of two equal ones, the one that drops. */
  readonly priority: number;
  readonly protocol: Protocol;
  /** First and last destination port, for tcp and udp; absent when all. */
  readonly ports?: readonly [number, number];
  readonly peer: Peer;
}

export type Protocol = 'all' | 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'gre';

/** The other end: the blocks of a CIDR or of a prefix list, or the addresses of a group's NICs. */
export type Peer = { readonly blocks: readonly string[] } | { readonly securityGroupId: string };

export interface NetworkAcl {
  readonly id: string;
  /** Whether replies pass by themselves. */
  readonly stateful: boolean;
  /** In the order in which they are matched; what none matches is dropped. */
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

export interface AclRule {
  readonly accept: boolean;
  readonly protocol: Protocol;
  /** First and last destination port, in both directions; absent when all. */
  readonly ports?: readonly [number, number];
  /** The source of what comes in, the destination of what goes out. */
  readonly block: string;
}

export interface RouteTable {
  readonly id: string;
  /** Custom routes: the longest prefix wins. Traffic to the network's own blocks never asks them. */
  readonly routes: readonly Route[];
}

export interface Route {
  /** The destination: one block, or those of a prefix list. */
  readonly blocks: readonly string[];
  readonly nextHop: NextHop;
}

/** `nowhere` is a next hop that carries no packets: a NIC that is not plugged, for one. */
export type NextHop =
  | { readonly nicId: string }
  | { readonly floatingAddressId: string }
  | { readonly natGatewayId: string }
  | 'ipv6-internet'
  | 'nowhere';

/** An EIP: it stands for one private address, or for one floating address, towards the internet. */
export interface PublicAddress {
  readonly id: string;
  readonly address: string;
  readonly privateAddress: string;
  /** Megabits per second, in each direction. */
  readonly bandwidth: number;
  readonly shared?: SharedLimit;
}

/** What several public addresses may carry together, beside the limit that each has by itself. */
export interface SharedLimit {
  readonly id: string;
  /** Megabits per second, in each direction. */
  readonly bandwidth: number;
}

/**
 * A NAT gateway to the internet: many private addresses share its public ones. It knows IPv4 alone.
 */
export interface NatGateway {
  readonly id: string;
  readonly addresses: readonly GatewayAddress[];
  /** What a route leads here leaves by the entry with the longest prefix, or not at all. */
  readonly sources: readonly NatSource[];
  readonly mappings: readonly NatMapping[];
}

/** An EIP of a NAT gateway. */
export interface GatewayAddress {
  readonly id: string;
  readonly address: string;
  /** Megabits per second, in each direction. */
  readonly bandwidth: number;
  readonly shared?: SharedLimit;
}

/** The addresses by which the packets of a block leave; which of them, the sender's address decides. */
export interface NatSource {
  readonly id: string;
  readonly block: string;
  readonly addresses: readonly string[];
}

/** What comes to a public address goes to a private one. */
export interface NatMapping {
  readonly id: string;
  readonly address: string;
  readonly privateAddress: string;
  /** As many of each; absent when all that comes is meant, and ports stay as they are. */
  readonly ports?: {
    readonly protocol: 'tcp' | 'udp';
    readonly outside: readonly [number, number];
    readonly inside: readonly [number, number];
  };
}

/**
 * By which of its addresses what a sender sends leaves: the last bits of the sender's address decide,
 * so that it always is the same one.
 */
export const NAT_SLOTS = 32;

export function addressOfSlot({ addresses }: NatSource, slot: number): string {
  return addresses[slot % addresses.length] ?? '';
}

export interface PublicIpv6 {
  readonly address: string;
  /** Megabits per second, in each direction. */
  readonly bandwidth: number;
  readonly shared?: SharedLimit;
  /** It opens connections, but nobody opens one to it. */
  readonly egressOnly: boolean;
}

/** An address that belongs to the NIC that announced it last. */
export interface FloatingAddress {
  readonly id: string;
  readonly address: string;
  readonly subnetId: string;
  /** The NICs that may announce it. The first has it until one does. */
  readonly nicIds: readonly string[];
}

/** An instance as a place that NICs are plugged into. */
export interface Place {
  readonly id: string;
  /** While it is false, the links of its NICs are down. */
  readonly running: boolean;
  readonly hostname: string;
  /**
   * Something that runs already and is the instance: its NICs are plugged there. Absent for an
   * instance that the data plane makes.
   */
  readonly binding?: Binding;
}

export type Binding =
  | { readonly pid: number }
  /** The path of a network namespace. */
  | { readonly netns: string }
  /** The name or id of a container. */
  | { readonly container: string };

/** IPv4 blocks that are nobody's on the internet. */
export const PRIVATE_IPV4: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
];

/**
 * IPv6 blocks that somebody may have on the internet. The second is one of private addresses
 * elsewhere; here it is what VPCs are given that name no block, in the place of global ones.
 */
export const GLOBAL_IPV6: readonly string[] = ['2000::/3', 'fc00::/7'];
