import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

type RuleFacts = Holding<'rule', { readonly id: string; readonly status: string }>;

/** What a change and a deletion ask of an egress-only rule. */
export const availableIpv6EgressOnlyRule: readonly Rule<RuleFacts>[] = [
  exists(vpcRefusals.Ipv6EgressOnlyRuleNotFound, 'rule', 'rule'),
  inStatus(vpcRefusals.Ipv6EgressOnlyRuleInvalidStatus, 'rule', 'rule', ['Available']),
];
