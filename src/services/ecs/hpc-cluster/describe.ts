import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { clientToken, id, list, text } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { HpcClusterRow } from '#store/schema/hpc-cluster.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { hpcClusterResult, viewHpcClusters } from './view.ts';

const parameters = () =>
  z.object({
    HpcClusterIds: list(id(), 100).optional(),
    Name: text(128).optional(),
    ZoneId: id().optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ClientToken: clientToken().optional(),
    ...tokenPaging(100),
  });

/** Lists the caller's HPC clusters; conditions are ANDed. */
export const describeHpcClusters = readAction({
  name: 'DescribeHpcClusters',
  summary: 'list HPC clusters',
  parameters,
  result: () => z.object({ HpcClusters: z.array(hpcClusterResult()), NextToken: z.string() }),
  inert: { ClientToken: 'a list changes nothing, so that asking again is harmless' },
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<HpcClusterRow>(
      tx,
      'hpc_cluster',
      tokenPagingOf(input),
      (db) => matching(db, owner, input),
    );
    return { HpcClusters: await viewHpcClusters(tx, rows), NextToken: paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const conditions = {
    name: input.Name,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
  };
  const select = ownRows(db, 'hpc_cluster', owner, conditions, input.HpcClusterIds);
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'hpc_cluster.id', filters)) : select;
}
