import { expect, it } from 'vitest';
import { readMac } from './mac.ts';

it.each([
  ['00163E0A0b0C', '00:16:3e:0a:0b:0c'],
  ['00:16:3e:0a:0b:0c', '00:16:3e:0a:0b:0c'],
  ['00-16-3E-0A-0B-0C', '00:16:3e:0a:0b:0c'],
  ['00.16.3e.0a.0b.0c', '00:16:3e:0a:0b:0c'],
  ['ff:ff:ff:ff:ff:ff', undefined],
  ['01:00:5e:00:00:01', undefined],
  ['00:00:00:00:00:00', undefined],
  ['00:16:3e:0a:0b', undefined],
  ['00:16:3e:0a:0b:0g', undefined],
  ['', undefined],
])('reads %s as %s', (text, mac) => {
  expect(readMac(text)).toBe(mac);
});
