import type { SubnetRow } from '#store/schema.ts';
import type { Ipv6Choice } from './ipv6.rules.ts';
import { ipv6Block, ipv6Subnet } from './range.ts';

/** What a request says about a subnet's /64. */
export interface Ipv6Request {
  /** The last 8 bits of the /64. */
  readonly Ipv6CidrBlock?: number | undefined;
  readonly VpcIpv6CidrBlock?: string | undefined;
}

const LAST_EIGHT_BITS = Array.from({ length: 256 }, (_, value) => value);

/** The value when IPv6 is not requested. */
export const NO_IPV6: Ipv6Choice = {
  wanted: false,
  vpcHasIpv6: true,
  otherVpcBlock: false,
  block: undefined,
  takenBy: undefined,
};

/**
 * The /64 that a subnet gets: the requested one, or the first that is free, in the block that the
 * request names or in the VPC's first one. `blocks` are the VPC's, and `subnets` are its present
 * subnets.
 */
export function chooseIpv6(
  blocks: readonly { readonly cidr_block: string }[],
  subnets: readonly Pick<SubnetRow, 'id' | 'ipv6_cidr_block'>[],
  request: Ipv6Request,
): Ipv6Choice {
  const { Ipv6CidrBlock: last, VpcIpv6CidrBlock: named } = request;
  const text = named === undefined ? undefined : ipv6Block(named)?.text;
  const asked =
    named === undefined ? blocks[0] : blocks.find(({ cidr_block }) => cidr_block === text);
  const from = (asked ?? blocks[0])?.cidr_block ?? '';
  const candidates = last === undefined ? LAST_EIGHT_BITS : [last];
  const holders = new Map(subnets.map(({ id, ipv6_cidr_block }) => [ipv6_cidr_block, id]));
  let block: string | undefined;
  for (const value of candidates) {
    const candidate = ipv6Subnet(from, value);
    if (candidate === undefined) continue;
    block = candidate;
    if (!holders.has(candidate)) break;
  }
  return {
    wanted: true,
    vpcHasIpv6: from !== '',
    otherVpcBlock: asked === undefined,
    block,
    takenBy: block === undefined ? undefined : holders.get(block),
  };
}
