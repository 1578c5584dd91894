import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's prefix lists, with all columns. */
export const ownPrefixList = owned('prefix_list');

/** The same, locked: for an action that changes it, its entries or what refers to it. */
export const ownPrefixListToChange = ownedToChange('prefix_list');

export const prefixListById = byId('prefix_list');

/**
 * The entries of a list; its maximum keeps them few. While the list is locked they do not change.
 */
export const entriesOfList = query((db, p: { prefixListId: string }) =>
  db
    .selectFrom('prefix_list_entry')
    .selectAll()
    .where('prefix_list_id', '=', p.prefixListId)
    .orderBy('position'),
);

/** The blocks of each list, in order. */
export function blocksOfLists(tx: Reader, ids: readonly string[]): Promise<Map<string, string[]>> {
  return listsOf(tx, ids, 'prefix_list_id', entriesOfLists, ({ cidr }) => cidr);
}

const entriesOfLists = listQuery((db, ids) =>
  db
    .selectFrom('prefix_list_entry')
    .selectAll()
    .where('prefix_list_id', 'in', ids)
    .orderBy('prefix_list_id')
    .orderBy('position'),
);

/** Lists by id. */
export async function prefixListsByIds(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, PrefixListRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('prefix_list')
      .selectAll()
      .where('id', 'in', [...new Set(ids)]),
  );
  return new Map(rows.map((row) => [row.id, row]));
}
