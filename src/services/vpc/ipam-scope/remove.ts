import type { Writer } from '#store/store.ts';
import { forgetScope } from '../ipam-resource-cidr/settings.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a scope without pools. What was moved to it is in the default scope again. */
export async function removeScope(tx: Writer, scopeId: string): Promise<void> {
  await forgetScope(tx, scopeId);
  await removeTags(tx, scopeId);
  await tx.remove('ipam_scope', scopeId);
}
