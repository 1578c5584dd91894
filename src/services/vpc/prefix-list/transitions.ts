import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removePrefixList } from './remove.ts';
import { prefixListById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const prefixListTransitions: readonly Transition[] = [
  statusTransition('prefix_list', TRANSITIONS.create),
  statusTransition('prefix_list', TRANSITIONS.modify),
  removalTransition(prefixListById, TRANSITIONS.delete, removePrefixList),
];
