import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, integer } from '#core/parameters.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import { ecsRefusals } from '../refusals.ts';
import {
  deploymentSetDescription,
  deploymentSetName,
  granularity,
  MOST_GROUPS,
  strategy,
} from './parameters.ts';

interface CreateFacts {
  readonly quotaLeft: number;
}

const createRules: readonly Rule<CreateFacts>[] = [
  withinQuota(ecsRefusals.DeploymentSetQuota, 'DeploymentSets', 'quotaLeft'),
];

/** Makes a deployment set, at once. */
export const createDeploymentSet = writeAction({
  name: 'CreateDeploymentSet',
  summary: 'create a deployment set',
  parameters: () =>
    z.object({
      DeploymentSetName: deploymentSetName(),
      Description: deploymentSetDescription().optional(),
      Granularity: granularity().default('host'),
      Strategy: strategy().default('Availability'),
      GroupCount: integer(1, MOST_GROUPS).default(MOST_GROUPS),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ DeploymentSetId: z.string() }),
  rules: createRules,

  facts: async (tx, _, context) => ({
    quotaLeft: await remainingQuota(tx, context, 'DeploymentSets'),
  }),

  async change(tx, _, input, context) {
    const id = context.ids.resource(RESOURCES.deployment_set.idPrefix, 20);
    const owner = ownKey(context, id);
    await reserveQuota(tx, owner, 'DeploymentSets', 1);
    await tx.insert('deployment_set', {
      ...owner,
      project_name: DEFAULT_PROJECT,
      name: input.DeploymentSetName,
      description: input.Description ?? '',
      status: 'Available',
      strategy: input.Strategy,
      granularity: input.Granularity,
      // Observed: GroupCount 7 of a set without groups reads back as 0.
      group_count: input.Strategy === 'AvailabilityGroup' ? input.GroupCount : 0,
    });
    return { DeploymentSetId: id };
  },
});
