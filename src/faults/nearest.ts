import { distanceOf } from '#core/did-you-mean.ts';

/** The names that are spelled most like `given`, the nearest first. */
export function nearest(given: string, names: readonly string[], most = 5): string[] {
  const wanted = given.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}
