import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeIpv6Gateway } from './remove.ts';
import { ipv6GatewayById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const ipv6GatewayTransitions: readonly Transition[] = [
  statusTransition('ipv6_gateway', TRANSITIONS.create),
  removalTransition(ipv6GatewayById, TRANSITIONS.delete, removeIpv6Gateway),
];
