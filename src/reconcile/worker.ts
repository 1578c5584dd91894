import type { Clock } from '../clock.ts';
import { type DataPlane, PlaneRefusal } from '../dataplane/driver.ts';
import type { IntentRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Outcome, PlaneWork, Transition } from '../transition.ts';
import { finish, lease, nextDue, putBack } from './intents.ts';

export interface ReconcilerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly transitions: readonly Transition[];
  readonly dataPlane: DataPlane;
  /** How long an intent is held before another worker may take it over, in milliseconds. */
  readonly leaseMs?: number;
  /** Told of faults of a step: the intent stays and is tried again. */
  readonly onFault?: (error: unknown, intent: IntentRow) => void;
  /** Called between the steps of an intent; tests end the process or throw here. */
  readonly between?: (step: Step, intent: IntentRow) => void;
}

export type Step = 'leased' | 'planned' | 'worked' | 'settled';

const DEFAULT_LEASE_MS = 30_000;
const LEASED_AT_ONCE = 128;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 60_000;

/**
 * Carries each intent to the data plane and settles its resource. A step may run twice with the
 * effect of once: what a crash leaves behind is leased again and repeated.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #transitions: ReadonlyMap<string, Transition>;
  #stopped = false;
  #running: Promise<void> | undefined;
  #again = false;
  #wakeAt = Number.POSITIVE_INFINITY;
  #callOff: () => void = () => {};

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#transitions = new Map(options.transitions.map((each) => [each.kind, each]));
  }

  /** Takes up what is due, and from then on whatever the store reports. */
  start(): void {
    this.#options.store.onIntents((dueAt) => this.#wake(dueAt));
    this.#wake(this.#options.clock.now());
  }

  /** Resolves when the intent in hand, if any, is settled; takes up no more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#running;
  }

  /** Resolves when nothing is due any more. */
  async idle(): Promise<void> {
    await this.#go();
  }

  #wake(dueAt: number): void {
    if (this.#stopped) return;
    if (dueAt <= this.#options.clock.now()) {
      void this.#go();
    } else if (dueAt < this.#wakeAt) {
      this.#callOff();
      this.#wakeAt = dueAt;
      this.#callOff = this.#options.clock.wakeAt(dueAt, () => {
        this.#wakeAt = Number.POSITIVE_INFINITY;
        void this.#go();
      });
    }
  }

  #go(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #drain(): Promise<void> {
    const { store, leaseMs = DEFAULT_LEASE_MS } = this.#options;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const held = await lease(store, LEASED_AT_ONCE, leaseMs);
      if (held.length === LEASED_AT_ONCE) this.#again = true;
      await Promise.all(held.map((intent) => this.#carry(intent)));
      if (held.length > 0) this.#again = true;
    }
    if (this.#stopped) return;
    const next = await nextDue(store);
    if (next !== undefined) this.#wake(Math.max(next, this.#options.clock.now() + 1));
  }

  async #carry(intent: IntentRow): Promise<void> {
    const { store, clock, between, onFault } = this.#options;
    try {
      const transition = this.#transitions.get(intent.kind);
      if (transition === undefined) throw new Error(`no transition is called ${intent.kind}`);
      between?.('leased', intent);
      const { work } = transition;
      const plan = work && (await store.read((tx) => work(tx, intent)));
      between?.('planned', intent);
      const outcome = await this.#doAll(plan === undefined ? [] : [plan].flat());
      between?.('worked', intent);
      await store.write(async (tx) => {
        if (await finish(tx, intent)) await transition.settle(tx, intent, outcome);
      });
      between?.('settled', intent);
    } catch (error) {
      onFault?.(error, intent);
      const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(intent.attempts, 16), LONGEST_RETRY_MS);
      await store
        .write((tx) => putBack(tx, intent, clock.now() + wait))
        .catch(() => {
          // The store itself is at fault: the lease ends by itself and the intent is taken up again.
        });
    }
  }

  async #doAll(works: readonly PlaneWork[]): Promise<Outcome> {
    for (const work of works) {
      const outcome = await this.#do(work);
      if (!outcome.done) return outcome;
    }
    return DONE;
  }

  /** A refusal is an outcome; anything else that a driver throws is a fault, and is tried again. */
  async #do(work: PlaneWork): Promise<Outcome> {
    const { dataPlane } = this.#options;
    try {
      if (work.do === 'plug') await dataPlane.plug(work.nic, work.instanceId);
      else await dataPlane.unplug(work.nicId);
      return DONE;
    } catch (error) {
      if (error instanceof PlaneRefusal) return { done: false, reason: error.message };
      throw error;
    }
  }
}

const DONE: Outcome = { done: true };
