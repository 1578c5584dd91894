import * as z from 'zod';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** A time with its offset: `2026-12-31T02:00:00+08:00`. */
export const time = () =>
  z
    .string()
    .regex(TIME)
    .refine((text) => !Number.isNaN(Date.parse(text)), 'there is no such time');

const MINUTE = 60_000;

/**
 * For how long after the start instances are delivered. Ours: a sample of the vendor's has ten
 * minutes.
 */
export const WINDOW = 10 * MINUTE;

/** "An order can be canceled within 30 minutes." Source: docs 6396/1187926. */
export const CANCELABLE = 30 * MINUTE;

/** How long segmented instances may be kept. Ours. */
export const LONGEST = 30 * 24 * 60 * MINUTE;
