import { expect, it } from 'vitest';
import { blocksOf, freeBlock, holds, overlap } from './cidr.ts';

it.each([
  ['the first one', ['10.0.0.0/8'], [], 16, '10.0.0.0/16'],
  ['behind what is taken', ['10.0.0.0/8'], ['10.0.0.0/16'], 16, '10.1.0.0/16'],
  ['at a multiple of its size', ['10.0.0.0/8'], ['10.0.0.0/24'], 16, '10.1.0.0/16'],
  ['in a gap', ['10.0.0.0/8'], ['10.0.0.0/16', '10.2.0.0/16'], 16, '10.1.0.0/16'],
  [
    'behind a gap that is too small',
    ['10.0.0.0/8'],
    ['10.0.0.0/24', '10.0.2.0/24'],
    23,
    '10.0.4.0/23',
  ],
  ['in the second block', ['10.0.0.0/16', '10.1.0.0/16'], ['10.0.0.0/16'], 24, '10.1.0.0/24'],
  ['nothing when all is taken', ['10.0.0.0/24'], ['10.0.0.0/25', '10.0.0.128/25'], 26, undefined],
  ['nothing larger than the block', ['10.0.0.0/24'], [], 23, undefined],
  ['nothing smaller than an address', ['10.0.0.0/24'], [], 33, undefined],
  ['the last address', ['10.0.0.0/31'], ['10.0.0.0/32'], 32, '10.0.0.1/32'],
  ['of IPv6', ['fd00::/16'], ['fd00::/64'], 64, 'fd00:0:0:1::/64'],
])('finds %s', (_, outer, taken, mask, free) => {
  expect(freeBlock(blocksOf(outer), blocksOf(taken), mask)).toBe(free);
});

it('knows what holds and what overlaps another block, of one version', () => {
  const [large, small, apart, ipv6] = blocksOf(['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8', '::/0']);
  if (!large || !small || !apart || !ipv6) throw new Error('no blocks');
  expect([holds(large, small), holds(small, large), holds(ipv6, small)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([overlap(small, large), overlap(large, apart), overlap(ipv6, large)]).toEqual([
    true,
    false,
    false,
  ]);
});
