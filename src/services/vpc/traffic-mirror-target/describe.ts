import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { TrafficMirrorTargetRow } from '#store/schema/traffic-mirror.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { targetResult, viewTargets } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    TrafficMirrorTargetIds: list(id(), 100).optional(),
    TrafficMirrorTargetName: z.string().max(128).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's targets; conditions are ANDed, and nothing found is an empty list. */
export const describeTrafficMirrorTargets = readAction({
  name: 'DescribeTrafficMirrorTargets',
  summary: 'list traffic mirror targets',
  parameters,
  result: () => z.object({ TrafficMirrorTargets: z.array(targetResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<TrafficMirrorTargetRow>(
      tx,
      'traffic_mirror_target',
      pagingOf(input),
      (db) => matching(db, ownerOf(context), input),
    );
    return {
      TrafficMirrorTargets: await viewTargets(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'traffic_mirror_target',
    owner,
    { name: input.TrafficMirrorTargetName, project_name: input.ProjectName },
    input.TrafficMirrorTargetIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'traffic_mirror_target.id', filters));
  }
  return select;
}
