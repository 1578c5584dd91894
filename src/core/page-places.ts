import type { World } from '#world/world.ts';

/** A place in a list: so many rows stand before those that come after the row `after`. */
export interface PagePlace {
  readonly offset: number;
  /** The id of the last row before the place; '' at the start of the list. */
  readonly after: string;
}

const START: PagePlace = { offset: 0, after: '' };

/** Lists whose places are remembered, and places of each. */
const MOST_LISTS = 256;
const MOST_PLACES = 512;

interface Places {
  version: string;
  /** By offset. */
  known: PagePlace[];
}

/**
 * Remembers where the pages of long lists begin. Without it the rows before a page are counted off,
 * each time, when a page is asked for by its number; most clients read long lists that way, one page
 * after the other.
 *
 * A place is good for one version of its list: a text that is another whenever the list has other rows.
 */
export class PagePlaces {
  /** The list that was asked for last comes last. */
  readonly #lists = new Map<string, Places>();

  /** The last known place that is not beyond `offset`. */
  before(list: string, version: string, offset: number): PagePlace {
    const places = this.#lists.get(list);
    if (places?.version !== version) return START;
    return places.known[indexAfter(places.known, offset) - 1] ?? START;
  }

  remember(list: string, version: string, place: PagePlace): void {
    const before = this.#lists.get(list);
    const places = before?.version === version ? before : { version, known: [] };
    this.#lists.delete(list);
    this.#lists.set(list, places);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > MOST_LISTS && oldest !== undefined) this.#lists.delete(oldest);
    const { known } = places;
    const index = indexAfter(known, place.offset);
    if (known[index - 1]?.offset === place.offset) return;
    known.splice(index, 0, place);
    if (known.length > MOST_PLACES) places.known = thinned(known);
  }
}

/** At most half as many places, about as far from each other, and the last one. */
function thinned(known: readonly PagePlace[]): PagePlace[] {
  const gap = ((known.at(-1)?.offset ?? 0) * 2) / MOST_PLACES;
  let kept = 0;
  return known.filter(({ offset }, at) => {
    if (offset - kept < gap && at < known.length - 1) return false;
    kept = offset;
    return true;
  });
}

/** The index of the first place beyond `offset`. */
function indexAfter(known: readonly PagePlace[], offset: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((known[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ofWorlds = new WeakMap<World, PagePlaces>();

/** The places that the server of a world remembers. */
export function pagePlacesOf(world: World): PagePlaces {
  const places = ofWorlds.get(world) ?? new PagePlaces();
  ofWorlds.set(world, places);
  return places;
}
