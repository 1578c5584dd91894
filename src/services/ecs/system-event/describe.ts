import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id, list, text } from '#core/parameters.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { NO_EVENTS, systemEventResult, time } from './event.ts';

/** Lists the system events of the caller's instances: none. */
export const describeSystemEvents = readAction({
  name: 'DescribeSystemEvents',
  summary: 'list system events: none',
  parameters: () =>
    z.object({
      EventIds: list(id(), 100).optional(),
      ResourceIds: list(id(), 100).optional(),
      Types: list(text(128), 100).optional(),
      Status: list(text(64), 100).optional(),
      Category: text(64).optional(),
      CreatedAtStart: time().optional(),
      CreatedAtEnd: time().optional(),
      ...tokenPaging(100),
    }),
  result: () => z.object({ SystemEvents: z.array(systemEventResult()), NextToken: z.string() }),
  inert: {
    EventIds: NO_EVENTS,
    ResourceIds: NO_EVENTS,
    Types: NO_EVENTS,
    Status: NO_EVENTS,
    Category: NO_EVENTS,
    CreatedAtStart: NO_EVENTS,
    CreatedAtEnd: NO_EVENTS,
  },
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(_, input) {
    tokenPagingOf(input);
    return { SystemEvents: [], NextToken: '' };
  },
});
