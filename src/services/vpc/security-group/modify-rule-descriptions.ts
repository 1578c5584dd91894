import * as z from 'zod';
import { type Action, writeAction } from '#core/action.ts';
import { ruleIsThere, ruleRules } from './rule.rules.ts';
import type { Direction } from './rule.ts';
import { ruleFacts } from './rule-facts.ts';
import { POLICIES, priority, ruleParameters } from './rule-parameters.ts';
import { describeRule } from './rule-rows.ts';

/**
 * Changes the description of a group's rules with the given traffic and peer, for all policies and
 * priorities unless the request names one.
 */
function modifyDescriptions(name: string, direction: Direction): Action {
  return writeAction({
    name,
    summary: `change the description of ${direction} rules of a security group`,
    parameters: () =>
      z.object({
        ...ruleParameters(),
        Policy: z.enum(POLICIES).optional(),
        Priority: priority().optional(),
      }),
    result: () => z.object({}),
    rules: [...ruleRules, ruleIsThere],

    async facts(tx, input, context) {
      const { alike, ...facts } = await ruleFacts(tx, direction, input, context);
      const found = alike.filter(
        ({ policy, priority }) =>
          (input.Policy ?? policy) === policy && (input.Priority ?? priority) === priority,
      );
      return { ...facts, found };
    },

    async change(tx, { found }, { Description }) {
      if (Description === undefined) return {};
      for (const { id } of found) {
        await tx.run(describeRule, { id, description: Description, now: tx.now });
      }
      return {};
    },
  });
}

export const modifySecurityGroupRuleDescriptionsIngress = modifyDescriptions(
  'ModifySecurityGroupRuleDescriptionsIngress',
  'ingress',
);
export const modifySecurityGroupRuleDescriptionsEgress = modifyDescriptions(
  'ModifySecurityGroupRuleDescriptionsEgress',
  'egress',
);
