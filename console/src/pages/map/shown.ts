import type { Placed } from './layout.ts';
import type { LaidOut } from './useLayout.ts';

/** The layout that is on the screen. */
export interface Shown {
  readonly at: ReadonlyMap<string, Placed>;
  readonly parents: ReadonlyMap<string, string | undefined>;
  readonly laidOut: LaidOut | undefined;
}

export const shownOf = (laidOut: LaidOut): Shown => ({
  at: new Map(laidOut.placed.map((each) => [each.item.id, each])),
  parents: new Map(laidOut.placed.map(({ item, parent }) => [item.id, parent])),
  laidOut,
});

/** How many areas there are. */
export const areas = ({ at }: Shown): number =>
  [...at.values()].filter(({ item }) => item.area !== undefined).length;

export function boundsOf({ at }: Pick<Shown, 'at'>) {
  const roots = [...at.values()].filter(({ parent }) => parent === undefined);
  if (roots.length === 0) return undefined;
  const x = Math.min(...roots.map((each) => each.at.x));
  const y = Math.min(...roots.map((each) => each.at.y));
  const right = Math.max(...roots.map((each) => each.at.x + each.box.width));
  const bottom = Math.max(...roots.map((each) => each.at.y + each.box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The innermost thing at a point that is in both layouts. */
export function innermostAt(before: Shown, now: Shown, { x, y }: { x: number; y: number }) {
  let found: string | undefined;
  for (const [id, { at, box }] of before.at) {
    const within = x >= at.x && x <= at.x + box.width && y >= at.y && y <= at.y + box.height;
    // What stands in another comes after it.
    if (within && now.at.has(id)) found = id;
  }
  return found ?? [...before.at.keys()].find((id) => now.at.has(id));
}
