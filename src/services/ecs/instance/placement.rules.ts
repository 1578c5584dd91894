import type { Rule } from '#core/action.ts';
import { type JoinFacts, joinRules } from '../deployment-set/deployment-set.rules.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { SETTLED } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

export interface DeploymentFacts extends OperateFacts, JoinFacts {
  /** How many more instances the set takes in the instance's zone. */
  readonly roomInSet: number;
}

/** The preconditions of ModifyInstanceDeployment. Its table was not seen; the order is ours. */
export const deploymentRules: readonly Rule<DeploymentFacts>[] = [
  instanceExists,
  instanceInStatus(SETTLED),
  ...joinRules,
  {
    refusal: ecsRefusals.DeploymentSetInstanceQuota,
    broken: ({ roomInSet }) => roomInSet < 1,
    because: ({ roomInSet }) =>
      `the zone of the deployment set has room for ${Number.isFinite(roomInSet) ? roomInSet : 'any number of'} instances`,
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
