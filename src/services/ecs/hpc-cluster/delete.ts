import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { type HpcClusterFacts, hpcClusterExists } from './hpc-cluster.rules.ts';
import { instanceInHpcCluster, ownHpcClusterToChange } from './rows.ts';

interface DeleteFacts extends HpcClusterFacts {
  /** An instance in it, if there is one. */
  readonly instanceId: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  hpcClusterExists,
  {
    refusal: ecsRefusals.HpcClusterInUse,
    broken: ({ instanceId }) => instanceId !== undefined,
    because: ({ instanceId }) => (instanceId ? `${instanceId} is in it` : 'no instance is in it'),
  },
];

/** Deletes an HPC cluster without instances, at once. */
export const deleteHpcCluster = writeAction({
  name: 'DeleteHpcCluster',
  summary: 'delete an HPC cluster',
  parameters: () => z.object({ HpcClusterId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { HpcClusterId }, context) {
    const hpcCluster = await tx.first(ownHpcClusterToChange, ownKey(context, HpcClusterId));
    const key = { hpcClusterId: HpcClusterId, ...ownerOf(context) };
    const instance = hpcCluster && (await tx.first(instanceInHpcCluster, key));
    return { hpcCluster, instanceId: instance?.id };
  },

  async change(tx, _, { HpcClusterId }) {
    await removeTags(tx, HpcClusterId);
    await tx.remove('hpc_cluster', HpcClusterId);
    return {};
  },
});
