import { describe, expect, it } from 'vitest';
import {
  checkedAddress,
  checkedBlock,
  familyOf,
  hostBlock,
  withoutContained,
} from './addresses.ts';

describe('addresses', () => {
  it('are themselves', () => {
    for (const address of ['10.0.0.1', '255.255.255.255', '::', 'fe80::1', '2001:db8::a:b']) {
      expect(checkedAddress(address)).toBe(address);
    }
    expect([familyOf('10.0.0.1'), familyOf('::1')]).toEqual([4, 6]);
    expect([hostBlock('10.0.0.1'), hostBlock('::1')]).toEqual(['10.0.0.1/32', '::1/128']);
  });

  it('are nothing else', () => {
    const wrong = ['', '10.0.0', '10.0.0.256', '10.0.0.1/32', '10.0.0.1 }', 'fe80::1%eth0', 'a b'];
    for (const text of [...wrong, '::1\nflush ruleset', '0x0a000001', '012.0.0.1.']) {
      expect(() => checkedAddress(text), text).toThrow('is not an address');
    }
    for (const text of ['10.0.0.0', '10.0.0.0/33', '::/129', '/8', '10.0.0.0/-1', '10.0.0.0/8;']) {
      expect(() => checkedBlock(text), text).toThrow('is not a block');
    }
    expect(checkedBlock('10.0.0.0/8')).toBe('10.0.0.0/8');
    expect(checkedBlock('::/0')).toBe('::/0');
  });
});

describe('blocks without those that others contain', () => {
  it('overlap nowhere', () => {
    expect(
      withoutContained(['10.1.0.0/16', '10.0.0.0/8', '10.0.0.0/8', '9.0.0.0/9', '9.128.0.0/9']),
    ).toEqual(['9.0.0.0/9', '9.128.0.0/9', '10.0.0.0/8']);
    expect(withoutContained(['10.0.0.1/32', '0.0.0.0/0'])).toEqual(['0.0.0.0/0']);
    expect(withoutContained(['2001:db8::/64', '2001:db8::/32'])).toEqual(['2001:db8::/32']);
    expect(withoutContained([])).toEqual([]);
  });
});
