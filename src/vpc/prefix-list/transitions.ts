import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removePrefixList } from './remove.ts';
import { prefixListById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const prefixListTransitions: readonly Transition[] = [
  becomes('prefix_list', TRANSITIONS.create),
  becomes('prefix_list', TRANSITIONS.modify),
  ends(prefixListById, TRANSITIONS.delete, removePrefixList),
];
