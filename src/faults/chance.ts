/**
 * Whether a fault strikes the `nth` request that matches it: the same for the same seed.
 * One round of the mulberry32 generator.
 */
export function strikesBy(probability: number, seed: number, nth: number): boolean {
  const state = (seed + Math.imul(nth + 1, 0x6d2b79f5)) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < probability;
}
