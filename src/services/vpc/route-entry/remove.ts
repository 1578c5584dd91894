import { query } from '#store/query.ts';
import type { RouteEntryRow } from '#store/schema/route.ts';
import type { Writer } from '#store/store.ts';

export async function removeRoute(
  tx: Writer,
  { id, vpc_id }: Pick<RouteEntryRow, 'id' | 'vpc_id'>,
): Promise<void> {
  await tx.remove('route_entry', id);
  tx.touch('vpc', vpc_id);
}

/** Removes the custom routes of a table that is being deleted. */
export async function removeRoutesOfTable(tx: Writer, routeTableId: string): Promise<void> {
  await tx.run(deleteOfTable, { routeTableId });
  // No subnet is on it.
  tx.touchNothing();
}

/** Removes the routes to something in a VPC that is being deleted, so that none leads nowhere. */
export async function removeRoutesTo(tx: Writer, vpcId: string, nextHopId: string): Promise<void> {
  if ((await tx.run(deleteTo, { nextHopId })) > 0) tx.touch('vpc', vpcId);
  else tx.touchNothing();
}

const deleteOfTable = query((db, p: { routeTableId: string }) =>
  db.deleteFrom('route_entry').where('route_table_id', '=', p.routeTableId),
);

const deleteTo = query((db, p: { nextHopId: string }) =>
  db.deleteFrom('route_entry').where('next_hop_id', '=', p.nextHopId),
);
