import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

export async function removeRoute(tx: Writer, { id }: { readonly id: string }): Promise<void> {
  await tx.remove('route_entry', id);
}

/** Removes the custom routes of a table that is being deleted. */
export async function removeRoutesOfTable(tx: Writer, routeTableId: string): Promise<void> {
  await tx.run(deleteOfTable, { routeTableId });
}

/** Removes the routes to something that is being deleted, so that none leads nowhere. */
export async function removeRoutesTo(tx: Writer, nextHopId: string): Promise<void> {
  await tx.run(deleteTo, { nextHopId });
}

const deleteOfTable = query((db, p: { routeTableId: string }) =>
  db.deleteFrom('route_entry').where('route_table_id', '=', p.routeTableId),
);

const deleteTo = query((db, p: { nextHopId: string }) =>
  db.deleteFrom('route_entry').where('next_hop_id', '=', p.nextHopId),
);
