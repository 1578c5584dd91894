import { removeTags } from '#services/vpc/tag/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { Writer } from '#store/store.ts';

/** Removes a volume. Its snapshots stay. */
export async function removeVolume(tx: Writer, { id }: Pick<VolumeRow, 'id'>): Promise<void> {
  await removeTags(tx, id);
  await tx.remove('volume', id);
}
