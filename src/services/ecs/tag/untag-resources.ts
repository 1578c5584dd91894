import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { unsetTag } from '#services/vpc/tag/rows.ts';
import { batchRules } from '../batch.rules.ts';
import { manyBearers } from './bearers.ts';
import { resourceIds, resourceKind, tagKeys } from './parameters.ts';
import { untagRules } from './tag.rules.ts';

/**
 * Takes tags from resources: from all of them or from none. A key that a resource does not have is
 * ignored.
 */
export const untagResources = writeAction({
  name: 'UntagResources',
  summary: 'take tags from instances, all of them or none',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      TagKeys: tagKeys(),
    }),
  result: () => z.object({ RequestId: z.string() }),
  rules: batchRules(untagRules),

  async facts(tx, { ResourceType, ResourceIds }, context) {
    return { each: await manyBearers(tx, context, ResourceType, ResourceIds) };
  },

  async change(tx, { each }, { TagKeys }, { requestId }) {
    for (const { resourceId } of each) {
      for (const key of TagKeys) await unsetTag(tx, resourceId, key);
    }
    return { RequestId: requestId };
  },
});
