import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeHaVip } from './remove.ts';
import { haVipById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const haVipTransitions: readonly Transition[] = [
  statusTransition('ha_vip', TRANSITIONS.create),
  removalTransition(haVipById, TRANSITIONS.delete, removeHaVip),
];
