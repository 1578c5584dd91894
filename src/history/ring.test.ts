import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ring } from './ring.ts';

const item = (bytes: number, name = '') => ({ bytes, name });
const bytesOf = (ring: Ring<{ bytes: number }>) =>
  [...ring.latestFirst()].map(({ bytes }) => bytes);

it('keeps the latest that both limits allow', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30)),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(60),
      (all, most, mostBytes) => {
        const ring = new Ring<{ bytes: number }>(most, mostBytes);
        for (const bytes of all) ring.add(item(bytes));
        const kept = bytesOf(ring);
        const sum = kept.reduce((one, other) => one + other, 0);
        expect([ring.count, ring.bytes]).toEqual([kept.length, sum]);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect(sum).toBeLessThanOrEqual(mostBytes);
        // What is kept is the latest, without a gap.
        expect(kept).toEqual(all.toReversed().slice(0, kept.length));
      },
    ),
  );
});

it('is empty when it has been cleared, and takes items again', () => {
  const ring = new Ring<{ bytes: number }>(2, 100);
  for (const bytes of [1, 2, 3]) ring.add(item(bytes));
  ring.clear();
  expect([ring.count, ring.bytes, bytesOf(ring)]).toEqual([0, 0, []]);
  for (const bytes of [4, 5, 6]) ring.add(item(bytes));
  expect(bytesOf(ring)).toEqual([6, 5]);
});
