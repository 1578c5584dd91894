import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import type { Clock } from '#platform/clock.ts';
import { beijing } from '#platform/time.ts';
import type { About } from './health.ts';
import { controlRefusals } from './refusals.ts';

export interface ClockControl {
  readonly about: About;
  readonly clock: Clock;
  /** Moves the world's time on; absent where it passes by itself. */
  readonly advance?: ((ms: number) => Promise<void>) | undefined;
  /** Resolves when nothing that is due is left to settle. */
  readonly settled: () => Promise<void>;
}

export interface ClockView {
  readonly now: string;
  readonly milliseconds: number;
  readonly transitions: string;
}

/** The world's time, and what moves it. */
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

const advance = z.strictObject({ advance: z.unknown() });

/** Moves the world's time on and settles what became due by it. @throws Refused. */
export async function advanceClock(control: ClockControl, body: unknown): Promise<ClockView> {
  const { about, clock, settled } = control;
  if (control.advance === undefined) refuse(controlRefusals.NotManual, about.transitions);
  const ms = readDuration(advance.safeParse(body).data?.advance, clock);
  if (ms === undefined) refuse(controlRefusals.BodyMalformed, `{"advance": "5s"}, ${DURATIONS}`);
  await control.advance(ms);
  await settled();
  return viewClock(control);
}
