import type { Network } from '#core/network.ts';

/** A VPC as the data plane knows it; which revision of it makes no difference here. */
export type PacketNetwork = Omit<Network, 'revision'>;

/** `all` is a packet of a protocol that no rule names: only rules for all protocols match it. */
export const PACKET_PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6', 'all'] as const;
export type PacketProtocol = (typeof PACKET_PROTOCOLS)[number];

export interface Packet {
  /** The NIC that sends it, or `internet`. */
  readonly from: string;
  /** Canonical text, as in a {@link PacketNetwork}; both of one family. */
  readonly source: string;
  readonly destination: string;
  readonly protocol: PacketProtocol;
  /** The destination port; 0 where the protocol has none. */
  readonly port: number;
  /** The port that the answer goes to; by default the first of the ephemeral ones (RFC 6335). */
  readonly sourcePort?: number;
}

/** What a packet may meet. */
export interface PacketWorld {
  /** The sender's network, and that of the destination where it is another. */
  readonly networks: readonly PacketNetwork[];
  readonly isRunning: (instanceId: string) => boolean;
  /** NICs and addresses that are known, but in no network: why they are not, as a sentence. */
  readonly absent: ReadonlyMap<string, string>;
}

/** Where a packet is judged. What the data plane counts drops of has the same names there. */
export const STAGES = [
  'nic',
  'source-check',
  'security-group-egress',
  'route',
  'eip',
  'nat-gateway',
  'ipv6-internet',
  'network-acl-egress',
  'network-acl-ingress',
  'security-group-ingress',
  'router',
] as const;
export type PathStage = (typeof STAGES)[number];

export interface Judgement {
  readonly verdict: 'pass' | 'drop';
  /** The id of the group, ACL, route table, EIP or NAT gateway that decides; '' where none does. */
  readonly by: string;
  /** The facts, as a sentence. */
  readonly because: string;
}

export interface Step extends Judgement {
  readonly stage: PathStage;
}

export type Receiver =
  | { readonly nicId: string; readonly instanceId: string; readonly address: string }
  | 'internet'
  | 'gateway'
  | 'metadata';

/** What becomes of a packet. */
export interface Passage {
  /** Whether every step lets it pass. */
  readonly arrives: boolean;
  /** Who gets it, if it arrives. */
  readonly to: Receiver | undefined;
  /** The source address that the receiver sees, if it arrives. */
  readonly sourceSeen: string | undefined;
  /** In order. After a drop, what else can be told: all that must be changed is seen at once. */
  readonly steps: readonly Step[];
}

export interface Trace extends Passage {
  /** What becomes of the answer; undefined when there is nothing to answer. */
  readonly reply: Passage | undefined;
}

/** A connection as a network's router knows it. */
export interface Flow {
  readonly networkId: string;
  readonly source: string;
  readonly destination: string;
  /** The public address that a NAT gateway has put in the place of the source, if one has. */
  readonly sourceAs?: string;
  /** What stood for the destination, if a NAT gateway has replaced it. */
  readonly destinationWas?: NatTarget;
}

/** An address of a NAT gateway, and a port of it where ports are mapped. */
export interface NatTarget {
  readonly address: string;
  readonly port: number;
}

export type Direction = 'ingress' | 'egress';

export const pass = (by: string, because: string): Judgement => ({ verdict: 'pass', by, because });
export const drop = (by: string, because: string): Judgement => ({ verdict: 'drop', by, because });
