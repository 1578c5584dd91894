import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { IpamResourceDiscoveryRow } from '#store/schema/ipam.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { discoveryResult, viewDiscoveries } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    IpamResourceDiscoveryIds: list(id(), 100).optional(),
    IpamResourceDiscoveryName: z.string().max(128).optional(),
    IpamResourceDiscoveryOwnerId: id().optional(),
    Type: z.enum(['system', 'custom']).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's resource discoveries; conditions are ANDed, and nothing found is an empty list. */
export const describeIpamResourceDiscoveries = readAction({
  name: 'DescribeIpamResourceDiscoveries',
  summary: 'list resource discoveries',
  parameters,
  result: () =>
    z.object({ IpamResourceDiscoveries: z.array(discoveryResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<IpamResourceDiscoveryRow>(
      tx,
      'ipam_resource_discovery',
      pagingOf(input),
      (db) => matching(db, ownerOf(context), input),
    );
    return {
      IpamResourceDiscoveries: await viewDiscoveries(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'ipam_resource_discovery',
    owner,
    {
      name: input.IpamResourceDiscoveryName,
      is_default: input.Type && Number(input.Type === 'system'),
      project_name: input.ProjectName,
    },
    input.IpamResourceDiscoveryIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipam_resource_discovery.id', filters));
  }
  return select;
}
