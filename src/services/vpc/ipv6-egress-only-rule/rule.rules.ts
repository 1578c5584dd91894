import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface RuleFacts {
  readonly rule: { readonly id: string; readonly status: string } | undefined;
}

/** The preconditions of changing and of deleting an egress-only rule. */
export const ruleRules: readonly Rule<RuleFacts>[] = [
  {
    refusal: vpcRefusals.Ipv6EgressOnlyRuleNotFound,
    broken: ({ rule }) => rule === undefined,
    because: ({ rule }) => (rule ? `${rule.id} exists` : 'there is no such rule'),
  },
  {
    refusal: vpcRefusals.Ipv6EgressOnlyRuleInvalidStatus,
    broken: ({ rule }) => rule && rule.status !== 'Available',
    because: ({ rule }) => `the rule is ${rule?.status ?? 'absent'}`,
  },
];
