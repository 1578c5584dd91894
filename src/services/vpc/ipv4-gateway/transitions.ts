import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeIpv4Gateway } from './remove.ts';
import { ipv4GatewayById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const ipv4GatewayTransitions: readonly Transition[] = [
  statusTransition('ipv4_gateway', TRANSITIONS.create),
  removalTransition(ipv4GatewayById, TRANSITIONS.delete, removeIpv4Gateway),
];
