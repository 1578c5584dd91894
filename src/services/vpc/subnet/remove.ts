import type { SubnetRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { removeFlowLogsOf } from '../flow-log/remove.ts';
import { forgetResource } from '../ipam-resource-cidr/settings.ts';
import { forgetSubnet } from '../network-interface/counters.ts';
import { leaveCustomTable } from '../route-table/remove.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a subnet without interfaces, with its flow logs and tags. */
export async function removeSubnet(tx: Writer, row: SubnetRow): Promise<void> {
  await leaveCustomTable(tx, row.id);
  await forgetSubnet(tx, row.id);
  await removeFlowLogsOf(tx, row.id);
  await forgetResource(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('subnet', row.id);
  tx.touch('vpc', row.vpc_id);
}
