import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { bearers } from './bearers.ts';
import { type KindParameter, resourceIds, tagKeys } from './parameters.ts';
import { unsetTag } from './rows.ts';
import { untagRules } from './tag.rules.ts';

/** Removes tags from resources, by their keys. A key that a resource does not have is ignored. */
export const untagResources = (resourceKind: KindParameter, name = 'UntagResources') =>
  writeAction({
    name,
    summary: 'take tags from resources',
    parameters: () =>
      z.object({
        ResourceIds: resourceIds(),
        ResourceType: resourceKind(),
        TagKeys: tagKeys(),
      }),
    result: () => z.object({}),
    rules: untagRules,

    facts: (tx, { ResourceType, ResourceIds }, context) =>
      bearers(tx, context, ResourceType, ResourceIds),

    async change(tx, { ids }, { TagKeys }) {
      for (const id of ids) {
        for (const key of TagKeys) await unsetTag(tx, id, key);
      }
      return {};
    },
  });
