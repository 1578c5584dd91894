import type { Rule } from '#core/action.ts';
import { exists, type Holding } from '#core/common.rules.ts';
import { ecsRefusals } from '../refusals.ts';

export type DeploymentSetFacts = Holding<'deploymentSet', { readonly id: string }>;

export const deploymentSetExists = exists(
  ecsRefusals.DeploymentSetNotFound,
  'deploymentSet',
  'deployment set',
);

/** What decides whether instances may be in a set, and in which of its groups. */
export interface JoinFacts {
  /** The set that is named, if one is. */
  readonly deploymentSetId: string | undefined;
  readonly deploymentSet: { readonly group_count: number } | undefined;
  /** The group that is asked for. */
  readonly deploymentSetGroup: number | undefined;
}

/** The preconditions of having an instance in a deployment set, but for how many fit into it. */
export const joinRules: readonly Rule<JoinFacts>[] = [
  {
    refusal: ecsRefusals.DeploymentSetNotFound,
    broken: ({ deploymentSetId, deploymentSet }) =>
      deploymentSetId !== undefined && deploymentSet === undefined,
    because: ({ deploymentSetId, deploymentSet }) =>
      deploymentSetId === undefined
        ? 'no deployment set is named'
        : deploymentSet
          ? `${deploymentSetId} exists`
          : `there is no deployment set ${deploymentSetId}`,
  },
  {
    refusal: ecsRefusals.DeploymentSetGroupMalformed,
    parameter: 'DeploymentSetGroupNumber',
    broken: ({ deploymentSet, deploymentSetGroup }) =>
      deploymentSetGroup !== undefined && deploymentSetGroup > (deploymentSet?.group_count ?? 0),
    because: ({ deploymentSet, deploymentSetGroup }) =>
      `group ${deploymentSetGroup ?? 'none'} is asked for, the set has ${deploymentSet?.group_count ?? 0} groups`,
  },
];
