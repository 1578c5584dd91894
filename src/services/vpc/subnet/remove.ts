import type { SubnetRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { forgetSubnet } from '../network-interface/counters.ts';
import { leaveCustomTable } from '../route-table/remove.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a subnet without interfaces. */
export async function removeSubnet(tx: Writer, row: SubnetRow): Promise<void> {
  await leaveCustomTable(tx, row.id);
  await forgetSubnet(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('subnet', row.id);
  tx.touch('vpc', row.vpc_id);
}
