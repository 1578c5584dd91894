import type { Writer } from '#store/store.ts';

/** Removes an association, which has no tags. */
export async function removeAssociation(tx: Writer, associationId: string): Promise<void> {
  await tx.remove('ipam_resource_discovery_association', associationId);
}
