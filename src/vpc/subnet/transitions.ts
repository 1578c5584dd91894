import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeSubnet } from './remove.ts';
import { subnetById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const subnetTransitions: readonly Transition[] = [
  becomes('subnet', TRANSITIONS.create),
  becomes('subnet', TRANSITIONS.modify),
  ends(subnetById, TRANSITIONS.delete, removeSubnet),
];
