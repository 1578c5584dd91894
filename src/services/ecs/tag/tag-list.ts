import * as z from 'zod';
import type { Context } from '#core/context.ts';
import { pageOfTags } from '#services/vpc/tag/page.ts';
import type { Reader } from '#store/store.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { typeOf } from './bearers.ts';
import { describedFilters, resourceIds, resourceKind } from './parameters.ts';

/** What both lists of tags take: DescribeTags and ListTagsForResources. */
export const tagListParameters = () => ({
  ResourceType: resourceKind(),
  ResourceIds: resourceIds().optional(),
  TagFilters: describedFilters().optional(),
  ...tokenPaging(100),
  // A token holds a resource and a key, which has up to 128 characters of any script.
  NextToken: z.string().max(1024).optional(),
});

export const tagListResult = () => ({
  TagResources: z.array(
    z.object({
      ResourceId: z.string(),
      ResourceType: z.string(),
      TagKey: z.string(),
      TagValue: z.string(),
    }),
  ),
  NextToken: z.string(),
});

/** One page of the tags that a request of either list asks for. */
export async function viewTags(
  tx: Reader,
  input: z.infer<z.ZodObject<ReturnType<typeof tagListParameters>>>,
  { accountId, region }: Context,
) {
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
}
