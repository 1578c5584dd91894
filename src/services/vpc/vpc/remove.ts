import { reserveQuota } from '#core/quota.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { removeFlowLogsOf } from '../flow-log/remove.ts';
import { removeAllocationOf } from '../ipam-pool-allocation/remove.ts';
import { forgetResource } from '../ipam-resource-cidr/settings.ts';
import { removeTablesOfVpc } from '../route-table/remove.ts';
import { removeGroupsOfVpc } from '../security-group/remove.ts';
import { removeTags } from '../tag/rows.ts';
import { removeBlocks } from './cidr-rows.ts';

/** Removes a VPC, with its Default security group, blocks, flow logs, tags and quota. */
export async function removeVpc(tx: Writer, row: VpcRow): Promise<void> {
  await removeGroupsOfVpc(tx, row.id);
  await removeTablesOfVpc(tx, row.id);
  await removeBlocks(tx, row.id);
  await removeFlowLogsOf(tx, row.id);
  await removeAllocationOf(tx, row.id);
  await forgetResource(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('vpc', row.id);
  tx.touch('vpc', row.id);
  await reserveQuota(tx, row, 'Vpcs', -1);
}
