import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pagingOf } from '#core/paging.ts';
import { integer } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { pageOfTags } from './page.ts';
import { type KindParameter, resourceIds, tagFilters } from './parameters.ts';

const DEFAULT_MAX_RESULTS = 10;

const resourceTag = () =>
  z.object({
    ResourceId: z.string(),
    ResourceType: z.string(),
    TagKey: z.string(),
    TagValue: z.string(),
  });

/**
 * Lists the tags of the caller's resources of one type, by resource and key. Filters select
 * resources, and all tags of those are listed. Only clients give tags: there are no system tags.
 */
export const listTagsForResources = (resourceKind: KindParameter, name = 'ListTagsForResources') =>
  readAction({
    name,
    summary: 'list the tags of resources',
    parameters: () =>
      z.object({
        ResourceType: resourceKind(),
        ResourceIds: resourceIds().optional(),
        TagFilters: tagFilters().optional(),
        TagType: z.enum(['custom', 'system']).optional(),
        // A token holds a resource and a key, which has up to 128 characters of any script.
        NextToken: z.string().max(1024).optional(),
        MaxResults: integer(1, 100).default(DEFAULT_MAX_RESULTS),
      }),
    result: () => z.object({ ResourceTags: z.array(resourceTag()), NextToken: z.string() }),
    refusals: [vpcRefusals.NextTokenMalformed],

    async view(tx, input, { accountId, region }) {
      const paging = pagingOf(input);
      if (input.TagType === 'system') return { ResourceTags: [], NextToken: '' };
      const wanted = {
        accountId,
        region: region.id,
        type: input.ResourceType,
        resourceIds: input.ResourceIds,
        filters: input.TagFilters,
      };
      const { rows, nextToken } = await pageOfTags(tx, wanted, paging);
      return {
        ResourceTags: rows.map((row) => ({
          ResourceId: row.resource_id,
          ResourceType: row.resource_type,
          TagKey: row.key,
          TagValue: row.value,
        })),
        NextToken: nextToken,
      };
    },
  });
