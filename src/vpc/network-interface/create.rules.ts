import type { Rule } from '../../action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface CreateFacts {
  readonly subnet:
    | { readonly status: string; readonly vpc_id: string; readonly cidr_block: string }
    | undefined;
  /** The groups that exist, in the order asked for; undefined for one that does not. */
  readonly securityGroups: readonly (
    | { readonly vpc_id: string; readonly status: string }
    | undefined
  )[];
  readonly securityGroupsAllowed: number;
  readonly quotaLeft: number;
  readonly both: readonly [string, string] | undefined;
  readonly macTaken: boolean;
}

/** The preconditions of CreateNetworkInterface; the vendor publishes no table, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.ParametersExclude,
    args: ({ both }) => [...(both ?? [])],
    broken: ({ both }) => both !== undefined,
    because: ({ both }) => (both ? `${both.join(' and ')} are both given` : 'none exclude another'),
  },
  {
    refusal: vpcRefusals.SubnetNotFound,
    broken: ({ subnet }) => subnet === undefined,
    because: ({ subnet }) => (subnet ? 'the subnet exists' : 'there is no such subnet'),
  },
  {
    refusal: vpcRefusals.SubnetInvalidStatus,
    broken: ({ subnet }) => subnet && subnet.status !== 'Available',
    because: ({ subnet }) => (subnet ? `the subnet is ${subnet.status}` : 'there is no subnet'),
  },
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
    broken: ({ securityGroups, subnet }) =>
      subnet && securityGroups.some((group) => group && group.vpc_id !== subnet.vpc_id),
    because: ({ subnet }) => `the subnet is in ${subnet?.vpc_id ?? 'no VPC'}`,
  },
  {
    refusal: vpcRefusals.MacInUse,
    broken: ({ macTaken }) => macTaken,
    because: ({ macTaken }) => (macTaken ? 'another interface has it' : 'it is free'),
  },
  {
    refusal: vpcRefusals.EniQuota,
    broken: ({ quotaLeft }) => quotaLeft < 1,
    because: ({ quotaLeft }) => `${quotaLeft} interfaces are left of the quota`,
  },
];
