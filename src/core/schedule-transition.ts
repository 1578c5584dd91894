import type { Writer } from '#store/store.ts';
import type { Context } from './context.ts';

/** Writes the intent of a transition that has begun; the reconciler carries it to its end. */
export async function scheduleTransition(
  tx: Writer,
  context: Context,
  transition: { readonly kind: string },
  resourceId: string,
): Promise<void> {
  const id = context.asyncTaskId ?? context.ids.resource('intent');
  context.scheduled?.push(id);
  await tx.intend({
    id,
    kind: transition.kind,
    account_id: context.accountId,
    region: context.region.id,
    resource_id: resourceId,
    due_at: context.settlesAt(transition.kind, tx.now),
  });
}
