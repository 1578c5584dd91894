import type { Context } from '#core/context.ts';
import type { RouteEntryRow } from '#store/schema/route.ts';
import type { Reader } from '#store/store.ts';
import { prefixListsByIds } from '../prefix-list/rows.ts';
import { listOf, routesOfTable, routeTablesByPrefixLists } from './rows.ts';

/**
 * How many custom routes these count for: one to a prefix list counts as many as the list may have
 * entries, which take up the quota of what refers to it (docs 6401/1124628).
 */
export async function routesCounted(
  tx: Reader,
  routes: readonly Pick<RouteEntryRow, 'destination'>[],
): Promise<number> {
  const lists = await prefixListsByIds(tx, routes.flatMap(listOf));
  return routes.reduce(
    (sum, { destination }) => sum + (lists.get(destination)?.max_entries ?? 1),
    0,
  );
}

/** How many more entries a list may have before a table with a route to it has too many routes. */
export async function entriesLeftInTables(
  tx: Reader,
  context: Context,
  prefixListId: string,
): Promise<number> {
  const allowed = context.world.quota(context.accountId, 'RoutesPerRouteTable');
  let remaining = Number.POSITIVE_INFINITY;
  for (const { id: routeTableId } of await routeTablesByPrefixLists(tx, [prefixListId])) {
    const routes = await tx.all(routesOfTable, { routeTableId });
    remaining = Math.min(remaining, allowed - (await routesCounted(tx, routes)));
  }
  return remaining;
}
