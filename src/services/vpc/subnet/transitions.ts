import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeSubnet } from './remove.ts';
import { subnetById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const subnetTransitions: readonly Transition[] = [
  statusTransition('subnet', TRANSITIONS.create),
  statusTransition('subnet', TRANSITIONS.modify),
  removalTransition(subnetById, TRANSITIONS.delete, removeSubnet),
];
