import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { integer } from '#core/parameters.ts';
import type { InstanceRow } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { findInstances, instanceFilters } from './describe.filters.ts';
import { instanceResult } from './result.ts';
import { viewInstances } from './view.ts';

/** Lists the caller's instances; conditions are ANDed, and nothing found is an empty list. */
export const describeInstances = readAction({
  name: 'DescribeInstances',
  summary: 'list instances with their network interfaces',
  parameters: () =>
    instanceFilters().extend({
      ...tokenPaging(100),
      PageNumber: integer(0, 1_000_000).optional(),
      PageSize: integer(1, 100).optional(),
    }),
  result: () =>
    z.object({
      Instances: z.array(instanceResult()),
      NextToken: z.string(),
      TotalCount: z.int(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, order } = findInstances(owner, context.world, input);
    const page = await pageOf<InstanceRow>(tx, 'instance', tokenPagingOf(input), rows, { order });
    return {
      Instances: await viewInstances(tx, context.world, page.rows),
      NextToken: page.paging.NextToken,
      TotalCount: page.paging.TotalCount,
    };
  },
});
