import type { Resource } from '#core/service.ts';
import { createIpv6EgressOnlyRule } from './create.ts';
import { deleteIpv6EgressOnlyRule } from './delete.ts';
import { describeIpv6EgressOnlyRules } from './describe.ts';
import { modifyIpv6EgressOnlyRuleAttribute } from './modify-attribute.ts';

/** The actions of IPv6 egress only rules. */
export const ipv6EgressOnlyRuleResource: Resource = {
  actions: [
    createIpv6EgressOnlyRule,
    deleteIpv6EgressOnlyRule,
    describeIpv6EgressOnlyRules,
    modifyIpv6EgressOnlyRuleAttribute,
  ],
};
