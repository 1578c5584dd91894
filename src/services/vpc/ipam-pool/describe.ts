import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { poolResult, viewPools } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    IpamPoolIds: list(id(), 100).optional(),
    IpamPoolName: z.string().max(128).optional(),
    IpamPoolOwnerId: id().optional(),
    IpamScopeId: id().optional(),
    SourceIpamPoolId: id().optional(),
    IpVersion: z.enum(['IPv4', 'IPv6']).optional(),
    PoolRegionId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's pools; conditions are ANDed, and nothing found is an empty list. */
export const describeIpamPools = readAction({
  name: 'DescribeIpamPools',
  summary: 'list the pools of IPAMs',
  parameters,
  result: () => z.object({ IpamPools: z.array(poolResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<IpamPoolRow>(tx, 'ipam_pool', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    return { IpamPools: await viewPools(tx, page.rows), NextToken: page.paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'ipam_pool',
    owner,
    {
      name: input.IpamPoolName,
      account_id: input.IpamPoolOwnerId,
      ipam_scope_id: input.IpamScopeId,
      source_ipam_pool_id: input.SourceIpamPoolId,
      ip_version: input.IpVersion,
      pool_region_id: input.PoolRegionId,
      project_name: input.ProjectName,
    },
    input.IpamPoolIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipam_pool.id', filters));
  }
  return select;
}
