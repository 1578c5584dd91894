import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** A security group that was asked for. */
export interface AskedGroup {
  readonly id: string;
  /** Undefined when there is none. */
  readonly group: { readonly vpc_id: string; readonly status: string } | undefined;
}

/** Security groups that an interface is to join. */
export interface GroupFacts {
  /** In the order in which they are asked for. */
  readonly securityGroups: readonly AskedGroup[];
  readonly securityGroupsAllowed: number;
  /** The interface's VPC; undefined while it is not known. */
  readonly vpcId: string | undefined;
}

/** The groups that were asked for, with what was found of them. */
export const askedGroups = (
  ids: readonly string[],
  found: ReadonlyMap<string, NonNullable<AskedGroup['group']>>,
): AskedGroup[] => ids.map((id) => ({ id, group: found.get(id) }));

export const isMissing = ({ group }: AskedGroup): boolean => group === undefined;

export const isUnsettled = ({ group }: AskedGroup): boolean =>
  group !== undefined && group.status !== 'Available';

export const isOutside =
  (vpcId: string | undefined) =>
  ({ group }: AskedGroup): boolean =>
    vpcId !== undefined && group !== undefined && group.vpc_id !== vpcId;

/** Says which of the groups are missing. */
export function sayMissing(groups: readonly AskedGroup[]): string {
  const missing = groups.filter(isMissing).map(({ id }) => id);
  return missing.length === 0 ? 'all groups exist' : `there is no group ${missing.join(', ')}`;
}

export const sayStatuses = (groups: readonly AskedGroup[]): string =>
  groups.map(({ id, group }) => `${id} is ${group?.status ?? 'absent'}`).join(', ') ||
  'no groups are asked for';

/** Says which of the groups are of another VPC. */
export function sayOutside(groups: readonly AskedGroup[], vpcId: string | undefined): string {
  const of = `the interface's VPC is ${vpcId ?? 'not known'}`;
  const outside = groups.filter(isOutside(vpcId));
  return [of, ...outside.map(({ id, group }) => `${id} is in ${group?.vpc_id}`)].join(', ');
}

/**
 * The preconditions on the groups, shared by CreateNetworkInterface,
 * ModifyNetworkInterfaceAttributes and ModifyInstanceVpcAttribute.
 */
export const securityGroupRules: readonly Rule<GroupFacts>[] = [
  {
    refusal: vpcRefusals.EniSecurityGroupQuota,
    parameter: 'SecurityGroupIds',
    broken: ({ securityGroups, securityGroupsAllowed }) =>
      securityGroups.length > securityGroupsAllowed,
    because: ({ securityGroups, securityGroupsAllowed }) =>
      `${securityGroups.length} groups of ${securityGroupsAllowed}`,
  },
  {
    refusal: vpcRefusals.SecurityGroupNotFound,
    parameter: 'SecurityGroupIds',
    broken: ({ securityGroups }) => securityGroups.some(isMissing),
    because: ({ securityGroups }) => sayMissing(securityGroups),
  },
  {
    refusal: vpcRefusals.SecurityGroupInvalidStatus,
    parameter: 'SecurityGroupIds',
    broken: ({ securityGroups }) => securityGroups.some(isUnsettled),
    because: ({ securityGroups }) => sayStatuses(securityGroups),
  },
  {
    refusal: vpcRefusals.SecurityGroupVpcMismatch,
    parameter: 'SecurityGroupIds',
    broken: ({ securityGroups, vpcId }) => securityGroups.some(isOutside(vpcId)),
    because: ({ securityGroups, vpcId }) => sayOutside(securityGroups, vpcId),
  },
];
