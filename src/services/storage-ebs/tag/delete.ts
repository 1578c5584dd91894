import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { list } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import { isTagKey, NO_TAG_KEY } from '#services/ecs/tags.ts';
import { unsetTag } from '#services/vpc/tag/rows.ts';
import { bearerFacts } from './bearers.ts';
import { resourceIds, resourceKind } from './parameters.ts';
import { untagRules } from './tag.rules.ts';

/**
 * Takes tags from resources: from all of them or from none. A key that a resource does not have is
 * ignored.
 */
export const deleteTags = writeAction({
  name: 'DeleteTags',
  summary: 'take tags from volumes, all of them or none',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      TagKeys: list(z.string().refine(isTagKey, NO_TAG_KEY), 20),
    }),
  result: () => z.object({}),
  rules: batchRules(untagRules),

  async facts(tx, { ResourceType, ResourceIds }, context) {
    const each = [];
    for (const id of [...new Set(ResourceIds)].sort()) {
      each.push(await bearerFacts(tx, context, ResourceType, id));
    }
    return { each };
  },

  async change(tx, { each }, { TagKeys }) {
    for (const { resourceId } of each) {
      for (const key of TagKeys) await unsetTag(tx, resourceId, key);
    }
    return {};
  },
});
