import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id, integer, note } from '#core/parameters.ts';
import { operateFacts } from './operate.ts';
import { deploymentRules } from './placement.rules.ts';

/** Takes an instance out of its deployment set. There are no sets, so none can be joined. */
export const modifyInstanceDeployment = writeAction({
  name: 'ModifyInstanceDeployment',
  summary: 'take an instance out of its deployment set',
  parameters: z.object({
    InstanceId: id(),
    // "An empty string takes the instance out of its set."
    DeploymentSetId: note(id(), { keepsEmpty: true }),
    DeploymentSetGroupNumber: integer(1, 7).optional(),
    ClientToken: clientToken().optional(),
  }),
  result: z.object({}),
  inert: { DeploymentSetGroupNumber: 'an instance that leaves its set is in no group of it' },
  rules: deploymentRules,

  async facts(tx, input, context) {
    return {
      ...(await operateFacts(tx, input, context)),
      deploymentSetId: input.DeploymentSetId,
    };
  },

  change: async () => ({}),
});
