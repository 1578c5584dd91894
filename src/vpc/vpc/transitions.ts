import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeVpc } from './remove.ts';
import { vpcById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const vpcTransitions: readonly Transition[] = [
  becomes('vpc', TRANSITIONS.create),
  becomes('vpc', TRANSITIONS.modify),
  ends(vpcById, TRANSITIONS.delete, removeVpc),
];
