import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { ownListener } from '../listener/rows.ts';
import { clbRefusals } from '../refusals.ts';
import type { redirectOf } from './parameters.ts';
import { rulesOfListener } from './rows.ts';

/** Lists the rules of a listener, the oldest first. The list has no pages. */
export const describeRules = readAction({
  name: 'DescribeRules',
  summary: 'list the rules of a listener',
  parameters: () => z.object({ ListenerId: id(), TagFilters: tagFilters().optional() }),
  result: () =>
    z.object({
      Rules: z.array(
        z.object({
          RuleId: z.string(),
          Domain: z.string(),
          Url: z.string(),
          ActionType: z.string(),
          ServerGroupId: z.string(),
          /** Null in a rule that forwards: Terraform finds a change in an empty one. */
          RedirectConfig: z
            .object({
              Protocol: z.string(),
              Host: z.string(),
              Path: z.string(),
              Port: z.string(),
              StatusCode: z.string(),
            })
            .nullable(),
          Description: z.string(),
          Tags: z.array(tagResult()),
        }),
      ),
    }),
  refusals: [clbRefusals.ListenerNotFound],

  async view(tx, { ListenerId, TagFilters = [] }, context) {
    const key = ownKey(context, ListenerId);
    if ((await tx.first(ownListener, key)) === undefined) refuse(clbRefusals.ListenerNotFound);
    const rows = await tx.all(rulesOfListener, { listenerId: ListenerId });
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    const found = rows.filter((row) =>
      TagFilters.every(({ Key, Values }) =>
        tags.get(row.id)?.some((tag) => tag.Key === Key && (Values?.includes(tag.Value) ?? true)),
      ),
    );
    return {
      Rules: found.map((row) => ({
        RuleId: row.id,
        Domain: row.domain,
        Url: row.url,
        ActionType: row.action_type,
        ServerGroupId: row.server_group_id,
        RedirectConfig:
          row.action_type === 'Redirect'
            ? (JSON.parse(row.redirect) as ReturnType<typeof redirectOf>)
            : null,
        Description: row.description,
        Tags: tags.get(row.id) ?? [],
      })),
    };
  },
});
