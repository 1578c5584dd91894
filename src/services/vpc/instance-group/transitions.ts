import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeInstanceGroup } from './remove.ts';
import { instanceGroupById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const instanceGroupTransitions: readonly Transition[] = [
  statusTransition('instance_group', TRANSITIONS.modify),
  removalTransition(instanceGroupById, TRANSITIONS.delete, removeInstanceGroup),
];
