import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id, note } from '#core/parameters.ts';
import { deploymentSetExists } from './deployment-set.rules.ts';
import { deploymentSetDescription, deploymentSetName } from './parameters.ts';
import { ownDeploymentSetToChange } from './rows.ts';

/** Changes a deployment set's name and description, at once; an absent one stays as it is. */
export const modifyDeploymentSetAttribute = writeAction({
  name: 'ModifyDeploymentSetAttribute',
  summary: 'change a deployment set',
  parameters: () =>
    z.object({
      // Terraform sends it by the other name.
      DeploymentSetId: note(id(), { alias: 'deployment_set_id' }),
      DeploymentSetName: deploymentSetName().optional(),
      Description: deploymentSetDescription().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: [deploymentSetExists],

  async facts(tx, { DeploymentSetId }, context) {
    const key = ownKey(context, DeploymentSetId);
    return { deploymentSet: await tx.first(ownDeploymentSetToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('deployment_set', input.DeploymentSetId, {
      ...(input.DeploymentSetName !== undefined && { name: input.DeploymentSetName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
