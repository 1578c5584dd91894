import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import type { Writer } from '#store/store.ts';
import { removeListener } from '../listener/remove.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeLoadBalancer } from './remove.ts';
import { listenersOfLoadBalancers, loadBalancerById } from './rows.ts';

/** Begins the deletion of a load balancer; its listeners go at once. */
export async function beginDelete(tx: Writer, context: Context, id: string): Promise<void> {
  for (const row of await tx.allOf(listenersOfLoadBalancers, [id])) {
    await removeListener(tx, row.id);
  }
  await tx.update('load_balancer', id, { status: TRANSITIONS.delete.from });
  await scheduleTransition(tx, context, TRANSITIONS.delete, id);
}

/** How the reconciler settles what the actions began. */
export const loadBalancerTransitions: readonly Transition[] = [
  statusTransition('load_balancer', TRANSITIONS.create),
  removalTransition(loadBalancerById, TRANSITIONS.delete, removeLoadBalancer),
];
