import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { keptTags, newTags, shownTags } from '../parameters.ts';
import { namedBearers, retag, withTags } from './bearers.ts';
import { whichBearers } from './parameters.ts';
import { tagRules } from './tag.rules.ts';

/** Gives tags to users or roles; a key that one has gets the new value. All or nothing. */
export const tagResources = writeAction({
  name: 'TagResources',
  summary: 'give tags to users or roles',
  parameters: () => z.object({ ...whichBearers(), Tags: newTags().optional() }),
  result: () => z.object({}),
  rules: tagRules,

  async facts(tx, { ResourceType, ResourceNames, Tags = [] }, context) {
    const named = await namedBearers(tx, context, ResourceType, ResourceNames);
    const allowed = context.world.quota(context.accountId, 'TagsPerResource');
    const full = named.found.find((row) => {
      const borne = shownTags(row);
      const then = withTags(borne, Tags).length;
      return then > borne.length && then > allowed;
    });
    return { ...named, full: full?.name, allowed };
  },

  async change(tx, { type, found }, { Tags = [] }) {
    for (const row of found) {
      const tags = keptTags(withTags(shownTags(row), Tags));
      await tx.run(retag[type], { id: row.id, tags });
    }
    return {};
  },
});
