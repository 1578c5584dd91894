import ipaddr from 'ipaddr.js';

/** An IPv4 block as numbers: `10.0.0.0/24` has 256 addresses from 167772160. */
export interface Ipv4Range {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/**
 * The reserved addresses of a subnet: the network's own, the gateway's (the next one) and the last.
 * The vendor documents that there are three; which three is ours.
 */
export const RESERVED_AT_START = 2;
const RESERVED_AT_END = 1;
export const RESERVED = RESERVED_AT_START + RESERVED_AT_END;

/** Reads `a.b.c.d/n`; undefined when it is no IPv4 block or has bits set after its mask. */
export function ipv4Range(cidr: string): Ipv4Range | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  const first = toNumber(address.octets);
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size, prefix } : undefined;
}

/** A block as text, in its canonical form. */
export function ipv4Cidr({ first, prefix }: Ipv4Range): string {
  return `${ipv4Text(first)}/${prefix}`;
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

/** The address of a subnet's gateway. */
export function gatewayOf({ first }: Ipv4Range): string {
  return ipv4Text(first + 1);
}

/** How many addresses interfaces may hold in total. */
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

/** An IPv6 block: RFC 5952 text with its mask, and the mask alone. */
export interface Ipv6Block {
  readonly text: string;
  readonly prefix: number;
}

/**
 * Reads `address/n`; undefined when it is no IPv6 block, has bits set after its mask, or is of
 * neither global nor unique local addresses.
 */
export function ipv6Block(cidr: string): Ipv6Block | undefined {
  const text = ipv6Cidr(cidr);
  if (text === undefined) return undefined;
  const [address, prefix] = ipaddr.IPv6.parseCIDR(text);
  const lead = address.parts[0] ?? 0;
  const global = lead >= 0x2000 && lead <= 0x3fff;
  const uniqueLocal = lead >= 0xfc00 && lead <= 0xfdff;
  return global || uniqueLocal ? { text, prefix } : undefined;
}

/**
 * A block of any IPv6 addresses in RFC 5952 text; undefined when it is none or has bits set after
 * its mask.
 */
function ipv6Cidr(cidr: string): string | undefined {
  if (cidr.includes('%') || !ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv6.parseCIDR(cidr);
  const network = ipaddr.IPv6.networkAddressFromCIDR(cidr);
  if (network.toNormalizedString() !== address.toNormalizedString()) return undefined;
  return `${address.toRFC5952String()}/${prefix}`;
}

/**
 * A block of either family in its canonical form; undefined when it is none or has bits set after
 * its mask.
 */
export function blockText(cidr: string): string | undefined {
  const ipv4 = ipv4Range(cidr);
  return ipv4 === undefined ? ipv6Cidr(cidr) : ipv4Cidr(ipv4);
}

/** Whether all of `inner` is in `outer`; a text that is no block holds nothing. */
export function ipv6BlockHolds(outer: string, inner: string): boolean {
  const [out, within] = [ipv6Block(outer), ipv6Block(inner)];
  if (out === undefined || within === undefined || out.prefix > within.prefix) return false;
  const [network] = ipaddr.IPv6.parseCIDR(out.text);
  return ipaddr.IPv6.parseCIDR(within.text)[0].match(network, out.prefix);
}

/** Whether two IPv6 blocks have an address in common: then one is in the other. */
export function ipv6BlocksOverlap(one: string, other: Ipv6Block | undefined): boolean {
  if (other === undefined) return false;
  return ipv6BlockHolds(one, other.text) || ipv6BlockHolds(other.text, one);
}

/** The block with the given 16 bytes cut off behind `prefix`. */
export function ipv6BlockOf(bytes: Uint8Array, prefix: number): string {
  const masked = [...bytes].map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8));
    return byte & (0xff00 >> kept) & 0xff;
  });
  return `${(ipaddr.fromByteArray(masked) as ipaddr.IPv6).toRFC5952String()}/${prefix}`;
}

/**
 * The /64 of an IPv6 block whose last 8 bits are `last`, 0 to 255; undefined when the block has
 * no such /64, as one longer than /56 may.
 */
export function ipv6Subnet(block: string, last: number): string | undefined {
  if (block === '') return undefined;
  const [network, prefix] = ipaddr.IPv6.parseCIDR(block);
  const bytes = [...network.toByteArray().slice(0, 7), last, 0, 0, 0, 0, 0, 0, 0, 0];
  const subnet = ipaddr.fromByteArray(bytes) as ipaddr.IPv6;
  return subnet.match(network, prefix) ? `${subnet.toRFC5952String()}/64` : undefined;
}

/** The last 8 bits of a /64: 5 of `fd00:0:0:a605::/64`. */
export function ipv6SubnetLast(subnet: string): number {
  const [network] = ipaddr.IPv6.parseCIDR(subnet);
  return network.toByteArray()[7] ?? 0;
}
