import { expect, it } from 'vitest';
import { isPeriod, subscriptionEnd } from './subscription.ts';

const day = (text: string) => Date.parse(`${text}T10:00:00Z`);

it.each([
  ['2026-01-15', 1, 1, '2026-02-15'],
  ['2026-01-31', 1, 1, '2026-02-28'],
  ['2026-12-31', 1, 2, '2027-02-28'],
  ['2028-02-29', 2, 1, '2029-02-28'],
  ['2026-03-10', 2, 5, '2031-03-10'],
])('ends a subscription of %s after unit %i times %i on %s', (start, unit, period, end) => {
  expect(subscriptionEnd(day(start), unit, period)).toBe(day(end));
});

it('counts days as they are shown, in Beijing', () => {
  // Half past three in the morning of the first of May, there.
  const start = Date.parse('2026-04-30T19:30:00Z');
  expect(new Date(subscriptionEnd(start, 1, 1)).toISOString()).toBe('2026-05-31T19:30:00.000Z');
});

it('knows the lengths that are sold', () => {
  expect([9, 10, 12, 60].map((months) => isPeriod(1, months))).toEqual([true, false, true, true]);
  expect([5, 6].map((years) => isPeriod(2, years))).toEqual([true, false]);
});
