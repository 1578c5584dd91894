import { statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler settles what the actions began. */
export const snapshotTransitions: readonly Transition[] = [
  statusTransition('snapshot', TRANSITIONS.create),
  statusTransition('snapshot', TRANSITIONS.rollback),
];
