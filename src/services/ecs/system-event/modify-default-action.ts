import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { eventOf, NO_EVENTS, systemEventExists, time } from './event.ts';

/** Sets what is done about a system event. None is there, so that it is refused. */
export const modifySystemEventDefaultAction = writeAction({
  name: 'ModifySystemEventDefaultAction',
  summary: 'set what is done about a system event: there is none',
  parameters: () =>
    z.object({
      EventId: id(),
      DefaultAction: text(64),
      OperatedStartAt: time().optional(),
      OperatedEndAt: time().optional(),
    }),
  result: () => z.object({ EventId: z.string(), RelatedEventId: z.string() }),
  inert: { DefaultAction: NO_EVENTS, OperatedStartAt: NO_EVENTS, OperatedEndAt: NO_EVENTS },
  rules: [systemEventExists],
  facts: async (_, { EventId }) => eventOf(EventId),
  change: async () => refuse(ecsRefusals.SystemEventNotFound),
});
