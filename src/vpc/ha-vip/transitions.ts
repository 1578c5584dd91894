import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeHaVip } from './remove.ts';
import { haVipById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const haVipTransitions: readonly Transition[] = [
  becomes('ha_vip', TRANSITIONS.create),
  ends(haVipById, TRANSITIONS.delete, removeHaVip),
];
