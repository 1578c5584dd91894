import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  type Ipv4Range,
  ipv4Cidr,
  ipv4Number,
  ipv4Range,
  ipv4Text,
  ipv6Block,
  ipv6BlockOf,
  ipv6In,
  ipv6Subnet,
  ipv6SubnetLast,
  ipv6Text,
  ipv6Usable,
  overlaps,
  usable,
  usableCount,
} from './range.ts';

function range(cidr: string): Ipv4Range {
  const read = ipv4Range(cidr);
  if (read === undefined) throw new Error(`${cidr} is no block`);
  return read;
}

const anAddress = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const aBlock = fc
  .record({ address: anAddress, prefix: fc.integer({ min: 0, max: 32 }) })
  .map(({ address, prefix }) => {
    const size = 2 ** (32 - prefix);
    return range(`${ipv4Text(address - (address % size))}/${prefix}`);
  });

describe('IPv4', () => {
  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    '10.0.0.1/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0.0/8 ',
    '2001:db8::/32',
    'ten/8',
  ])('reads no block from %j', (cidr) => expect(ipv4Range(cidr)).toBeUndefined());

  it('reads a block and writes it in one spelling', () => {
    expect(range('10.0.0.0/24')).toEqual({ first: 167772160, size: 256, prefix: 24 });
    expect(ipv4Cidr(range('10.0.0.0/08'))).toBe('10.0.0.0/8');
    fc.assert(
      fc.property(aBlock, (block) => {
        expect(range(ipv4Cidr(block))).toEqual(block);
      }),
    );
  });

  it('numbers addresses and writes them back', () => {
    fc.assert(
      fc.property(anAddress, (number) => {
        expect(ipv4Number(ipv4Text(number))).toBe(number);
      }),
    );
    expect(['1.2.3', '1.2.3.256', '1.2.3.04', '::1'].map(ipv4Number)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it.each([
    ['10.0.0.0/24', 253, '10.0.0.2', '10.0.0.254'],
    ['10.0.0.0/29', 5, '10.0.0.2', '10.0.0.6'],
    ['172.16.0.0/20', 4093, '172.16.0.2', '172.16.15.254'],
    ['192.168.0.0/16', 65533, '192.168.0.2', '192.168.255.254'],
    ['10.0.0.0/8', 16777213, '10.0.0.2', '10.255.255.254'],
  ])('keeps three addresses of %s: %i are left', (cidr, count, first, last) => {
    const bounds = usable(range(cidr));
    expect(usableCount(range(cidr))).toBe(count);
    expect([ipv4Text(bounds.first), ipv4Text(bounds.last)]).toEqual([first, last]);
    expect(bounds.last - bounds.first + 1).toBe(count);
  });

  it('never counts fewer than no address', () => {
    expect(usableCount(range('10.0.0.0/32'))).toBe(0);
  });

  it('overlaps when one address is in both, and contains when every one is', () => {
    fc.assert(
      fc.property(aBlock, aBlock, (one, other) => {
        // Two blocks with masks are apart, or one is within the other.
        const within = contains(one, other) || contains(other, one);
        expect(overlaps(one, other)).toBe(within);
        expect(overlaps(other, one)).toBe(overlaps(one, other));
      }),
    );
    expect(contains(range('10.0.0.0/8'), range('10.255.255.0/24'))).toBe(true);
    expect(contains(range('10.0.0.0/24'), range('10.0.0.0/23'))).toBe(false);
    expect(overlaps(range('10.0.0.0/24'), range('10.0.1.0/24'))).toBe(false);
  });
});

describe('IPv6', () => {
  it('writes addresses as RFC 5952 says', () => {
    expect(ipv6Text('2001:DB8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(['', '1.2.3.4', 'fe80::1%eth0', '12345::', ':::'].map(ipv6Text)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it.each([
    '',
    'fd00::',
    'fd00::1/56',
    'fd00::/129',
    'fd00::%1/56',
    'fe80::/56',
    'ff00::/56',
    '::/56',
    '::ffff:10.0.0.0/104',
    '10.0.0.0/8',
  ])('reads no block from %j', (cidr) => expect(ipv6Block(cidr)).toBeUndefined());

  it('reads global and unique local blocks', () => {
    expect(ipv6Block('2408:0001:0:A600::/56')).toEqual({ text: '2408:1:0:a600::/56', prefix: 56 });
    expect(ipv6Block('fd12:3456:789a:100::/56')?.prefix).toBe(56);
  });

  it('cuts a block off behind its mask', () => {
    const bytes = Uint8Array.from({ length: 16 }, () => 0xff);
    bytes.set([0xfd]);
    expect(ipv6BlockOf(bytes, 56)).toBe('fdff:ffff:ffff:ff00::/56');
    expect(ipv6BlockOf(bytes, 62)).toBe('fdff:ffff:ffff:fffc::/62');
    const masks = fc.integer({ min: 8, max: 64 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 15, maxLength: 15 }), masks, (tail, mask) => {
        const block = ipv6BlockOf(Uint8Array.from([0xfd, ...tail]), mask);
        expect(ipv6Block(block)?.text).toBe(block);
      }),
    );
  });

  it('finds the /64 of a block by its last 8 bits', () => {
    expect(ipv6Subnet('fd00:0:0:a600::/56', 5)).toBe('fd00:0:0:a605::/64');
    expect(ipv6Subnet('fd00:0:0:a600::/56', 255)).toBe('fd00:0:0:a6ff::/64');
    expect(ipv6Subnet('fd00:0:0:a604::/62', 7)).toBe('fd00:0:0:a607::/64');
    expect(ipv6Subnet('fd00:0:0:a604::/62', 8)).toBeUndefined();
    expect(ipv6Subnet('', 5)).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (last) => {
        expect(ipv6SubnetLast(ipv6Subnet('fd00:0:0:a600::/56', last) ?? '')).toBe(last);
      }),
    );
  });

  it('gives an interface neither of the first two addresses, and none of another subnet', () => {
    const block = 'fd00:0:0:a605::/64';
    expect(ipv6Usable(block, 'fd00:0:0:a605::')).toBe(false);
    expect(ipv6Usable(block, 'fd00:0:0:a605::1')).toBe(false);
    expect(ipv6Usable(block, 'fd00:0:0:a605::2')).toBe(true);
    expect(ipv6Usable(block, 'fd00:0:0:a605:0:0:1:0')).toBe(true);
    expect(ipv6Usable(block, 'fd00:0:0:a606::2')).toBe(false);
  });

  it('puts an interface part behind a /64', () => {
    expect(ipv6In('fd00:0:0:a605::/64', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9))).toBe(
      'fd00:0:0:a605::9',
    );
  });
});

it('throws at no text, however much it looks like an address', () => {
  const looksLikeOne = fc.string({ unit: fc.constantFrom(...'0129af:./%xg -'), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(looksLikeOne, fc.string()), (text) => {
      for (const read of [ipv4Range, ipv4Number, ipv6Text, ipv6Block]) read(text);
      const address = ipv6Text(text);
      if (address !== undefined) expect(ipv6Text(address)).toBe(address);
      const block = ipv6Block(text);
      if (block !== undefined) expect(ipv6Block(block.text)).toEqual(block);
    }),
    { numRuns: 2000 },
  );
});
