import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a network ACL that no subnet is on: its entries and tags go with it. */
export async function removeNetworkAcl(tx: Writer, id: string): Promise<void> {
  await tx.run(deleteEntriesOf, { id });
  await removeTags(tx, id);
  await tx.remove('network_acl', id);
  tx.touchNothing();
}

const deleteEntriesOf = query((db, p: { id: string }) =>
  db.deleteFrom('network_acl_entry').where('network_acl_id', '=', p.id),
);
