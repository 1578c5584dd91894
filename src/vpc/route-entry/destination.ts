import type { VpcRow } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';
import { blocksOf } from '../vpc/blocks.ts';

/** The prefix list that a route is for, in a list; an empty one for a route to a block, which has a mask. */
export function listOf({ destination }: { readonly destination: string }): string[] {
  return destination.includes('/') ? [] : [destination];
}

/** The blocks that every route table of a VPC leads to by itself: they are reached within it. */
export async function localBlocks(
  tx: Reader,
  vpc: Pick<VpcRow, 'id' | 'cidr_block'>,
): Promise<string[]> {
  const { secondary, ipv6 } = await blocksOf(tx, vpc.id);
  return [vpc.cidr_block, ...secondary, ...ipv6.map(({ cidr_block }) => cidr_block)];
}
