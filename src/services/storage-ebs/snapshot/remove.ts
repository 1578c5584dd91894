import { removeTags } from '#services/vpc/tag/rows.ts';
import type { Writer } from '#store/store.ts';

/** Removes a snapshot. Volumes that were made from it stay as they are. */
export async function removeSnapshot(tx: Writer, id: string): Promise<void> {
  await removeTags(tx, id);
  await tx.remove('snapshot', id);
}
