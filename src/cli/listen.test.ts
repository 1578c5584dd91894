import { describe, expect, it } from 'vitest';
import { UsageError } from './error.ts';
import { inUrl, parseListen } from './listen.ts';

describe('--listen', () => {
  it.each([
    ['127.0.0.1:7410', '127.0.0.1', 7410],
    ['7412', '127.0.0.1', 7412],
    [':7412', '127.0.0.1', 7412],
    ['0', '127.0.0.1', 0],
    ['localhost', 'localhost', 7410],
    ['localhost:80', 'localhost', 80],
    ['0.0.0.0', '0.0.0.0', 7410],
    ['0.0.0.0:65535', '0.0.0.0', 65_535],
    ['[::1]:7412', '::1', 7412],
    ['[::]', '::', 7410],
    ['::1', '::1', 7410],
    ['2001:db8::1', '2001:db8::1', 7410],
    ['my-host.example', 'my-host.example', 7410],
  ])('%s', (text, host, port) => {
    expect(parseListen(text)).toEqual({ host, port });
  });

  it.each([
    '',
    ':',
    'localhost:',
    '70000',
    '127.0.0.1:70000',
    '127.0.0.1:-1',
    '::1:7412', // [::1]:7412 or [::1:7412]?
    '[::1',
    '[localhost]:7412',
    'http://127.0.0.1:7410',
    'a b:1',
  ])('refuses [%s]', (text) => {
    expect(() => parseListen(text)).toThrow(UsageError);
  });
});

it('writes an address of IPv6 in brackets', () => {
  expect(['::1', '127.0.0.1', 'localhost'].map(inUrl)).toEqual(['[::1]', '127.0.0.1', 'localhost']);
});
