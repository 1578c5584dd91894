import { dynamic } from '#store/dynamic.ts';
import type { Reader } from '#store/store.ts';

type Numbered = 'ipam_scope' | 'ipam_pool' | 'ipam_resource_discovery_association';

/** How many rows of a table have each of the given ids in a column. */
export async function countsOf(
  tx: Reader,
  table: Numbered,
  column: 'ipam_id' | 'ipam_scope_id' | 'source_ipam_pool_id',
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows: { of: string; n: number }[] = await tx.select((db) =>
    dynamic(db)
      .selectFrom(table as string)
      .select((count) => [count.ref(column).as('of'), count.fn.countAll<number>().as('n')])
      .where(column, 'in', ids)
      .groupBy(column),
  );
  return new Map(rows.map(({ of, n }) => [of, n]));
}
