import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeNatGateway } from './remove.ts';
import { natGatewayById } from './rows.ts';

/** Begins the deletion of a NAT gateway that nothing uses. */
export async function beginDeletion(tx: Writer, context: Context, id: string): Promise<void> {
  await tx.update('nat_gateway', id, { status: TRANSITIONS.delete.from });
  tx.touchNothing();
  await scheduleTransition(tx, context, TRANSITIONS.delete, id);
}

/** How the reconciler settles what the actions began. */
export const natGatewayTransitions: readonly Transition[] = [
  statusTransition('nat_gateway', TRANSITIONS.create),
  statusTransition('nat_gateway', TRANSITIONS.modify),
  removalTransition(natGatewayById, TRANSITIONS.delete, removeNatGateway),
];
