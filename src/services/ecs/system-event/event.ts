import * as z from 'zod';
import { thereIs } from '#core/common.rules.ts';
import { text } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

/** A time, as the vendor prints it or in any other form: nothing happens at it. */
export const time = () => text(64);

/** Why conditions find nothing. */
export const NO_EVENTS = 'no system events happen';

/** A system event as answers show it. Source: the SDK's types. */
export const systemEventResult = () =>
  z.object({
    Id: z.string(),
    Type: z.string(),
    Category: z.string(),
    Status: z.string(),
    ImpactLevel: z.string(),
    ResourceId: z.string(),
    ExtraInfo: z.object({}),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    OperatedStartAt: z.string(),
    OperatedEndAt: z.string(),
  });

interface EventFacts {
  readonly eventId: string;
  /** No event is there. */
  readonly event: undefined;
}

/** An event that a request names, which is not there. */
export const eventOf = (eventId: string): EventFacts => ({ eventId, event: undefined });

export const systemEventExists = thereIs(
  ecsRefusals.SystemEventNotFound,
  'event',
  ({ eventId }: EventFacts) => `there is no system event ${eventId}`,
);
