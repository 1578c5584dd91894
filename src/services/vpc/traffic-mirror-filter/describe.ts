import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { TrafficMirrorFilterRow } from '#store/schema/traffic-mirror.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { filterResult, viewFilters } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    TrafficMirrorFilterIds: list(id(), 100).optional(),
    TrafficMirrorFilterNames: list(z.string().max(128), 100).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's filters; conditions are ANDed, and nothing found is an empty list. */
export const describeTrafficMirrorFilters = readAction({
  name: 'DescribeTrafficMirrorFilters',
  summary: 'list traffic mirror filters',
  parameters,
  result: () => z.object({ TrafficMirrorFilters: z.array(filterResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<TrafficMirrorFilterRow>(
      tx,
      'traffic_mirror_filter',
      pagingOf(input),
      (db) => matching(db, ownerOf(context), input),
    );
    return {
      TrafficMirrorFilters: await viewFilters(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'traffic_mirror_filter',
    owner,
    { project_name: input.ProjectName },
    input.TrafficMirrorFilterIds,
  );
  if (input.TrafficMirrorFilterNames)
    select = select.where('traffic_mirror_filter.name', 'in', input.TrafficMirrorFilterNames);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'traffic_mirror_filter.id', filters));
  }
  return select;
}
