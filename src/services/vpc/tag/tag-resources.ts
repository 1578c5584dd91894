import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { bearers } from './bearers.ts';
import { type KindParameter, moreTags, resourceIds } from './parameters.ts';
import { setTag, tagsOf } from './rows.ts';
import { tagRules } from './tag.rules.ts';

/** Gives tags to resources; a key that a resource has gets the new value. All or nothing. */
export const tagResources = (resourceKind: KindParameter, name = 'TagResources') =>
  writeAction({
    name,
    summary: 'give tags to resources',
    parameters: () =>
      z.object({
        ResourceIds: resourceIds(),
        ResourceType: resourceKind(),
        Tags: moreTags(),
      }),
    result: () => z.object({}),
    rules: tagRules,

    async facts(tx, { ResourceType, ResourceIds, Tags }, context) {
      const found = await bearers(tx, context, ResourceType, ResourceIds);
      const allowed = context.world.quota(context.accountId, 'TagsPerResource');
      const borne = await tagsOf(tx, found.ids);
      const full = found.ids.find((id) => {
        const keys = new Set(borne.get(id)?.map(({ Key }) => Key));
        const added = Tags.filter(({ Key }) => !keys.has(Key)).length;
        return added > 0 && keys.size + added > allowed;
      });
      return { ...found, full, allowed };
    },

    async change(tx, { type, ids }, { Tags }, context) {
      if (type === undefined) refuse(vpcRefusals.TaggedResourceNotFound);
      for (const id of ids) {
        const owner = ownKey(context, id);
        for (const tag of Tags) await setTag(tx, owner, type, tag);
      }
      return {};
    },
  });
