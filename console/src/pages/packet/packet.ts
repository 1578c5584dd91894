/** What is asked of `GET /_tenon/packet`; '' for what is left to the server. */
export interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: string;
}

export const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6', 'all'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const hasPorts = (protocol: Protocol): boolean => protocol === 'tcp' || protocol === 'udp';

/** Where a packet is judged. */
export type Stage =
  | 'nic'
  | 'source-check'
  | 'security-group-egress'
  | 'route'
  | 'eip'
  | 'ipv6-internet'
  | 'network-acl-egress'
  | 'network-acl-ingress'
  | 'security-group-ingress'
  | 'router';

export interface Step {
  readonly stage: Stage;
  readonly verdict: 'pass' | 'drop';
  /** The id of what decides; or empty. */
  readonly by: string;
  readonly because: string;
}

export interface Passage {
  readonly arrives: boolean;
  readonly to?:
    | { readonly nicId: string; readonly instanceId: string; readonly address: string }
    | 'internet'
    | 'gateway'
    | 'metadata';
  /** The source address that the receiver sees. */
  readonly sourceSeen?: string;
  readonly steps: readonly Step[];
}

export interface Packet {
  readonly from: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** What becomes of a packet, and of its answer. */
export interface PacketAnswer extends Passage {
  readonly packet: Packet;
  readonly reply?: Passage;
}

/** A rule that would let a packet through, where a security group drops it. */
export interface Opening {
  readonly action: 'AuthorizeSecurityGroupIngress' | 'AuthorizeSecurityGroupEgress';
  readonly parameters: {
    readonly SecurityGroupId: string;
    readonly Protocol: string;
    readonly PortStart: number;
    readonly PortEnd: number;
    /** The other end alone. */
    readonly CidrIp: string;
    readonly Priority: number;
  };
}

/** Undefined where no security group is to blame. */
export function openingOf({ stage, verdict, by }: Step, packet: Packet): Opening | undefined {
  const inward = stage === 'security-group-ingress';
  if (verdict !== 'drop' || by === '' || (!inward && stage !== 'security-group-egress')) {
    return undefined;
  }
  const other = inward ? packet.source : packet.destination;
  const port = hasPorts(packet.protocol) ? packet.port : -1;
  return {
    action: inward ? 'AuthorizeSecurityGroupIngress' : 'AuthorizeSecurityGroupEgress',
    parameters: {
      SecurityGroupId: by.split(/[\s,]+/)[0] ?? by,
      Protocol: packet.protocol,
      PortStart: port,
      PortEnd: port,
      CidrIp: `${other}/${other.includes(':') ? 128 : 32}`,
      Priority: 1,
    },
  };
}

/** The command that sends such a packet for real, where there is a data plane. */
export function realCommand(packet: Packet, sender: string): string | undefined {
  const { destination, protocol, port } = packet;
  const exec = `tenon exec ${sender} --`;
  switch (protocol) {
    case 'tcp':
      return `${exec} nc -z -v -w 2 ${destination} ${port}`;
    case 'udp':
      return `${exec} sh -c 'echo hello | nc -u -w 2 ${destination} ${port}'`;
    case 'icmp':
    case 'icmpv6':
      return `${exec} ping -c 1 -W 2 ${destination}`;
    default:
      return undefined;
  }
}
