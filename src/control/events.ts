import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { EVENT_KINDS, type TenonEvent } from '#events/event-log.ts';
import type { EventStreams } from '#events/event-streams.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface EventsControl {
  readonly events: EventStreams;
}

const TYPES: readonly string[] = [...EVENT_KINDS, ...RESOURCE_TABLES];

const types = z
  .string()
  .transform((text) => text.split(','))
  .refine(
    (given) => given.every((type) => TYPES.includes(type)),
    `must be of ${TYPES.join(', ')}, with commas between them`,
  );

/** A reset of everything is about every account. */
const wantsOf =
  (account: string | undefined, wanted: readonly string[] | undefined) =>
  (event: TenonEvent): boolean =>
    (account === undefined ||
      event.account === account ||
      (event.event === 'reset' && event.account === '')) &&
    (wanted === undefined || wanted.includes(event.event) || wanted.includes(event.type));

const route = routesOf<EventsControl>();

export const eventRoutes = [
  route({
    method: 'GET',
    path: 'events',
    summary:
      'Sends what happens as server-sent events, from now on or, with Last-Event-ID, from there on.',
    query: z.object({
      account: z.string().optional().describe('those about one account'),
      type: types
        .optional()
        .describe(
          `those of some kinds (${EVENT_KINDS.join(', ')}) or types of resources (eip, ...)`,
        ),
    }),
    answer: 'text/event-stream',
    handle: ({ events }, { query, request, response }) => {
      const { more, most } = events.takes;
      if (!more) refuse(controlRefusals.TooManyStreams, String(most));
      const { 'last-event-id': last } = request.headers;
      events.serve(response, wantsOf(query.account, query.type), oneOf(last));
      return undefined;
    },
  }),
];

const oneOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header || undefined;
