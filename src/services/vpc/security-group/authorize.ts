import * as z from 'zod';
import { type Action, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken } from '#core/parameters.ts';
import { ownPrefixListToChange } from '../prefix-list/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { authorizeRules } from './authorize.rules.ts';
import { ownSecurityGroupToChange } from './rows.ts';
import type { Direction } from './rule.ts';
import { rulesCounted, versionsOf } from './rule-count.ts';
import { ruleFacts } from './rule-facts.ts';
import { wholeRuleParameters } from './rule-parameters.ts';

/** Adds a rule to a security group. It takes effect before the answer. */
function authorize(name: string, direction: Direction): Action {
  return writeAction({
    name,
    summary: `add an ${direction} rule to a security group`,
    asyncTask: true,
    parameters: () => z.object({ ...wholeRuleParameters(), ClientToken: clientToken().optional() }),
    result: () => z.object({}),
    rules: authorizeRules,

    async facts(tx, input, context) {
      const owner = ownerOf(context);
      const { SecurityGroupId, SourceGroupId = '' } = input;
      const lockSource = async () =>
        SourceGroupId === ''
          ? undefined
          : tx.first(ownSecurityGroupToChange, { id: SourceGroupId, ...owner });
      // Two groups that refer to each other are locked in one order.
      const before = SourceGroupId < SecurityGroupId ? await lockSource() : undefined;
      const { alike, ...facts } = await ruleFacts(tx, direction, input, context);
      const source = before ?? (await lockSource());
      const { traffic, securityGroup } = facts;
      const prefixList =
        traffic.prefix_list_id === ''
          ? undefined
          : await tx.first(ownPrefixListToChange, { id: traffic.prefix_list_id, ...owner });
      const { Policy: policy, Priority: priority } = input;
      const counted = await rulesCounted(tx, securityGroup?.id ?? '', direction);
      return {
        ...facts,
        vpcId: securityGroup?.vpc_id,
        source,
        prefixList,
        twin: alike.find((rule) => rule.policy === policy && rule.priority === priority)?.id,
        weight: prefixList?.max_entries ?? 1,
        used: Math.max(...versionsOf(traffic, prefixList).map((version) => counted[version])),
        allowed: context.world.quota(context.accountId, 'RulesPerSecurityGroup'),
      };
    },

    async change(tx, { traffic }, input, context) {
      await tx.insert('security_group_rule', {
        id: context.ids.resource('sgr'),
        security_group_id: input.SecurityGroupId,
        ...traffic,
        policy: input.Policy,
        priority: input.Priority,
        description: input.Description ?? '',
        created_at: tx.now,
        updated_at: tx.now,
      });
      tx.touch('security_group', input.SecurityGroupId);
      return {};
    },
    refusals: [vpcRefusals.Conflict],
  });
}

export const authorizeSecurityGroupIngress = authorize('AuthorizeSecurityGroupIngress', 'ingress');
export const authorizeSecurityGroupEgress = authorize('AuthorizeSecurityGroupEgress', 'egress');
