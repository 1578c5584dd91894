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
  /** Two generations, so that forgetting is to drop the older one: to delete one by one costs more. */
  #recent = new Map<string, IntentEnd>();
  #older = new Map<string, IntentEnd>();

  constructor(most: number) {
    this.#most = most;
  }

  ended(intentId: string, end: IntentEnd): void {
    if (this.#recent.size >= this.#most / 2) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(intentId, end);
  }

  clear(): void {
    this.#recent = new Map();
    this.#older = new Map();
  }

  get count(): number {
    return this.#recent.size + this.#older.size;
  }

  #endOf(id: string): IntentEnd | undefined {
    return this.#recent.get(id) ?? this.#older.get(id);
  }

  /** What became of the transitions that some requests began: a function from their intents. */
  async of(
    store: Store,
    intentIds: readonly string[],
  ): Promise<(scheduled: readonly string[]) => Settlement | null> {
    const open = intentIds.filter((id) => this.#endOf(id) === undefined);
    // What was begun by the store's latest commit may end meanwhile: so the ends are looked at last.
    const pending = new Set(await stored(store, open));
    return (scheduled) => this.#together(scheduled, pending);
  }

  /** One that failed tells more than one that is on its way, and that more than those that ended. */
  #together(scheduled: readonly string[], pending: ReadonlySet<string>): Settlement | null {
    if (scheduled.length === 0) return null;
    const ends = scheduled.map((id) => this.#endOf(id));
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
