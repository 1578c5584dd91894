import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { SETTLED } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

export interface DeploymentFacts extends OperateFacts {
  /** '' takes the instance out of its set. */
  readonly deploymentSetId: string;
}

/** The preconditions of ModifyInstanceDeployment. There are no deployment sets here. */
export const deploymentRules: readonly Rule<DeploymentFacts>[] = [
  instanceExists,
  instanceInStatus(SETTLED),
  {
    refusal: ecsRefusals.DeploymentSetNotFound,
    broken: ({ deploymentSetId }) => deploymentSetId !== '',
    because: ({ deploymentSetId }) =>
      deploymentSetId === '' ? 'no set is named' : `there is no deployment set ${deploymentSetId}`,
  },
];

export interface PlacementFacts extends OperateFacts {
  /** The requested dedicated host: a named one, or any. */
  readonly host: string | undefined;
  /** A type other than the one that the instance has. */
  readonly otherType: string | undefined;
}

/**
 * The preconditions of ModifyInstancePlacement. All instances are on shared hosts: there are no
 * others here.
 */
export const placementRules: readonly Rule<PlacementFacts>[] = [
  instanceExists,
  instanceInStatus(SETTLED),
  {
    refusal: ecsRefusals.DedicatedHostNotFound,
    broken: ({ host }) => host !== undefined,
    because: ({ host }) => `${host ?? 'no dedicated host'} is asked for`,
  },
  {
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'InstanceTypeId',
    broken: ({ otherType }) => otherType !== undefined,
    because: ({ otherType }) =>
      otherType === undefined
        ? 'the type stays'
        : `${otherType} is another type: ModifyInstanceSpec changes it`,
  },
];
