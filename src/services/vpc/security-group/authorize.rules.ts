import type { Rule } from '#core/action.ts';
import { prefixListIsAvailable } from '../prefix-list/prefix-list.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { type RuleFacts, ruleRules } from './rule.rules.ts';

export interface AuthorizeFacts extends RuleFacts {
  /** The group that the rule refers to; undefined when there is no such group. */
  readonly source: { readonly vpc_id: string } | undefined;
  readonly vpcId: string | undefined;
  /** The list that the rule refers to; undefined when there is no such list. */
  readonly prefixList: { readonly status: string } | undefined;
  /** An equal rule, if there is one. */
  readonly twin: string | undefined;
  /** How many rules it counts as: a prefix list counts as many as it may have entries. */
  readonly weight: number;
  /** How many rules the group counts in its direction and IP version. */
  readonly used: number;
  readonly allowed: number;
}

export const authorizeRules: readonly Rule<AuthorizeFacts>[] = [
  ...ruleRules,
  {
    refusal: vpcRefusals.SecurityGroupCidrOnly,
    broken: ({ securityGroup, traffic }) =>
      securityGroup && securityGroup.type === 'cidr_only' && traffic.cidr_ip === '',
    because: ({ securityGroup }) => `the group's type is ${securityGroup?.type ?? '?'}`,
  },
  {
    refusal: vpcRefusals.SecurityGroupNotFound,
    broken: ({ traffic, source }) => traffic.source_group_id !== '' && source === undefined,
    because: ({ traffic, source }) =>
      traffic.source_group_id === ''
        ? 'the rule refers to no group'
        : `${traffic.source_group_id} ${source ? 'exists' : 'does not exist'}`,
  },
  {
    refusal: vpcRefusals.SourceGroupVpcMismatch,
    broken: ({ source, vpcId }) => source && vpcId !== undefined && source.vpc_id !== vpcId,
    because: ({ vpcId }) => `the group's VPC is ${vpcId ?? 'not known'}`,
  },
  {
    refusal: vpcRefusals.PrefixListNotFound,
    broken: ({ traffic, prefixList }) => traffic.prefix_list_id !== '' && prefixList === undefined,
    because: ({ traffic, prefixList }) =>
      traffic.prefix_list_id === ''
        ? 'the rule refers to no prefix list'
        : `${traffic.prefix_list_id} ${prefixList ? 'exists' : 'does not exist'}`,
  },
  prefixListIsAvailable,
  {
    refusal: vpcRefusals.SecurityRuleConflict,
    broken: ({ twin }) => twin !== undefined,
    because: ({ twin }) => `${twin ?? 'no rule of the group'} is like it`,
  },
  {
    refusal: vpcRefusals.SecurityRuleQuota,
    parameter: 'SecurityGroupId',
    broken: ({ used, weight, allowed }) => used + weight > allowed,
    because: ({ used, weight, allowed }) =>
      `the group counts ${used} rules of its kind of ${allowed}, and this one ${weight}`,
  },
];
