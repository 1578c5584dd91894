import { byId, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's custom routes, for an action that changes it. */
export const ownRouteToChange = ownedToChange('route_entry');

export const routeById = byId('route_entry');

/**
 * The prefix list of a route, as an array: it is empty for a route to a CIDR block, which has a
 * mask.
 */
export function listOf({ destination }: { readonly destination: string }): string[] {
  return destination.includes('/') ? [] : [destination];
}

/**
 * The custom routes of a table; a quota keeps them few. While the table is locked they do not
 * change.
 */
export const routesOfTable = query((db, p: { routeTableId: string }) =>
  db
    .selectFrom('route_entry')
    .selectAll()
    .where('route_table_id', '=', p.routeTableId)
    .orderBy('id'),
);

/**
 * Any one custom route of a VPC whose destination is exactly one of the blocks, in its canonical
 * form.
 */
export async function routeTo(
  tx: Reader,
  vpcId: string,
  ...blocks: readonly (string | undefined)[]
): Promise<string | undefined> {
  for (const destination of blocks) {
    const found = destination && (await tx.first(aRouteTo, { vpcId, destination }));
    if (found) return found.id;
  }
  return undefined;
}

const aRouteTo = query((db, p: { vpcId: string; destination: string }) =>
  db
    .selectFrom('route_entry')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('destination', '=', p.destination)
    .limit(1),
);

/** The tables with a route to one of the lists. */
export function routeTablesByPrefixLists(
  tx: Reader,
  prefixListIds: readonly string[],
): Promise<{ prefixListId: string; id: string }[]> {
  if (prefixListIds.length === 0) return Promise.resolve([]);
  return tx.select((db) =>
    db
      .selectFrom('route_entry')
      .select(['destination as prefixListId', 'route_table_id as id'])
      .where('destination', 'in', prefixListIds)
      .orderBy('route_table_id'),
  );
}

/**
 * Any one custom route to a next hop. While the next hop is locked, no other route to it can be
 * made.
 */
export const aRouteThrough = query((db, p: { nextHopId: string }) =>
  db.selectFrom('route_entry').select('id').where('next_hop_id', '=', p.nextHopId).limit(1),
);
