import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeBandwidthPackage } from './remove.ts';
import { bandwidthPackageById } from './rows.ts';

/** Begins the deletion of a bandwidth package. */
export async function beginDelete(tx: Writer, context: Context, id: string): Promise<void> {
  await tx.update('bandwidth_package', id, { status: TRANSITIONS.delete.from });
  await scheduleTransition(tx, context, TRANSITIONS.delete, id);
}

/** How the reconciler settles what the actions began. */
export const bandwidthPackageTransitions: readonly Transition[] = [
  statusTransition('bandwidth_package', TRANSITIONS.create),
  removalTransition(bandwidthPackageById, TRANSITIONS.delete, removeBandwidthPackage),
];
