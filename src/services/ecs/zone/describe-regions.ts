import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfList } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

/** The regions that this server has. */
export const describeRegions = readAction({
  name: 'DescribeRegions',
  summary: 'list regions',
  parameters: () => z.object({ RegionIds: list(id(), 100).optional(), ...tokenPaging(100) }),
  result: () =>
    z.object({
      Regions: z.array(z.object({ RegionId: z.string() })),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(_, input, { world }) {
    const regions = world.regions.filter((region) => input.RegionIds?.includes(region.id) ?? true);
    const { rows, paging } = pageOfList(regions, tokenPagingOf(input), ({ id }) => id);
    return {
      Regions: rows.map((region) => ({ RegionId: region.id })),
      NextToken: paging.NextToken,
    };
  },
});
