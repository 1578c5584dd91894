import * as z from 'zod';
import { type Action, writeAction } from '#core/action.ts';
import { ruleRules } from './rule.rules.ts';
import type { Direction } from './rule.ts';
import { ruleFacts } from './rule-facts.ts';
import { wholeRuleParameters } from './rule-parameters.ts';
import { deleteRule } from './rule-rows.ts';

/**
 * Removes the rule with the given traffic, peer, policy and priority from a security group. A rule
 * that does not exist is no error: the caller wants it gone.
 */
function revoke(name: string, direction: Direction): Action {
  return writeAction({
    name,
    summary: `take an ${direction} rule from a security group`,
    asyncTask: true,
    parameters: () => z.object(wholeRuleParameters()),
    result: () => z.object({}),
    inert: { Description: 'a rule is found by its traffic and peer' },
    rules: ruleRules,

    async facts(tx, input, context) {
      const { alike, ...facts } = await ruleFacts(tx, direction, input, context);
      const found = alike.filter(
        ({ policy, priority }) => policy === input.Policy && priority === input.Priority,
      );
      return { ...facts, found };
    },

    async change(tx, { found }, { SecurityGroupId }) {
      for (const { id } of found) await tx.run(deleteRule, { id });
      tx.touch('security_group', SecurityGroupId);
      return {};
    },
  });
}

export const revokeSecurityGroupIngress = revoke('RevokeSecurityGroupIngress', 'ingress');
export const revokeSecurityGroupEgress = revoke('RevokeSecurityGroupEgress', 'egress');
