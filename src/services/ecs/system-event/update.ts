import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id, list, text } from '#core/parameters.ts';
import { onEach } from '../on-each.ts';
import { eventOf, NO_EVENTS, systemEventExists, time } from './event.ts';

/** Changes the status of system events, each with its own result: none of them is there. */
export const updateSystemEvents = writeAction({
  name: 'UpdateSystemEvents',
  summary: 'change the status of system events, each with its own result: there are none',
  parameters: () =>
    z.object({
      EventIds: list(id(), 100),
      Status: text(64),
      UpdatedAt: time().optional(),
      OperatedStartAt: time().optional(),
      OperatedEndAt: time().optional(),
    }),
  result: () =>
    z.object({
      OperationDetails: z.array(
        z.object({
          EventId: z.string(),
          Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
        }),
      ),
    }),
  inert: {
    Status: NO_EVENTS,
    UpdatedAt: NO_EVENTS,
    OperatedStartAt: NO_EVENTS,
    OperatedEndAt: NO_EVENTS,
  },
  rules: [],
  facts: async () => ({}),
  change: (_, __, { EventIds }) =>
    onEach(
      'EventId',
      EventIds,
      [systemEventExists],
      async (eventId) => eventOf(eventId),
      async () => {},
    ),
});
