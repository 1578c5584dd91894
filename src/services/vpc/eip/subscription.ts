import { BEIJING_OFFSET_MS } from '#platform/time.ts';

/**
 * Which lengths a subscription may have, by unit: 1 is months, 2 is years. Source: docs 6402/71034.
 */
const PERIODS: Readonly<Record<number, readonly number[]>> = {
  1: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60],
  2: [1, 2, 3, 4, 5],
};

export function isPeriod(unit: number, period: number): boolean {
  return PERIODS[unit]?.includes(period) ?? false;
}

/**
 * When a subscription that begins at `now` ends: the same day of a later month, or the last day of
 * that month. Days are those of Beijing, in whose time answers are: Terraform counts the months
 * between two times.
 */
export function subscriptionEnd(now: number, unit: number, period: number): number {
  const months = unit === 2 ? period * 12 : period;
  const start = new Date(now + BEIJING_OFFSET_MS);
  const end = new Date(start);
  end.setUTCDate(1);
  end.setUTCMonth(start.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(start.getUTCDate(), lastDay));
  return end.getTime() - BEIJING_OFFSET_MS;
}
