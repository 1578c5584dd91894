import { reserveQuota } from '#core/quota.ts';
import { query } from '#store/query.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a prefix list that nothing refers to, with its entries, tags and quota. */
export async function removePrefixList(tx: Writer, row: PrefixListRow): Promise<void> {
  await tx.run(deleteEntries, { prefixListId: row.id });
  await removeTags(tx, row.id);
  await tx.remove('prefix_list', row.id);
  tx.touchNothing();
  await reserveQuota(tx, row, 'PrefixLists', -1);
}

const deleteEntries = query((db, p: { prefixListId: string }) =>
  db.deleteFrom('prefix_list_entry').where('prefix_list_id', '=', p.prefixListId),
);
