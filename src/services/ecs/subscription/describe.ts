import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { ownRows } from '#store/owned.ts';
import type { SubscriptionRow } from '#store/schema/subscription.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

/** Lists the caller's subscriptions to system events; conditions are ANDed. */
export const describeSubscriptions = readAction({
  name: 'DescribeSubscriptions',
  summary: 'list subscriptions to system events',
  parameters: () =>
    z.object({
      SubscriptionIds: list(id(), 100).optional(),
      Type: text(64).optional(),
      ...tokenPaging(100),
    }),
  result: () =>
    z.object({
      Subscriptions: z.array(
        z.object({
          Id: z.string(),
          Type: z.string(),
          EventTypes: z.array(z.string()),
          CreatedAt: z.string(),
          UpdatedAt: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<SubscriptionRow>(
      tx,
      'subscription',
      tokenPagingOf(input),
      (db) => ownRows(db, 'subscription', owner, { type: input.Type }, input.SubscriptionIds),
    );
    return {
      Subscriptions: rows.map((row) => ({
        Id: row.id,
        Type: row.type,
        EventTypes: JSON.parse(row.event_types) as string[],
        CreatedAt: beijing(row.created_at),
        UpdatedAt: beijing(row.updated_at),
      })),
      NextToken: paging.NextToken,
    };
  },
});
