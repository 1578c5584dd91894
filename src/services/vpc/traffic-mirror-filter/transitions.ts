import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeTrafficMirrorFilter } from './remove.ts';
import { trafficMirrorFilterById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const trafficMirrorFilterTransitions: readonly Transition[] = [
  statusTransition('traffic_mirror_filter', TRANSITIONS.create),
  removalTransition(trafficMirrorFilterById, TRANSITIONS.delete, removeTrafficMirrorFilter),
];
