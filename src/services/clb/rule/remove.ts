import { removeTags } from '#services/vpc/tag/rows.ts';
import type { Writer } from '#store/store.ts';

/** Removes a rule with its tags. */
export async function removeRule(tx: Writer, id: string): Promise<void> {
  await removeTags(tx, id);
  await tx.remove('rule', id);
}
