import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { removeRoutesOfTable } from '../route-entry/remove.ts';
import { removeTags } from '../tag/rows.ts';
import { tablesOfVpc } from './rows.ts';

/** Removes a route table that no subnet is on, with its routes and tags. */
export async function removeRouteTable(tx: Writer, id: string): Promise<void> {
  await removeRoutesOfTable(tx, id);
  await removeTags(tx, id);
  await tx.remove('route_table', id);
  tx.touchNothing();
}

/** Removes the system table of a VPC that is being deleted. */
export async function removeTablesOfVpc(tx: Writer, vpcId: string): Promise<void> {
  for (const { id } of await tx.all(tablesOfVpc, { vpcId })) await removeRouteTable(tx, id);
}

/** Puts a subnet back on its VPC's system table; also called when the subnet is being deleted. */
export async function leaveCustomTable(tx: Writer, subnetId: string): Promise<void> {
  await tx.run(forgetSubnet, { subnetId });
  tx.touch('subnet', subnetId);
}

const forgetSubnet = query((db, p: { subnetId: string }) =>
  db.deleteFrom('route_table_subnet').where('subnet_id', '=', p.subnetId),
);
