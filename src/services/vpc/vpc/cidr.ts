import { contains, type Ipv4Range, ipv4Range } from '../subnet/range.ts';

/**
 * The block of a VPC is one of the private ranges or a part of one. Source: CreateVpc, docs
 * 6401/70492.
 */
const FAMILIES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** The vendor's sources say /28 in one place and /24 in another: see docs/limits.md. */
const LONGEST_MASK = 28;

/** A block for a VPC; undefined when no VPC can have it. */
export function vpcBlock(cidr: string): Ipv4Range | undefined {
  const range = ipv4Range(cidr);
  if (range === undefined || range.prefix > LONGEST_MASK) return undefined;
  return familyOf(range) === undefined ? undefined : range;
}

/** The private range that a block is in. */
export function familyOf(range: Ipv4Range): string | undefined {
  return FAMILIES.find((family) => within(ipv4Range(family), range));
}

function within(family: Ipv4Range | undefined, range: Ipv4Range): boolean {
  return family !== undefined && contains(family, range);
}
