import type { Writer } from '#store/store.ts';
import { allocationsTo } from './rows.ts';

/** Gives back the block of a VPC or a pool; all of its blocks when none is named. */
export async function removeAllocationOf(
  tx: Writer,
  resourceId: string,
  cidrBlock?: string,
): Promise<void> {
  for (const row of await tx.all(allocationsTo, { resourceId })) {
    if (cidrBlock === undefined || row.cidr_block === cidrBlock) {
      await tx.remove('ipam_pool_allocation', row.id);
    }
  }
}
