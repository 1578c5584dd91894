import type { IntentEnd } from '#reconcile/settling.ts';
import type { Store } from '#store/store.ts';

/** How a transition ended, or that it has not. */
export interface Settlement {
  /**
   * - `pending`: it is on its way.
   * - `settled`: its end was reached.
   * - `failed`: it was undone, and `reason` says why.
   * - `ended`: it is over, and how is not known here, because a later request overtook it or another
   *   process settled it.
   */
  readonly state: 'pending' | 'settled' | 'failed' | 'ended';
  readonly reason?: string;
}

/**
 * Remembers how intents ended, the latest of them; the others are asked of the store. It is told of
 * every one and asked by hand: so it only notes them, and searches when it is asked.
 */
export class Settlements {
  readonly #ids: string[] = [];
  readonly #ends: IntentEnd[] = [];
  readonly #most: number;
  /** Where the next one goes, in the place of the oldest. */
  #next = 0;

  constructor(most: number) {
    this.#most = most;
  }

  ended(intentId: string, end: IntentEnd): void {
    this.#ids[this.#next] = intentId;
    this.#ends[this.#next] = end;
    this.#next = (this.#next + 1) % this.#most;
  }

  clear(): void {
    this.#ids.length = 0;
    this.#ends.length = 0;
    this.#next = 0;
  }

  get count(): number {
    return this.#ids.length;
  }

  /** How those of `wanted` ended that have; the last end of each counts. */
  #endsOf(wanted: readonly string[]): Map<string, IntentEnd> {
    const sought = new Set(wanted);
    const found = new Map<string, IntentEnd>();
    for (let back = 1; back <= this.count && found.size < sought.size; back += 1) {
      const at = (this.#next - back + this.count) % this.count;
      const id = this.#ids[at] ?? '';
      const end = this.#ends[at];
      if (end !== undefined && sought.has(id) && !found.has(id)) found.set(id, end);
    }
    return found;
  }

  /** What became of the transitions that some requests began: a function from their intents. */
  async of(
    store: Store,
    intentIds: readonly string[],
  ): Promise<(scheduled: readonly string[]) => Settlement | null> {
    const known = this.#endsOf(intentIds);
    const open = intentIds.filter((id) => !known.has(id));
    // What was begun by the store's latest commit may end meanwhile: so the ends are looked at last.
    const pending = new Set(await stored(store, open));
    const ends = this.#endsOf(intentIds);
    return (scheduled) => together(scheduled, ends, pending);
  }
}

/** One that failed tells more than one that is on its way, and that more than those that ended. */
function together(
  scheduled: readonly string[],
  known: ReadonlyMap<string, IntentEnd>,
  pending: ReadonlySet<string>,
): Settlement | null {
  if (scheduled.length === 0) return null;
  const ends = scheduled.map((id) => known.get(id));
  const failed = ends.find((end) => end?.reached === false);
  if (failed?.reached === false) return { state: 'failed', reason: failed.reason };
  if (scheduled.some((id, at) => ends[at] === undefined && pending.has(id))) {
    return { state: 'pending' };
  }
  return { state: ends.every((end) => end?.reached) ? 'settled' : 'ended' };
}

/** A statement takes so many ids; SQLite has a limit of parameters. */
const ASKED_AT_ONCE = 500;

/** Those of the intents that are in the store. */
async function stored(store: Store, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
    const some = ids.slice(from, from + ASKED_AT_ONCE);
    const rows = await store.read((tx) =>
      tx.select((db) => db.selectFrom('intent').select('id').where('id', 'in', some)),
    );
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}
