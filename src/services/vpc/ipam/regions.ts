import type { Context } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';

/** The regions in which an IPAM plans, or a resource discovery looks. */
export const regions = () => list(id(), 100);

/** A region that does not exist, if one is named. */
export function unknownRegion(
  { world }: Context,
  ...named: readonly (readonly string[] | undefined)[]
): string | undefined {
  return named
    .flatMap((each) => each ?? [])
    .find((region) => world.regions.every((each) => each.id !== region));
}

/** The regions that are stored: the caller's own, and those that are given, each once. */
export function operatingRegions({ region }: Context, given: readonly string[] = []): string {
  return JSON.stringify([...new Set([region.id, ...given])]);
}

/** What is stored, after some regions were added and others removed. */
export function changedRegions(
  stored: string,
  added: readonly string[] = [],
  removed: readonly string[] = [],
): string {
  const kept = regionsOf(stored).filter((region) => !removed.includes(region));
  return JSON.stringify([...new Set([...kept, ...added])]);
}

export const regionsOf = (stored: string): string[] => JSON.parse(stored) as string[];
