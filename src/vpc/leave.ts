import type { Call } from '../call.ts';
import type { Writer } from '../store/store.ts';

/** Leaves the intent of a transition that has begun; the reconciler ends it. */
export async function leave(
  tx: Writer,
  call: Call,
  transition: { readonly kind: string },
  resourceId: string,
): Promise<void> {
  await tx.intend({
    id: call.asyncTaskId ?? call.ids.resource('intent'),
    kind: transition.kind,
    account_id: call.accountId,
    region: call.region.id,
    resource_id: resourceId,
    due_at: call.settlesAt(transition.kind, tx.now),
  });
}
