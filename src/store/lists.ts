import type { Compilable } from 'kysely';
import type { Db } from './schema.ts';
import type { Reader } from './store.ts';

/**
 * What belongs to each of `owners`, named in `column`, in the order of the rows that `build` selects;
 * an owner of nothing has an empty list. No owners cost no statement.
 *
 * @example
 * const addresses = await listsOf(tx, ids, 'network_interface_id', (db) =>
 *   db.selectFrom('address').selectAll().where('network_interface_id', 'in', ids).orderBy('position'));
 */
export async function listsOf<R extends Record<C, string | null>, C extends string, I = R>(
  tx: Reader,
  owners: readonly string[],
  column: C,
  build: (db: Db) => Compilable<R>,
  itemOf: (row: R) => I = (row) => row as unknown as I,
): Promise<Map<string, I[]>> {
  const lists = new Map<string, I[]>(owners.map((id) => [id, []]));
  if (owners.length === 0) return lists;
  for (const row of await tx.select(build)) lists.get(row[column] ?? '')?.push(itemOf(row));
  return lists;
}
