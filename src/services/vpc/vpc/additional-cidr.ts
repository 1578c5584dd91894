import type { VpcRow } from '#store/schema.ts';
import { contains, type Ipv4Range, ipv4Cidr, ipv4Range, overlaps } from '../subnet/range.ts';
import type { AdditionalCidr } from './associate-cidr-block.rules.ts';
import { familyOf, vpcBlock } from './cidr.ts';
import type { Blocks } from './cidr-rows.ts';

type Present = { readonly vpc: Pick<VpcRow, 'cidr_block'> | undefined; readonly blocks: Blocks };

/**
 * Facts about a requested secondary block, which must be in the same private range as the VPC's
 * first block.
 */
export function secondaryBlock(
  cidr: string | undefined,
  { vpc, blocks }: Present,
  allowed: number,
): AdditionalCidr {
  const range = cidr === undefined ? undefined : vpcBlock(cidr);
  const own = vpc && ipv4Range(vpc.cidr_block);
  return {
    ...additionalCidr(cidr, range, { vpc, blocks }),
    otherFamily: range !== undefined && own !== undefined && familyOf(range) !== familyOf(own),
    held: blocks.secondary.length,
    allowed,
  };
}

/** Facts about a requested user block, which may be any IPv4 block. */
export function userBlock(cidr: string, present: Present, allowed: number): AdditionalCidr {
  return {
    ...additionalCidr(cidr, ipv4Range(cidr), present),
    otherFamily: false,
    held: present.blocks.user.length,
    allowed,
  };
}

function additionalCidr(
  cidr: string | undefined,
  range: Ipv4Range | undefined,
  { vpc, blocks }: Present,
) {
  const all = vpc ? [vpc.cidr_block, ...blocks.secondary, ...blocks.user] : [];
  return {
    cidr,
    block: range && ipv4Cidr(range),
    overlaps: range && all.find((each) => touches(each, range)),
  };
}

function touches(cidr: string, range: Ipv4Range): boolean {
  const other = ipv4Range(cidr);
  return other !== undefined && overlaps(other, range);
}

/** Whether a subnet with the block `cidr` is in `block`. */
export function standsIn(block: string, cidr: string): boolean {
  const [outer, inner] = [ipv4Range(block), ipv4Range(cidr)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}
