import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeRule } from './remove.ts';
import { ruleById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const ipv6EgressOnlyRuleTransitions: readonly Transition[] = [
  statusTransition('ipv6_egress_only_rule', TRANSITIONS.create),
  removalTransition(ruleById, TRANSITIONS.delete, removeRule),
];
