import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken } from '#core/parameters.ts';
import { unsetTag } from '#services/vpc/tag/rows.ts';
import { onEach } from '../on-each.ts';
import { bearerFacts } from './bearers.ts';
import { perResource, resourceIds, resourceKind, tagKeys } from './parameters.ts';
import { untagRules } from './tag.rules.ts';

/**
 * Takes tags from resources, each with its own result; a key that a resource does not have is
 * ignored.
 */
export const deleteTags = writeAction({
  name: 'DeleteTags',
  summary: 'take tags from instances, each with its own result',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      TagKeys: tagKeys(),
      ClientToken: clientToken().optional(),
    }),
  result: perResource,
  rules: [],
  facts: async () => ({}),

  change: (tx, _, { ResourceType, ResourceIds, TagKeys }, context) =>
    onEach(
      'ResourceId',
      ResourceIds,
      untagRules,
      (id) => bearerFacts(tx, context, ResourceType, id),
      async (id) => {
        for (const key of TagKeys) await unsetTag(tx, id, key);
      },
    ),
});
