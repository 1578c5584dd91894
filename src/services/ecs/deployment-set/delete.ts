import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { reserveQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { type DeploymentSetFacts, deploymentSetExists } from './deployment-set.rules.ts';
import { membersOf, ownDeploymentSetToChange } from './rows.ts';

interface DeleteFacts extends DeploymentSetFacts {
  /** An instance in the set, if there is one. */
  readonly instanceId: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  deploymentSetExists,
  {
    refusal: ecsRefusals.DeploymentSetInUse,
    broken: ({ instanceId }) => instanceId !== undefined,
    because: ({ instanceId }) => `${instanceId ?? 'no instance'} is in it`,
  },
];

/** Deletes a deployment set that no instance is in, at once. */
export const deleteDeploymentSet = writeAction({
  name: 'DeleteDeploymentSet',
  summary: 'delete a deployment set',
  parameters: () => z.object({ DeploymentSetId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { DeploymentSetId }, context) {
    const deploymentSet = await tx.first(
      ownDeploymentSetToChange,
      ownKey(context, DeploymentSetId),
    );
    const [member] = deploymentSet
      ? await tx.all(membersOf, { deploymentSetId: deploymentSet.id })
      : [];
    return { deploymentSet, instanceId: member?.id };
  },

  async change(tx, { deploymentSet }) {
    const row = deploymentSet ?? refuse(ecsRefusals.DeploymentSetNotFound);
    await tx.remove('deployment_set', row.id);
    await reserveQuota(tx, row, 'DeploymentSets', -1);
    return {};
  },
});
