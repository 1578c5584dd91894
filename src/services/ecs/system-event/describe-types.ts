import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { flag, list, text } from '#core/parameters.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

const NO_TYPES = 'there are no types of system events';

/** Lists the types of system events that may happen: none. */
export const describeEventTypes = readAction({
  name: 'DescribeEventTypes',
  summary: 'list the types of system events: none',
  parameters: () =>
    z.object({
      Types: list(text(128), 100).optional(),
      Kind: text(64).optional(),
      ImpactLevel: text(64).optional(),
      ResponseRequired: flag().optional(),
      ...tokenPaging(100),
    }),
  result: () =>
    z.object({
      EventTypes: z.array(
        z.object({
          Type: z.string(),
          Title: z.string(),
          Kind: z.string(),
          ImpactLevel: z.string(),
          ResponseRequired: z.boolean(),
          Status: z.array(z.string()),
        }),
      ),
      NextToken: z.string(),
    }),
  inert: { Types: NO_TYPES, Kind: NO_TYPES, ImpactLevel: NO_TYPES, ResponseRequired: NO_TYPES },
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(_, input) {
    tokenPagingOf(input);
    return { EventTypes: [], NextToken: '' };
  },
});
