import { failTask } from '#core/async-task.ts';
import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Outcome } from '#core/transition.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Store, Writer } from '#store/store.ts';
import { finish } from './intents.ts';
import type { KnownTransitions } from './known-transitions.ts';
import { DONE } from './plane-work.ts';

export interface SettlingOptions {
  readonly store: Store;
  readonly transitions: KnownTransitions;
  /** The context in which an intent is settled, since there is no request. */
  readonly callFor: (intent: IntentRow) => Context;
}

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
    return transitions.of(intent).mayRefuse
      ? this.#concludeOrRefuse(tx, intent)
      : this.#conclude(tx, intent, DONE);
  }

  async #concludeOrRefuse(tx: Writer, intent: IntentRow): Promise<void> {
    try {
      await tx.attempt(() => this.#conclude(tx, intent, DONE));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.#conclude(tx, intent, { done: false, reason: error.message });
    }
  }

  /** Settles a stored intent, unless another worker has leased it since. */
  async settle(tx: Writer, intent: IntentRow, outcome: Outcome): Promise<void> {
    if (await finish(tx, intent)) await this.#conclude(tx, intent, outcome);
  }

  /** The same in a transaction of its own; a refusal becomes the outcome. */
  async settleAlone(intent: IntentRow, outcome: Outcome): Promise<void> {
    const { store, transitions } = this.#options;
    const isolation = outcome.done && transitions.isOneStatement(intent) ? 'locked' : 'serial';
    try {
      await store.write((tx) => this.settle(tx, intent, outcome), isolation);
    } catch (error) {
      if (!(error instanceof Refused) || !outcome.done) throw error;
      const refused = { done: false, reason: error.message } as const;
      await store.write((tx) => this.settle(tx, intent, refused));
    }
  }

  /**
   * Writes the end of a transition and of its task, once, in the transaction that ends the intent.
   */
  async #conclude(tx: Writer, intent: IntentRow, outcome: Outcome): Promise<void> {
    const { transitions, callFor } = this.#options;
    const { settle } = transitions.of(intent);
    tx.mustTouch();
    const reached = await settle(tx, intent, outcome, callFor(intent));
    if (!outcome.done || !reached) await failTask(tx, intent);
  }
}
