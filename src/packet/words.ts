import type { Packet, PacketProtocol } from './packet.ts';

/* Packets and rules in words, as the sentences of steps have them. */

const hasPorts = (protocol: string): boolean => protocol === 'tcp' || protocol === 'udp';

/** `tcp 22`. */
export const packetWords = ({ protocol, port }: Pick<Packet, 'protocol' | 'port'>): string =>
  hasPorts(protocol) ? `${protocol} ${port}` : PROTOCOL_WORDS[protocol];

const PROTOCOL_WORDS: Readonly<Record<PacketProtocol, string>> = {
  tcp: 'tcp',
  udp: 'udp',
  icmp: 'icmp',
  icmpv6: 'icmpv6',
  all: 'a protocol that no rule names',
};

interface Matching {
  readonly protocol: string;
  readonly ports?: readonly [number, number];
}

/** `tcp 20-30`, `udp` or `all protocols`. */
export function ruleWords({ protocol, ports }: Matching): string {
  if (protocol === 'all') return 'all protocols';
  if (ports === undefined || !hasPorts(protocol)) return protocol;
  const [first, last] = ports;
  return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
}

/** Whether a rule's protocol and ports are those of a packet. */
export function matchesProtocol({ protocol, ports }: Matching, packet: Packet): boolean {
  if (protocol === 'all') return true;
  if (protocol !== packet.protocol) return false;
  if (ports === undefined || !hasPorts(protocol)) return true;
  return packet.port >= ports[0] && packet.port <= ports[1];
}

/** `sg-1`, or `sg-1 and sg-2`. */
export const listed = (ids: readonly string[]): string =>
  ids.length < 2 ? ids.join() : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
