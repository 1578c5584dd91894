import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeRoute } from './remove.ts';
import { routeById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const routeEntryTransitions: readonly Transition[] = [
  becomes('route_entry', TRANSITIONS.create),
  becomes('route_entry', TRANSITIONS.modify),
  ends(routeById, TRANSITIONS.delete, removeRoute),
];
