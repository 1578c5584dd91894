import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeTrafficMirrorFilterRule } from './remove.ts';
import { trafficMirrorFilterRuleById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const trafficMirrorFilterRuleTransitions: readonly Transition[] = [
  statusTransition('traffic_mirror_filter_rule', TRANSITIONS.create),
  statusTransition('traffic_mirror_filter_rule', TRANSITIONS.modify),
  removalTransition(trafficMirrorFilterRuleById, TRANSITIONS.delete, removeTrafficMirrorFilterRule),
];
