import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

/** Has an SNAT entry use these EIPs, in this order, and no others. */
export async function setEips(tx: Writer, entryId: string, eipIds: readonly string[]) {
  await removeEips(tx, entryId);
  for (const [position, eip_id] of eipIds.entries()) {
    await tx.insert('snat_entry_eip', { snat_entry_id: entryId, eip_id, position });
  }
  tx.touch('snat_entry', entryId, 'carried');
}

/** Has an SNAT entry that is being deleted use no EIP any more. */
export async function removeEips(tx: Writer, entryId: string): Promise<void> {
  await tx.run(deleteEips, { entryId });
}

const deleteEips = query((db, p: { entryId: string }) =>
  db.deleteFrom('snat_entry_eip').where('snat_entry_id', '=', p.entryId),
);
