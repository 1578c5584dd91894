import * as z from 'zod';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;
const FREQUENCY = /^(\d{1,2})([mhd])$/;
const MINUTE = 60_000;

/** How long each unit is, and how many of it there may be. Source: InvokeCommand. */
const UNITS: Readonly<Record<string, { ms: number; least: number; most: number }>> = {
  m: { ms: MINUTE, least: 5, most: 60 },
  h: { ms: 60 * MINUTE, least: 1, most: 24 },
  d: { ms: 24 * 60 * MINUTE, least: 1, most: 7 },
};

/** A time in UTC, with seconds or without. */
export const time = () =>
  z
    .string()
    .regex(TIME)
    .refine((text) => !Number.isNaN(Date.parse(text)), 'there is no such time');

/** A time in milliseconds, with its seconds taken for 0; 0 for none. */
export const timeOf = (text: string | undefined): number =>
  text === undefined ? 0 : Math.floor(Date.parse(text) / MINUTE) * MINUTE;

/** A time as it is shown: in UTC, '' for none. */
export const shownTime = (ms: number): string =>
  ms === 0 ? '' : new Date(ms).toISOString().replace('.000Z', 'Z');

/** How often: `5m` to `60m`, `1h` to `24h`, `1d` to `7d`. */
export const frequency = () =>
  z
    .string()
    .max(3)
    .refine((text) => periodOf(text) !== undefined, 'it must be 5m to 60m, 1h to 24h or 1d to 7d');

/** A frequency in milliseconds. */
export function periodOf(text: string): number | undefined {
  const [, count = '', unit = ''] = FREQUENCY.exec(text) ?? [];
  const { ms, least, most } = UNITS[unit] ?? { ms: 0, least: 1, most: 0 };
  return Number(count) >= least && Number(count) <= most ? Number(count) * ms : undefined;
}
