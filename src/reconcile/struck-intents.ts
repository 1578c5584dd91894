import type { IntentRow } from '#store/schema.ts';

/**
 * An intent that a tester's fault strikes. The process that has the fault has it leased from its
 * first moment; should the process end, the lease does too, and the intent settles in the ordinary
 * way.
 */
export interface StruckIntent {
  readonly faultId: string;
  readonly intent: IntentRow;
  /** When it may settle, in milliseconds since the epoch. */
  readonly settlesAt: number;
  /** Why it fails then; undefined when it is held until the fault is removed. */
  readonly failure: string | undefined;
}

/** The fence and the attempts of an intent that is leased from its first moment. */
export const FIRST_LEASE = 1;

/** The struck intents of this process. */
export class StruckIntents {
  readonly #intents = new Map<string, StruckIntent>();
  readonly #inHand = new Set<string>();

  get any(): boolean {
    return this.#intents.size > 0;
  }

  add(struck: StruckIntent): void {
    this.#intents.set(struck.intent.id, struck);
  }

  delete(id: string): void {
    this.#intents.delete(id);
  }

  /** Whether it is struck, and nobody has leased it since. */
  has({ id, fence }: Pick<IntentRow, 'id' | 'fence'>): boolean {
    return fence === FIRST_LEASE && this.#intents.has(id);
  }

  /** Those that one fault holds. */
  heldBy(faultId: string): StruckIntent[] {
    return this.#all((each) => each.faultId === faultId && each.failure === undefined);
  }

  /** All of them: their leases are renewed. */
  all(): StruckIntent[] {
    return this.#all(() => true);
  }

  /** Takes those that fail by now and are in nobody's hand. Each is given back with `putDown`. */
  takeFailing(now: number): StruckIntent[] {
    const failing = this.#all(
      ({ failure, settlesAt, intent }) =>
        failure !== undefined && settlesAt <= now && !this.#inHand.has(intent.id),
    );
    for (const { intent } of failing) this.#inHand.add(intent.id);
    return failing;
  }

  putDown(id: string): void {
    this.#inHand.delete(id);
  }

  /** Forgets them, or those of one account: their rows are about to go. */
  forget(accountId?: string): void {
    for (const { intent } of this.all()) {
      if (accountId === undefined || intent.account_id === accountId) this.delete(intent.id);
    }
  }

  #all(which: (struck: StruckIntent) => boolean): StruckIntent[] {
    return [...this.#intents.values()].filter(which);
  }
}
