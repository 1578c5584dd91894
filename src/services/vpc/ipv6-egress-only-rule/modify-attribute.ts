import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { resourceName } from '../names.ts';
import { availableIpv6EgressOnlyRule } from './ipv6-egress-only-rule.rules.ts';
import { ownRule } from './rows.ts';

/** Changes an egress-only rule's name, at once. */
export const modifyIpv6EgressOnlyRuleAttribute = writeAction({
  name: 'ModifyIpv6EgressOnlyRuleAttribute',
  summary: 'rename an egress-only rule',
  parameters: () => z.object({ Ipv6EgressOnlyRuleId: id(), Name: resourceName().optional() }),
  result: () => z.object({}),
  rules: availableIpv6EgressOnlyRule,

  async facts(tx, { Ipv6EgressOnlyRuleId }, context) {
    const key = ownKey(context, Ipv6EgressOnlyRuleId);
    return { rule: await tx.first(ownRule, key) };
  },

  async change(tx, _, { Ipv6EgressOnlyRuleId, Name }) {
    await tx.update('ipv6_egress_only_rule', Ipv6EgressOnlyRuleId, {
      ...(Name !== undefined && { name: Name }),
    });
    return {};
  },
});
