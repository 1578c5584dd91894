import { becomes, ends, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeRule } from './remove.ts';
import { ruleById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const ipv6EgressOnlyRuleTransitions: readonly Transition[] = [
  becomes('ipv6_egress_only_rule', TRANSITIONS.create),
  ends(ruleById, TRANSITIONS.delete, removeRule),
];
