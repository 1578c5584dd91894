import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfTags } from '#services/vpc/tag/page.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { typeOf } from './bearers.ts';
import { describedFilters, resourceIds, resourceKind } from './parameters.ts';

/** Lists the tags of the caller's resources of one kind. */
export const describeTags = readAction({
  name: 'DescribeTags',
  summary: 'list the tags of instances',
  parameters: z.object({
    ResourceType: resourceKind(),
    ResourceIds: resourceIds().optional(),
    TagFilters: describedFilters().optional(),
    ...tokenPaging(100),
    // A token holds a resource and a key, which has up to 128 characters of any script.
    NextToken: z.string().max(1024).optional(),
  }),
  result: z.object({
    TagResources: z.array(
      z.object({
        ResourceId: z.string(),
        ResourceType: z.string(),
        TagKey: z.string(),
        TagValue: z.string(),
      }),
    ),
    NextToken: z.string(),
  }),
  refusals: [ecsRefusals.TagFilterKeyMalformed, ecsRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    const wanted = {
      accountId,
      region: region.id,
      type: typeOf(input.ResourceType),
      resourceIds: input.ResourceIds,
      filters: input.TagFilters,
    };
    const { rows, nextToken } = await pageOfTags(tx, wanted, tokenPagingOf(input));
    return {
      TagResources: rows.map((row) => ({
        ResourceId: row.resource_id,
        ResourceType: row.resource_type,
        TagKey: row.key,
        TagValue: row.value,
      })),
      NextToken: nextToken,
    };
  },
});
