import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { onEach } from '#services/ecs/on-each.ts';
import { instanceTags } from '#services/ecs/tags.ts';
import { setTag } from '#services/vpc/tag/rows.ts';
import { bearerFacts } from './bearers.ts';
import { resourceIds, resourceKind } from './parameters.ts';
import { tagRules } from './tag.rules.ts';

/**
 * Gives tags to resources, each with its own result; a key that a resource has already gets the new
 * value.
 */
export const createTags = writeAction({
  name: 'CreateTags',
  summary: 'give tags to volumes, each with its own result',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      Tags: instanceTags(),
    }),
  result: () =>
    z.object({
      OperationDetails: z.array(
        z.object({
          ResourceId: z.string(),
          Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
        }),
      ),
    }),
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
        for (const tag of Tags) await setTag(tx, owner, ResourceType, tag);
      },
    );
  },
});
