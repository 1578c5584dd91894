import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { list, text } from '#core/parameters.ts';
import { keptTags, shownTags } from '../parameters.ts';
import { namedBearers, retag } from './bearers.ts';
import { whichBearers } from './parameters.ts';
import { untagRules } from './tag.rules.ts';

/** Takes tags from users or roles, by their keys. A key that one does not have is ignored. */
export const untagResources = writeAction({
  name: 'UntagResources',
  summary: 'take tags from users or roles',
  parameters: () => z.object({ ...whichBearers(), TagKeys: list(text(128, 1), 50) }),
  result: () => z.object({}),
  rules: untagRules,

  facts: (tx, { ResourceType, ResourceNames }, context) =>
    namedBearers(tx, context, ResourceType, ResourceNames),

  async change(tx, { type, found }, { TagKeys }) {
    for (const row of found) {
      const tags = keptTags(shownTags(row).filter(({ Key }) => !TagKeys.includes(Key)));
      await tx.run(retag[type], { id: row.id, tags });
    }
    return {};
  },
});
