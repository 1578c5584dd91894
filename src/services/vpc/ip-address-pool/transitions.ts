import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeIpAddressPool } from './remove.ts';
import { ipAddressPoolById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const ipAddressPoolTransitions: readonly Transition[] = [
  statusTransition('ip_address_pool', TRANSITIONS.create),
  removalTransition(ipAddressPoolById, TRANSITIONS.delete, removeIpAddressPool),
];
