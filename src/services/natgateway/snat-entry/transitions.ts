import type { Transition } from '#core/transition.ts';
import { entryRemoval, entryTransition } from '../entry-transitions.ts';
import { removeEips } from './eips.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler settles what the actions began. */
export const snatEntryTransitions: readonly Transition[] = [
  entryTransition('snat_entry', TRANSITIONS.create),
  entryTransition('snat_entry', TRANSITIONS.modify),
  entryRemoval('snat_entry', TRANSITIONS.delete, async (tx, id) => {
    await removeEips(tx, id);
    await tx.remove('snat_entry', id);
  }),
];
