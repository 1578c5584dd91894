import type { Rule } from '../../action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type RuleFacts, ruleRules } from './rule.rules.ts';

export interface AuthorizeFacts extends RuleFacts {
  /** The group that the rule refers to; undefined when there is no such group. */
  readonly source: { readonly vpc_id: string } | undefined;
  readonly vpcId: string | undefined;
  /** A rule like it, if there is any. */
  readonly twin: string | undefined;
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
    refusal: vpcRefusals.SecurityGroupVpcMismatch,
    broken: ({ source, vpcId }) => source && vpcId !== undefined && source.vpc_id !== vpcId,
    because: ({ vpcId }) => `the group's VPC is ${vpcId ?? 'not known'}`,
  },
  {
    refusal: vpcRefusals.SecurityRuleConflict,
    broken: ({ twin }) => twin !== undefined,
    because: ({ twin }) => `${twin ?? 'no rule of the group'} is like it`,
  },
  {
    refusal: vpcRefusals.SecurityRuleQuota,
    broken: ({ used, allowed }) => used >= allowed,
    because: ({ used, allowed }) => `the group has ${used} rules of ${allowed}`,
  },
];
