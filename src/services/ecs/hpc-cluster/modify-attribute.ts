import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { hpcClusterExists } from './hpc-cluster.rules.ts';
import { hpcClusterDescription, hpcClusterName } from './parameters.ts';
import { ownHpcClusterToChange } from './rows.ts';

/**
 * Changes an HPC cluster's name and description; an absent one stays as it is. No SDK has the
 * action; Terraform calls it.
 */
export const modifyHpcClusterAttribute = writeAction({
  name: 'ModifyHpcClusterAttribute',
  summary: "change an HPC cluster's name and description",
  parameters: () =>
    z.object({
      HpcClusterId: id(),
      HpcClusterName: hpcClusterName().optional(),
      Description: hpcClusterDescription().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: [hpcClusterExists],

  async facts(tx, { HpcClusterId }, context) {
    return { hpcCluster: await tx.first(ownHpcClusterToChange, ownKey(context, HpcClusterId)) };
  },

  async change(tx, _, input) {
    await tx.update('hpc_cluster', input.HpcClusterId, {
      ...(input.HpcClusterName !== undefined && { name: input.HpcClusterName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
