import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { setTag } from '#services/vpc/tag/rows.ts';
import { batchRules } from '../batch.rules.ts';
import { instanceTags } from '../tags.ts';
import { manyBearers, typeOf } from './bearers.ts';
import { resourceIds, resourceKind } from './parameters.ts';
import { tagRules } from './tag.rules.ts';

/** Gives tags to resources: to all of them or to none. */
export const tagResources = writeAction({
  name: 'TagResources',
  summary: 'give tags to instances, all of them or none',
  parameters: () =>
    z.object({
      ResourceType: resourceKind(),
      ResourceIds: resourceIds(),
      Tags: instanceTags(),
    }),
  result: () => z.object({ RequestId: z.string() }),
  rules: batchRules(tagRules),

  async facts(tx, { ResourceType, ResourceIds, Tags }, context) {
    const keys = Tags.map(({ Key }) => Key);
    return { each: await manyBearers(tx, context, ResourceType, ResourceIds, keys) };
  },

  async change(tx, { each }, { ResourceType, Tags }, context) {
    const type = typeOf(ResourceType);
    for (const { resourceId } of each) {
      const owner = ownKey(context, resourceId);
      for (const tag of Tags) await setTag(tx, owner, type, tag);
    }
    return { RequestId: context.requestId };
  },
});
