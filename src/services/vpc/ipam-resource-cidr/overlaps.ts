import { type Block, blockOf } from '../ipam-pool/cidr.ts';
import type { ResourceCidr } from './cidrs.ts';

interface Placed {
  readonly cidr: ResourceCidr;
  readonly block: Block;
}

/**
 * The blocks with which each block has an address in common: of VPCs those of other VPCs, of subnets
 * those of subnets in other VPCs. Blocks contain each other or are apart, so that one pass over them
 * in their order finds all.
 */
export function overlapsOf(cidrs: readonly ResourceCidr[]): Map<ResourceCidr, ResourceCidr[]> {
  const found = new Map<ResourceCidr, ResourceCidr[]>();
  const note = (one: ResourceCidr, other: ResourceCidr) => {
    const list = found.get(one);
    if (list === undefined) found.set(one, [other]);
    else list.push(other);
  };
  for (const type of ['Vpc', 'Subnet']) {
    const open: Placed[] = [];
    for (const placed of inOrder(cidrs.filter(({ resourceType }) => resourceType === type))) {
      while (open.length > 0 && !reaches(open.at(-1), placed)) open.pop();
      for (const { cidr } of open) {
        if (cidr.vpcId === placed.cidr.vpcId) continue;
        note(cidr, placed.cidr);
        note(placed.cidr, cidr);
      }
      open.push(placed);
    }
  }
  return found;
}

const reaches = (outer: Placed | undefined, { block }: Placed): boolean =>
  outer !== undefined && outer.block.version === block.version && outer.block.last >= block.last;

/** By version and first address, the larger block first. */
function inOrder(cidrs: readonly ResourceCidr[]): Placed[] {
  return cidrs
    .flatMap((cidr): Placed[] => {
      const block = blockOf(cidr.cidr);
      return block ? [{ cidr, block }] : [];
    })
    .sort(({ block: a }, { block: b }) => {
      if (a.version !== b.version) return a.version < b.version ? -1 : 1;
      if (a.first !== b.first) return a.first < b.first ? -1 : 1;
      return a.mask - b.mask;
    });
}
