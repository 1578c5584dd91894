import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a resource discovery without associations, with its tags. */
export async function removeResourceDiscovery(tx: Writer, discoveryId: string): Promise<void> {
  await removeTags(tx, discoveryId);
  await tx.remove('ipam_resource_discovery', discoveryId);
}
