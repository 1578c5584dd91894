import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken } from '#core/parameters.ts';
import { setTag } from '#services/vpc/tag/rows.ts';
import { onEach } from '../on-each.ts';
import { instanceTags } from '../tags.ts';
import { bearerFacts, typeOf } from './bearers.ts';
import { perResource, resourceIds, resourceKind } from './parameters.ts';
import { tagRules } from './tag.rules.ts';

/**
 * Gives tags to resources, each with its own result; a key that a resource has already gets the new
 * value.
 */
export const createTags = writeAction({
  name: 'CreateTags',
  summary: 'give tags to instances, each with its own result',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      Tags: instanceTags(),
      ClientToken: clientToken().optional(),
    }),
  result: perResource,
  rules: [],
  facts: async () => ({}),

  change(tx, _, { ResourceType, ResourceIds, Tags }, context) {
    const keys = Tags.map(({ Key }) => Key);
    return onEach(
      'ResourceId',
      ResourceIds,
      tagRules,
      (id) => bearerFacts(tx, context, ResourceType, id, keys),
      async (id) => {
        const owner = ownKey(context, id);
        for (const tag of Tags) await setTag(tx, owner, typeOf(ResourceType), tag);
      },
    );
  },
});
