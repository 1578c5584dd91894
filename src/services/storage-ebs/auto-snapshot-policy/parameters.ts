import * as z from 'zod';
import { integer, list } from '#core/parameters.ts';

const HOUR = /^(\d|1\d|2[0-3])$/;
const WEEKDAY = /^[1-7]$/;

const unique = (texts: readonly string[]) => new Set(texts).size === texts.length;

/** Hours from 0 to 23, in UTC+8. */
export const timePoints = () =>
  list(z.string().regex(HOUR), 24).refine(unique, 'an hour is given twice');

/** Days of the week, from 1 for Monday to 7. */
export const repeatWeekdays = () =>
  list(z.string().regex(WEEKDAY), 7).refine(unique, 'a day is given twice');

export const repeatDays = () => integer(1, 30);

/** Days, or -1 for ever. */
export const retentionDays = () =>
  integer(-1, 65_536).refine((days) => days !== 0, 'it is -1 for ever, or 1 to 65536');
