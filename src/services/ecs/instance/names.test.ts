import { describe, expect, it } from 'vitest';
import { hostnameFrom, isHostname, isInstanceName, namesInOrder } from './names.ts';

const none = { wanted: false, first: 1 };
const unique = { wanted: true, first: 998 };

describe('namesInOrder', () => {
  it.each([
    ['web', 2, none, ['web', 'web']],
    ['web', 1, unique, ['web']],
    ['web', 2, unique, ['web998', 'web999']],
    ['web', 3, unique, undefined],
    // The examples of the vendor's page.
    ['name[1,3]tail', 3, none, ['name001tail', 'name002tail', 'name003tail']],
    ['name[99,2]tail', 3, none, ['name099tail', 'name100tail', 'name101tail']],
    ['name[9999,4]tail', 2, none, undefined],
    ['name[]tail', 2, none, ['name0000tail', 'name0001tail']],
    ['name[,]tail', 2, none, ['name0000tail', 'name0001tail']],
    ['name[7]', 1, none, ['name0007']],
    ['name[7,0]', 1, none, undefined],
    ['name[7,5]', 1, none, undefined],
    // A sequence wins over a suffix.
    ['name[1,2]', 2, unique, ['name01', 'name02']],
  ])('%s, %i times', (name, count, suffix, expected) => {
    expect(namesInOrder(name, count, suffix)).toEqual(expected);
  });
});

it('knows instance names', () => {
  for (const name of ['a', '服务器-1', 'A_b.c-d', 'x'.repeat(128)]) {
    expect([name, isInstanceName(name)]).toEqual([name, true]);
  }
  for (const name of ['', '1a', '-a', 'a b', 'a[1]', 'x'.repeat(129)]) {
    expect([name, isInstanceName(name)]).toEqual([name, false]);
  }
});

it('knows hostnames of Linux and of Windows', () => {
  const cases: [string, boolean, boolean][] = [
    ['ab', true, true],
    ['a', false, false],
    ['a.b-c', true, false],
    ['a--b', false, false],
    ['a..b', false, false],
    ['-ab', false, false],
    ['ab.', false, false],
    ['a_b', false, false],
    ['1234', true, false],
    ['x'.repeat(15), true, true],
    ['x'.repeat(16), true, false],
    ['x'.repeat(63), true, false],
    ['x'.repeat(64), false, false],
  ];
  for (const [name, linux, windows] of cases) {
    expect([name, isHostname(name, 'Linux'), isHostname(name, 'Windows')]).toEqual([
      name,
      linux,
      windows,
    ]);
  }
});

it('makes a hostname from the instance id', () => {
  expect(hostnameFrom('i-abcdefghij0123456789', 'Linux')).toBe('iv-abcdefghij0123456789');
  expect(hostnameFrom('i-abcdefghij0123456789', 'Windows')).toBe('iv-ij0123456789');
});
