import { expect, it } from 'vitest';
import { shownDuration } from './duration.ts';

it.each([
  [-5, '0.0 s'],
  [400, '0.4 s'],
  [12_000, '12 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [93_600_000, '1 d 2 h'],
])('shows %d ms as %s', (ms, text) => {
  expect(shownDuration(ms)).toBe(text);
});
