import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeVpc } from './remove.ts';
import { vpcById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const vpcTransitions: readonly Transition[] = [
  statusTransition('vpc', TRANSITIONS.create),
  statusTransition('vpc', TRANSITIONS.modify),
  removalTransition(vpcById, TRANSITIONS.delete, removeVpc),
];
