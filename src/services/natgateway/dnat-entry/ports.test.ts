import { expect, it } from 'vitest';
import { countOf, overlap, portsOf } from './ports.ts';

it.each([
  ['80', [80, 80]],
  ['8000-8010', [8000, 8010]],
  ['1-65535', [1, 65535]],
  ['any', [1, 65535]],
  ['Any', [1, 65535]],
])('reads %s', (text, ports) => {
  expect(portsOf(text)).toEqual(ports);
});

it.each([
  '',
  '0',
  '65536',
  '90-80',
  '80/90',
  '80-',
  '-80',
  '080',
  ' 80',
  '1-2-3',
  'all',
])('refuses %j', (text) => {
  expect(portsOf(text)).toBeUndefined();
});

it('counts ports, and finds those in common', () => {
  expect(countOf([80, 80])).toBe(1);
  expect(countOf([25, 30])).toBe(6);
  expect(overlap([1, 5], [5, 9])).toBe(true);
  expect(overlap([1, 4], [5, 9])).toBe(false);
});
