import type { Writer } from '#store/store.ts';
import type { Context } from './context.ts';

/** Writes the intent of a transition that has begun; the reconciler carries it to its end. */
export function scheduleTransition(
  tx: Writer,
  context: Context,
  { kind }: { readonly kind: string },
  resourceId: string,
): Promise<void> {
  return scheduleTransitionAt(tx, context, kind, resourceId, tx.now);
}

/** The same for a transition that begins at `begins`, in milliseconds since the epoch. */
export function scheduleTransitionAt(
  tx: Writer,
  context: Context,
  kind: string,
  resourceId: string,
  begins: number,
): Promise<void> {
  const intentId = context.asyncTaskId ?? context.ids.resource('intent');
  context.scheduled?.push(intentId);
  const region = context.region.id;
  const settlesAt = context.settlesAt(kind, begins);
  const leaseMs = context.onTransition?.({ kind, intentId, resourceId, region, settlesAt });
  const intent = {
    id: intentId,
    kind,
    account_id: context.accountId,
    region,
    resource_id: resourceId,
    due_at: settlesAt,
  };
  return leaseMs === undefined ? tx.intend(intent) : tx.intendLeased(intent, leaseMs);
}
