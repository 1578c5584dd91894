import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** Security groups that an interface is to join. */
export interface GroupFacts {
  /** The requested groups in their order; undefined for one that does not exist. */
  readonly securityGroups: readonly (
    | { readonly vpc_id: string; readonly status: string }
    | undefined
  )[];
  readonly securityGroupsAllowed: number;
  /** The interface's VPC; undefined while it is not known. */
  readonly vpcId: string | undefined;
}

/** The preconditions on the groups, shared by Create- and ModifyNetworkInterface. */
export const securityGroupRules: readonly Rule<GroupFacts>[] = [
  {
    refusal: vpcRefusals.EniSecurityGroupQuota,
    broken: ({ securityGroups, securityGroupsAllowed }) =>
      securityGroups.length > securityGroupsAllowed,
    because: ({ securityGroups, securityGroupsAllowed }) =>
      `${securityGroups.length} groups of ${securityGroupsAllowed}`,
  },
  {
    refusal: vpcRefusals.SecurityGroupNotFound,
    broken: ({ securityGroups }) => securityGroups.includes(undefined),
    because: ({ securityGroups }) =>
      `${securityGroups.filter(Boolean).length} of ${securityGroups.length} groups exist`,
  },
  {
    refusal: vpcRefusals.SecurityGroupInvalidStatus,
    broken: ({ securityGroups }) =>
      securityGroups.some((group) => group && group.status !== 'Available'),
    because: ({ securityGroups }) =>
      `the groups are ${securityGroups.map((group) => group?.status ?? 'absent').join(', ')}`,
  },
  {
    refusal: vpcRefusals.SecurityGroupVpcMismatch,
    broken: ({ securityGroups, vpcId }) =>
      vpcId !== undefined && securityGroups.some((group) => group && group.vpc_id !== vpcId),
    because: ({ vpcId }) => `the interface's VPC is ${vpcId ?? 'not known'}`,
  },
];
