import { statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler settles what the actions began. */
export const securityGroupTransitions: readonly Transition[] = [
  statusTransition('security_group', TRANSITIONS.create),
];
