import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { availableIpv6EgressOnlyRule } from './ipv6-egress-only-rule.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownRule } from './rows.ts';

/** Deletes an egress-only rule. It is Deleting, then not found. */
export const deleteIpv6EgressOnlyRule = writeAction({
  name: 'DeleteIpv6EgressOnlyRule',
  summary: 'delete an egress-only rule',
  asyncTask: true,
  parameters: () => z.object({ Ipv6EgressOnlyRuleId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: availableIpv6EgressOnlyRule,

  async facts(tx, { Ipv6EgressOnlyRuleId }, context) {
    const key = ownKey(context, Ipv6EgressOnlyRuleId);
    return { rule: await tx.first(ownRule, key) };
  },

  async change(tx, { rule }, { Ipv6EgressOnlyRuleId }, context) {
    await tx.update('ipv6_egress_only_rule', Ipv6EgressOnlyRuleId, {
      status: TRANSITIONS.delete.from,
    });
    // The rule itself may be gone at the end of this transaction.
    if (rule) tx.touch('ipv6_address_bandwidth', rule.ipv6_address_bandwidth_id);
    await scheduleTransition(tx, context, TRANSITIONS.delete, Ipv6EgressOnlyRuleId);
    return {};
  },
});
