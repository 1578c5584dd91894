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

/** Remembers how intents ended, the latest of them; the others are asked of the store. */
export class Settlements {
  readonly #most: number;
  readonly #ends = new Map<string, IntentEnd>();

  constructor(most: number) {
    this.#most = most;
  }

  ended(intentId: string, end: IntentEnd): void {
    this.#ends.set(intentId, end);
    if (this.#ends.size <= this.#most) return;
    const [oldest] = this.#ends.keys();
    this.#ends.delete(oldest as string);
  }

  clear(): void {
    this.#ends.clear();
  }

  get count(): number {
    return this.#ends.size;
  }

  /** What became of the transitions that some requests began: a function from their intents. */
  async of(
    store: Store,
    intentIds: readonly string[],
  ): Promise<(scheduled: readonly string[]) => Settlement | null> {
    const open = intentIds.filter((id) => !this.#ends.has(id));
    // What was begun by the store's latest commit may end meanwhile: so the ends are looked at last.
    const pending = new Set(await stored(store, open));
    return (scheduled) => this.#together(scheduled, pending);
  }

  /** One that failed tells more than one that is on its way, and that more than those that ended. */
  #together(scheduled: readonly string[], pending: ReadonlySet<string>): Settlement | null {
    if (scheduled.length === 0) return null;
    const ends = scheduled.map((id) => this.#ends.get(id));
    const failed = ends.find((end) => end?.reached === false);
    if (failed?.reached === false) return { state: 'failed', reason: failed.reason };
    if (scheduled.some((id, at) => ends[at] === undefined && pending.has(id))) {
      return { state: 'pending' };
    }
    return { state: ends.every((end) => end?.reached) ? 'settled' : 'ended' };
  }
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
