import { describe, expect, it } from 'vitest';
import { scanJson } from './json-names.ts';

const MOST = 10;
const fault = (text: string) => scanJson(text, MOST);

describe('values are counted before any is built', () => {
  const names = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, i])));

  it.each([
    ['names', names],
    ['items', (count: number) => JSON.stringify(Array.from({ length: count }, () => 'a'))],
    [
      'lists in a list',
      (count: number) =>
        `[${Array(count - 1)
          .fill('[]')
          .join('')}]`,
    ],
    ['lists in lists', (count: number) => '['.repeat(count)],
    ['commas alone', (count: number) => ','.repeat(count)],
  ])('%s', (_, make) => {
    expect(fault(make(MOST))).toBeUndefined();
    expect(fault(make(MOST + 1))).toEqual({ is: 'too many values' });
  });

  it('stops there: what comes behind is not read', () => {
    const text = `${names(MOST + 1).slice(0, -1)},"n0":1}`;
    expect(fault(text)).toEqual({ is: 'too many values' });
  });

  it('not what stands in a text', () => {
    const value = `,,,{{{[[[\\",\\"a\\":\\\\`.repeat(20);
    expect(fault(`{"a":"${value}","b":"${value}"}`)).toBeUndefined();
  });
});

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1, "\\u0061" :2}', 'a'],
    ['{"a":{"b":1,"c":2,"b":3}}', 'b'],
    ['[{"a":1},{"x":[],"x":1}]', 'x'],
    ['{"a":{"a":1},"b":[{"a":1}],"a":1}', 'a'],
    ['{"a\\"":1,"a\\"":2}', 'a"'],
    ['{"":1,"":2}', ''],
  ])('is found in %s', (text, name) => {
    expect(fault(text)).toEqual({ is: 'a name given twice', name });
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '["a","a"]',
    '{"a":["a","a"],"b":"a"}',
    '{"a":1,"A":2}',
    '',
    '"',
    '{"a',
    '{"a\\',
    '}]',
    '{"\\x":1}',
  ])('is none in %s', (text) => {
    expect(fault(text)).toBeUndefined();
  });
});
