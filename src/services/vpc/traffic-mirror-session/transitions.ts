import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeTrafficMirrorSession } from './remove.ts';
import { trafficMirrorSessionById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const trafficMirrorSessionTransitions: readonly Transition[] = [
  statusTransition('traffic_mirror_session', TRANSITIONS.create),
  statusTransition('traffic_mirror_session', TRANSITIONS.modify),
  removalTransition(trafficMirrorSessionById, TRANSITIONS.delete, removeTrafficMirrorSession),
];
