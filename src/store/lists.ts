import type { ListQuery } from './query.ts';
import type { Reader } from './store.ts';

/**
 * What belongs to each of `owners`, named in `column`, in the order of the rows that `query` selects;
 * an owner of nothing has an empty list. No owners cost no statement.
 *
 * @example
 * const addresses = await listsOf(tx, ids, 'network_interface_id', addressesOf);
 */
export async function listsOf<R extends Record<C, string | null>, C extends string, I = R>(
  tx: Reader,
  owners: readonly string[],
  column: C,
  query: ListQuery<R>,
  itemOf: (row: R) => I = (row) => row as unknown as I,
): Promise<Map<string, I[]>> {
  const lists = new Map<string, I[]>();
  for (const id of owners) lists.set(id, []);
  for (const row of await tx.allOf(query, owners)) lists.get(row[column] ?? '')?.push(itemOf(row));
  return lists;
}

/**
 * The same for rows that are to come in the order of their ids. The query asks for no order: for one
 * owner PostgreSQL might walk all ids for it, and not the rows of the owner.
 */
export async function listsById<
  R extends Record<C, string | null> & { readonly id: string },
  C extends string,
>(
  tx: Reader,
  owners: readonly string[],
  column: C,
  query: ListQuery<R>,
): Promise<Map<string, R[]>> {
  const lists = await listsOf(tx, owners, column, query);
  for (const rows of lists.values()) rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  return lists;
}
