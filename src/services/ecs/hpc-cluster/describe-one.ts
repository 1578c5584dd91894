import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { ownHpcCluster } from './rows.ts';
import { hpcClusterResult, viewHpcClusters } from './view.ts';

/** Shows one HPC cluster. No SDK has the action; Terraform reads a cluster by it. */
export const describeHpcCluster = readAction({
  name: 'DescribeHpcCluster',
  summary: 'show one HPC cluster',
  parameters: () => z.object({ HpcClusterId: id() }),
  result: hpcClusterResult,
  refusals: [ecsRefusals.HpcClusterNotFound],

  async view(tx, { HpcClusterId }, context) {
    const row = await tx.first(ownHpcCluster, ownKey(context, HpcClusterId));
    const [view] = row === undefined ? [] : await viewHpcClusters(tx, [row]);
    return view ?? refuse(ecsRefusals.HpcClusterNotFound);
  },
});
