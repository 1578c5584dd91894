import type { Resource } from '#core/service.ts';
import { createIpv6EgressOnlyRule } from './create.ts';
import { deleteIpv6EgressOnlyRule } from './delete.ts';
import { describeIpv6EgressOnlyRules } from './describe.ts';
import { modifyIpv6EgressOnlyRuleAttribute } from './modify-attribute.ts';
import { ipv6EgressOnlyRuleTransitions } from './transitions.ts';

/** What is done with ipv6 egress only rules, by clients and by time. */
export const ipv6EgressOnlyRuleResource: Resource = {
  actions: [
    createIpv6EgressOnlyRule,
    deleteIpv6EgressOnlyRule,
    describeIpv6EgressOnlyRules,
    modifyIpv6EgressOnlyRuleAttribute,
  ],
  transitions: ipv6EgressOnlyRuleTransitions,
};
