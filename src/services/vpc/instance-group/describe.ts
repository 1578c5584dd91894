import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { ownRows } from '#store/owned.ts';
import type { InstanceGroupRow } from '#store/schema/instance-group.ts';
import { vpcRefusals } from '../refusals.ts';
import { instanceGroupResult, viewInstanceGroups } from './view.ts';

/** Lists the caller's groups; conditions are ANDed, and nothing found is an empty list. */
export const describeInstanceGroups = readAction({
  name: 'DescribeInstanceGroups',
  summary: 'list instance groups with their members',
  parameters: () =>
    z.object({
      InstanceGroupIds: list(id(), 100).optional(),
      InstanceGroupName: z.string().max(128).optional(),
      VpcId: id().optional(),
      ...pagingParameters(),
    }),
  result: () => z.object({ InstanceGroups: z.array(instanceGroupResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<InstanceGroupRow>(tx, 'instance_group', pagingOf(input), (db) =>
      ownRows(
        db,
        'instance_group',
        ownerOf(context),
        { name: input.InstanceGroupName, vpc_id: input.VpcId },
        input.InstanceGroupIds,
      ),
    );
    return { InstanceGroups: await viewInstanceGroups(tx, page.rows), ...page.paging };
  },
});
