import type { Outcome, PlanePlan } from '#core/transition.ts';
import { type DataPlane, Overtaken } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import type { IntentRow } from '#store/schema.ts';
import { type Store, StoreBusy, WriteConflict } from '#store/store.ts';
import { isHeld, putBack } from './intents.ts';
import type { KnownTransitions } from './known-transitions.ts';
import type { Networks } from './networks.ts';
import { carryOut, DONE } from './plane-work.ts';
import type { Settling } from './settling.ts';

export interface CarryingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  readonly networks: Networks | undefined;
  readonly transitions: KnownTransitions;
  readonly settling: Settling;
  /** Called when an intent was returned, with the time when it is tried again. */
  readonly returned: (dueAt: number) => void;
  readonly onFault: (error: unknown, intent: IntentRow) => void;
  /** Told when the data plane refuses what an intent needs, so that its transition is undone. */
  readonly onRefusal: (intent: IntentRow, reason: string) => void;
  /**
   * Called between the steps of an intent that the data plane works on; tests end the process or
   * throw here.
   */
  readonly between: (step: Step, intent: IntentRow) => void;
}

export type Step = 'leased' | 'planned' | 'worked' | 'settled';

const FIRST_RETRY_MS = 100;
/** The longest that a returned intent waits until it is tried again. */
export const LONGEST_RETRY_MS = 60_000;

/** Brings leased intents to their end: plan, work, settle. What fails is tried again later. */
export class Carrying {
  readonly #options: CarryingOptions;

  constructor(options: CarryingOptions) {
    this.#options = options;
  }

  async carry(intent: IntentRow): Promise<void> {
    const { between, dataPlane, networks, settling, transitions, onRefusal } = this.#options;
    await this.#orReturn(intent, async () => {
      between('leased', intent);
      const needsPlane = transitions.needsPlane(intent);
      const plan = needsPlane ? await this.#plan(intent) : [];
      if (plan === undefined) return;
      between('planned', intent);
      const outcome = needsPlane ? await carryOut(dataPlane, networks, plan) : DONE;
      if (!outcome.done) onRefusal(intent, outcome.reason);
      between('worked', intent);
      await settling.settleAlone(intent, outcome);
      between('settled', intent);
    });
  }

  /** Ends an intent as if the data plane had refused. Resolves to whether that was done. */
  async fail(intent: IntentRow, reason: string): Promise<boolean> {
    const { between, settling, onRefusal } = this.#options;
    const outcome: Outcome = { done: false, reason };
    return this.#orReturn(intent, async () => {
      between('leased', intent);
      const ended = await settling.settleAlone(intent, outcome);
      if (ended) onRefusal(intent, reason);
      between('settled', intent);
    });
  }

  async #orReturn(intent: IntentRow, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      // The step was sound and others were in its way. That is no fault: it is tried again.
      const passes =
        error instanceof WriteConflict || error instanceof StoreBusy || error instanceof Overtaken;
      if (!passes) this.#options.onFault(error, intent);
      await this.#return(intent);
      return false;
    }
  }

  async #return(intent: IntentRow): Promise<void> {
    const { store, clock, returned, onFault } = this.#options;
    // Each try began with a lease, and ended with a return: both are counted.
    const triesBefore = Math.min(Math.floor((intent.attempts - 1) / 2), 16);
    const wait = Math.min(FIRST_RETRY_MS * 2 ** triesBefore, LONGEST_RETRY_MS);
    const dueAt = clock.now() + wait;
    try {
      await store.write((tx) => putBack(tx, intent, dueAt));
      returned(dueAt);
    } catch (error) {
      // The lease ends by itself; then the intent is taken again.
      onFault(error, intent);
    }
  }

  /**
   * Undefined when another worker has the intent by now: a later plan of this worker must not
   * overtake what that one refused.
   */
  async #plan(intent: IntentRow): Promise<PlanePlan | undefined> {
    const { store, transitions } = this.#options;
    const { work } = transitions.of(intent);
    return store.write(async (tx) => ((await isHeld(tx, intent)) ? work?.(tx, intent) : undefined));
  }
}
