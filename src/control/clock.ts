import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import type { Clock } from '#platform/clock.ts';
import { beijing } from '#platform/time.ts';
import type { About } from './health.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface ClockControl {
  readonly about: About;
  readonly clock: Clock;
  /** Advances the world's time; absent when time passes by itself. */
  readonly advance?: ((ms: number) => Promise<void>) | undefined;
  /** Resolves when everything that is due has settled. */
  readonly settled: () => Promise<void>;
}

export type ClockView = z.infer<typeof clockView>;

/** Shows the world's time, and how it advances. */
export function viewClock({ about, clock }: ClockControl): ClockView {
  const milliseconds = clock.now();
  return { now: beijing(milliseconds), milliseconds, transitions: about.transitions };
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const LAST = Date.UTC(9999, 0);

const duration = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h|d)$/)
    .transform((text) => Number.parseInt(text, 10) * (UNITS[text.replace(/^\d+/, '')] ?? 0)),
]);

/** What a clock is moved on by, in words. */
export const DURATIONS = 'with ms, s, m, h or d, or a number of milliseconds, within the year 9998';

/** `5s` or a number, in milliseconds; undefined when it is neither, or `clock` cannot go so far. */
export function readDuration(given: unknown, clock: Clock): number | undefined {
  const { data: ms } = duration.safeParse(given);
  return ms !== undefined && clock.now() + ms <= LAST ? ms : undefined;
}

/** Advances the world's time, and settles what becomes due. @throws Refused. */
async function advanceClock(control: ClockControl, by: unknown): Promise<ClockView> {
  const { about, clock, settled } = control;
  if (control.advance === undefined) refuse(controlRefusals.NotManual, about.transitions);
  const ms = readDuration(by, clock);
  if (ms === undefined) refuse(controlRefusals.BodyMalformed, ADVANCE, '');
  await control.advance(ms);
  await settled();
  return viewClock(control);
}

const ADVANCE = `{"advance": "5s"}, ${DURATIONS}`;

/** How the world's time is shown. */
export const clockView = z.strictObject({
  now: z.string().describe('the time of the world, as ISO 8601'),
  milliseconds: z.int().describe('the same, since the epoch'),
  transitions: z.string().describe('instant, realistic or manual'),
});

const route = routesOf<ClockControl>();

export const clockRoutes = [
  route({
    method: 'GET',
    path: 'clock',
    summary: "Shows the world's time, and how it advances.",
    answer: clockView,
    handle: viewClock,
  }),
  route({
    method: 'POST',
    path: 'clock',
    summary: 'Advances the time by hand, where transitions are manual, and settles what is due.',
    body: {
      schema: z.strictObject({
        advance: z
          .union([z.string(), z.number()])
          .describe('`5s`, with ms, s, m, h or d, or milliseconds'),
      }),
      shape: ADVANCE,
    },
    answer: clockView,
    handle: (control, { body }) => advanceClock(control, body.advance),
  }),
];
