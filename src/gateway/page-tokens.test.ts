import { describe, expect, it } from 'vitest';
import { readToken, type TokenScope, writeToken } from './page-tokens.ts';

const KEY = Buffer.alloc(32, 1);
const SCOPE: TokenScope = {
  service: 'vpc',
  version: '2020-04-01',
  action: 'DescribeVpcs',
  accountId: '21',
  region: 'cn-beijing',
  conditions: { VpcIds: ['vpc-1', 'vpc-2'], TagFilters: [{ Key: 'a', Values: ['1'] }] },
};
const CURSOR = '12 vpc-2';
const token = writeToken(KEY, SCOPE, CURSOR);
const read = (text: string, scope = SCOPE, key = KEY) => readToken(key, scope, text);

describe('a page token', () => {
  it('gives back its cursor to its own list, and is the same each time', () => {
    expect(read(token)).toBe(CURSOR);
    expect(writeToken(KEY, SCOPE, CURSOR)).toBe(token);
    expect(read(writeToken(KEY, SCOPE, '1 标签 \u{1f600}\n'))).toBe('1 标签 \u{1f600}\n');
  });

  it('is short', () => {
    expect(writeToken(KEY, SCOPE, `9999999 eni-${'x'.repeat(25)}`).length).toBeLessThan(80);
  });

  it.each<[string, Partial<TokenScope>]>([
    ['service', { service: 'ecs' }],
    ['version', { version: '2021-01-01' }],
    ['action', { action: 'DescribeSubnets' }],
    ['account', { accountId: '22' }],
    ['region', { region: 'cn-shanghai' }],
    ['conditions: none', { conditions: {} }],
    ['conditions: one less', { conditions: { VpcIds: ['vpc-1', 'vpc-2'] } }],
    ['conditions: another value', { conditions: { ...SCOPE.conditions, VpcIds: ['vpc-1'] } }],
    ['conditions: the same value under another name', { conditions: { VpcNames: ['vpc-1'] } }],
    [
      'conditions: name and value the other way round',
      { conditions: { ...SCOPE.conditions, TagFilters: [{ Key: '1', Values: ['a'] }] } },
    ],
  ])('is no token of another list: %s', (_, other) => {
    expect(read(token, { ...SCOPE, ...other })).toBeUndefined();
  });

  it('is that of the same conditions in another order', () => {
    const conditions = { ...SCOPE.conditions, VpcIds: ['vpc-2', 'vpc-1'] };
    expect(read(token, { ...SCOPE, conditions })).toBe(CURSOR);
  });

  it('is no token of another store', () => {
    expect(read(token, SCOPE, Buffer.alloc(32, 2))).toBeUndefined();
  });

  it('is refused when any bit of it is another', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(read(changed.toString('base64url')), `bit ${bit}`).toBeUndefined();
    }
  });

  it('is refused when its cursor is spelled in bytes that only read as the same text', () => {
    const [right, wrong] = ['\ufffd', Buffer.of(0xff)];
    const bytes = Buffer.from(writeToken(KEY, SCOPE, right), 'base64url');
    expect(bytes.subarray(17).toString()).toBe(right);
    const other = Buffer.concat([bytes.subarray(0, 17), wrong]);
    expect(other.toString('utf8', 17)).toBe(right);
    expect(read(other.toString('base64url'))).toBeUndefined();
  });

  it('is refused when any character of it is missing, or another', () => {
    for (let at = 0; at < token.length; at += 1) {
      expect(read(token.slice(0, at)), `up to ${at}`).toBeUndefined();
      const rest = token.slice(at + 1);
      expect(read(token.slice(0, at) + rest), `without ${at}`).toBeUndefined();
      for (const letter of ['A', '_', '=', '+', ' ', '\u0000', '键']) {
        if (token[at] === letter) continue;
        expect(read(token.slice(0, at) + letter + rest), `${letter} at ${at}`).toBeUndefined();
      }
    }
  });

  it.each([
    ['what is no base64url', '!!!'],
    ['a padded one', `${token}=`],
    ['one with a space', `${token} `],
    ['one in the other alphabet of base64', Buffer.from(token, 'base64url').toString('base64')],
    ['NUL', '\u0000'],
    ['one of an older version', Buffer.from('a1vpc-2\n12').toString('base64url')],
    ['an older one with a NUL', Buffer.from('a1vpc\u00002\n12').toString('base64url')],
    ['a bare cursor', Buffer.from(CURSOR).toString('base64url')],
    ['one that ends after its code', token.slice(0, 22)],
    ['very much', 'A'.repeat(100_000)],
  ])('is not %s', (_, text) => {
    expect(read(text)).toBeUndefined();
  });
});
