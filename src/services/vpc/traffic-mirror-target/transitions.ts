import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeTrafficMirrorTarget } from './remove.ts';
import { trafficMirrorTargetById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const trafficMirrorTargetTransitions: readonly Transition[] = [
  statusTransition('traffic_mirror_target', TRANSITIONS.create),
  removalTransition(trafficMirrorTargetById, TRANSITIONS.delete, removeTrafficMirrorTarget),
];
