import ipaddr from 'ipaddr.js';

/** An IPv4 block as numbers: `10.0.0.0/24` has 256 addresses from 167772160. */
export interface Ipv4Range {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/**
 * The addresses of a subnet that nobody gets: the network's own, the gateway's (the one after it)
 * and the last. The vendor documents that there are three; which three is ours.
 */
export const RESERVED_AT_START = 2;
const RESERVED_AT_END = 1;
export const RESERVED = RESERVED_AT_START + RESERVED_AT_END;

/** Reads `a.b.c.d/n`; undefined when it is no IPv4 block or has bits set behind its mask. */
export function ipv4Range(cidr: string): Ipv4Range | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  const first = toNumber(address.octets);
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size, prefix } : undefined;
}

export function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlaps(one: Ipv4Range, other: Ipv4Range): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

/** The first and the last number that an interface may hold. */
export function usable(range: Ipv4Range): { first: number; last: number } {
  return {
    first: range.first + RESERVED_AT_START,
    last: range.first + range.size - 1 - RESERVED_AT_END,
  };
}

/** How many addresses interfaces may hold in all. */
export function usableCount(range: Ipv4Range): number {
  return Math.max(0, range.size - RESERVED);
}

/** The number of a dotted address; undefined when it is none. */
export function ipv4Number(address: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
  return toNumber(ipaddr.IPv4.parse(address).octets);
}

export function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

function toNumber(octets: readonly number[]): number {
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** RFC 5952 text of an IPv6 address; undefined when it is none. */
export function ipv6Text(address: string): string | undefined {
  if (address.includes('%') || !ipaddr.IPv6.isValid(address)) return undefined;
  return ipaddr.IPv6.parse(address).toRFC5952String();
}

/** Whether an interface of a subnet with this /64 may hold `address`: not its first two. */
export function ipv6Usable(block: string, address: string): boolean {
  const [network, prefix] = ipaddr.IPv6.parseCIDR(block);
  const parsed = ipaddr.IPv6.parse(address);
  if (!parsed.match(network, prefix)) return false;
  const tail = parsed.parts.slice(4);
  return tail.some((part, index) => (index < 3 ? part !== 0 : part > 1));
}

/** The address of a /64 block with the given 8 bytes behind its prefix. */
export function ipv6In(block: string, tail: Uint8Array): string {
  const [network] = ipaddr.IPv6.parseCIDR(block);
  const bytes = [...network.toByteArray().slice(0, 8), ...tail];
  return (ipaddr.fromByteArray(bytes) as ipaddr.IPv6).toRFC5952String();
}
