import { failTask } from '#core/async-task.ts';
import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Outcome } from '#core/transition.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Isolation, Store, Writer } from '#store/store.ts';
import { finish } from './intents.ts';
import type { KnownTransitions } from './known-transitions.ts';
import { DONE } from './plane-work.ts';

export interface SettlingOptions {
  readonly store: Store;
  readonly transitions: KnownTransitions;
  /** The context in which an intent is settled, since there is no request. */
  readonly callFor: (intent: IntentRow) => Context;
  /** Told how each intent ended; see {@link Settling.tell}. */
  readonly onEnded: ((intentId: string, end: IntentEnd) => void) | undefined;
}

/** How an intent ended: with its transition's end reached, or why not. */
export type IntentEnd =
  | { readonly reached: true }
  | { readonly reached: false; readonly reason: string };

/** One that ends in a transaction which has not committed yet. */
export type Ended = readonly [intentId: string, end: IntentEnd];

/** Writes the ends of transitions. */
export class Settling {
  readonly #options: SettlingOptions;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  /**
   * A transition that has nothing to wait for need not be stored as an intent: it settles in the
   * transaction that began it, so that nobody sees the status in between. Undefined when it has to
   * wait.
   */
  atOnce(tx: Writer, intent: IntentRow): Promise<void> | undefined {
    const { transitions } = this.#options;
    if (!transitions.has(intent) || transitions.needsPlane(intent)) return undefined;
    return this.#endAtOnce(tx, intent);
  }

  async #endAtOnce(tx: Writer, intent: IntentRow): Promise<void> {
    const ends: Ended[] = [];
    if (this.#options.transitions.of(intent).mayRefuse) {
      await this.#concludeOrRefuse(tx, intent, ends);
    } else await this.#conclude(tx, intent, DONE, ends);
    this.tell(ends);
  }

  async #concludeOrRefuse(tx: Writer, intent: IntentRow, ends: Ended[]): Promise<void> {
    try {
      await tx.attempt(() => this.#conclude(tx, intent, DONE, ends));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.#conclude(tx, intent, { done: false, reason: error.message }, ends);
    }
  }

  /** Settles a stored intent, unless another worker has leased it since. Adds its end to `ends`. */
  async settle(tx: Writer, intent: IntentRow, outcome: Outcome, ends: Ended[]): Promise<void> {
    if (await finish(tx, intent)) await this.#conclude(tx, intent, outcome, ends);
  }

  /**
   * Tells of what has ended, after the commit. Of what never was stored it is told before: nobody
   * knows that request yet, and none will if it is refused.
   */
  tell(ends: readonly Ended[]): void {
    const { onEnded } = this.#options;
    if (onEnded !== undefined) for (const [intentId, end] of ends) onEnded(intentId, end);
  }

  /**
   * The same in a transaction of its own; a refusal becomes the outcome. Resolves to false when
   * another worker has the intent by now, or it is gone.
   */
  async settleAlone(intent: IntentRow, outcome: Outcome): Promise<boolean> {
    const { transitions } = this.#options;
    const isolation = outcome.done && transitions.isOneStatement(intent) ? 'locked' : 'serial';
    try {
      return await this.#settleIn(isolation, intent, outcome);
    } catch (error) {
      if (!(error instanceof Refused) || !outcome.done) throw error;
      return await this.#settleIn('serial', intent, { done: false, reason: error.message });
    }
  }

  async #settleIn(isolation: Isolation, intent: IntentRow, outcome: Outcome): Promise<boolean> {
    const ends = await this.#options.store.write(async (tx) => {
      const ended: Ended[] = [];
      await this.settle(tx, intent, outcome, ended);
      return ended;
    }, isolation);
    this.tell(ends);
    return ends.length > 0;
  }

  /**
   * Writes the end of a transition and of its task, once, in the transaction that ends the intent.
   */
  async #conclude(tx: Writer, intent: IntentRow, outcome: Outcome, ends: Ended[]): Promise<void> {
    const { transitions, callFor } = this.#options;
    const { settle } = transitions.of(intent);
    tx.mustTouch();
    const reached = await settle(tx, intent, outcome, callFor(intent));
    if (!outcome.done || !reached) await failTask(tx, intent);
    ends.push([intent.id, endOf(outcome, reached)]);
  }
}

function endOf(outcome: Outcome, reached: boolean): IntentEnd {
  if (!outcome.done) return { reached: false, reason: outcome.reason };
  return reached ? { reached } : { reached, reason: 'something else came before it could settle' };
}
