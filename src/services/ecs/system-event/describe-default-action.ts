import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { Refused } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { NO_EVENTS, systemEventResult } from './event.ts';

/** Shows what is done about a system event by default. None is there, so that it is refused. */
export const describeSystemEventDefaultAction = readAction({
  name: 'DescribeSystemEventDefaultAction',
  summary: 'show what is done about a system event: there is none',
  parameters: () => z.object({ EventId: id() }),
  result: () =>
    z.object({
      EventId: z.string(),
      DefaultAction: z.string(),
      RelatedSystemEvent: systemEventResult(),
    }),
  inert: { EventId: NO_EVENTS },
  refusals: [ecsRefusals.SystemEventNotFound],

  async view() {
    throw new Refused(ecsRefusals.SystemEventNotFound);
  },
});
