import type { Transition } from '#core/transition.ts';
import { entryRemoval, entryTransition } from '../entry-transitions.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler settles what the actions began. */
export const dnatEntryTransitions: readonly Transition[] = [
  entryTransition('dnat_entry', TRANSITIONS.create),
  entryTransition('dnat_entry', TRANSITIONS.modify),
  entryRemoval('dnat_entry', TRANSITIONS.delete, (tx, id) => tx.remove('dnat_entry', id)),
];
