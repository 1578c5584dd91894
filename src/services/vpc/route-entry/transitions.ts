import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeRoute } from './remove.ts';
import { routeById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const routeEntryTransitions: readonly Transition[] = [
  statusTransition('route_entry', TRANSITIONS.create),
  statusTransition('route_entry', TRANSITIONS.modify),
  removalTransition(routeById, TRANSITIONS.delete, removeRoute),
];
