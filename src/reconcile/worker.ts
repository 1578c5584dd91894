import type { Context } from '#core/context.ts';
import type { PlanePlan, Transition } from '#core/transition.ts';
import { type DataPlane, Overtaken } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import type { IntentRow } from '#store/schema.ts';
import { type Store, WriteConflict, type Writer } from '#store/store.ts';
import { waitForAll } from '#store/wait-for-all.ts';
import { due, endLeases, isHeld, lease, nextDue, putBack } from './intents.ts';
import { KnownTransitions, type PlaneDuty } from './known-transitions.ts';
import { type Found, Lookout } from './lookout.ts';
import { checking, NETWORK_APPLY, type Networks, noticing } from './networks.ts';
import { carryOut, DONE } from './plane-work.ts';
import { Settling } from './settling.ts';
import { anyTooFarAhead, bringForward, type Wait, waitsOf } from './waits.ts';

export interface ReconcilerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly transitions: readonly Transition[];
  /** How long each kind of transition takes, in milliseconds. */
  readonly dwells: ReadonlyMap<string, number>;
  readonly dataPlane: DataPlane;
  /**
   * Who does the work of the data plane: nobody, since the store has none; this process; or another
   * one, to which it is left. By default this process, if its data plane is on.
   */
  readonly planeWork?: () => PlaneDuty;
  /** Without them no network is applied. */
  readonly networks?: Networks;
  /** Fails a write that changes what packets meet and touches no network. For tests. */
  readonly checkTouches?: boolean;
  /** The context in which an intent is settled, since there is no request. */
  readonly callFor: (intent: IntentRow) => Context;
  /** How long an intent is held before another worker may take it over, in milliseconds. */
  readonly leaseMs?: number;
  /**
   * Told of each fault of a step; the intent stays and is tried again. Without an intent, the store
   * failed.
   */
  readonly onFault?: (error: unknown, intent?: IntentRow) => void;
  /** Told when the data plane refuses what an intent needs, so that its transition is undone. */
  readonly onRefusal?: (intent: IntentRow, reason: string) => void;
  /**
   * Called between the steps of an intent that the data plane works on; tests end the process or
   * throw here.
   */
  readonly between?: (step: Step, intent: IntentRow) => void;
}

export type Step = 'leased' | 'planned' | 'worked' | 'settled';

const DEFAULT_LEASE_MS = 30_000;
const TAKEN_AT_ONCE = 128;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 60_000;
const ELSEWHERE_MS = 50;

/**
 * Carries each intent to the data plane and settles its resource. A step may run twice and has the
 * same effect as once: an intent that a crash left unfinished is leased again and repeated.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #transitions: KnownTransitions;
  readonly #settling: Settling;
  readonly #lookout: Lookout;
  readonly #waits: readonly Wait[];
  readonly #inHand = new Set<Promise<void>>();
  #started = false;
  #stopped = false;

  constructor(options: ReconcilerOptions) {
    const { store, clock, callFor, onFault = () => {} } = options;
    this.#options = options;
    const kinds = [...options.transitions, NETWORK_APPLY];
    const transitions = new KnownTransitions(kinds, () => this.#duty);
    this.#transitions = transitions;
    this.#settling = new Settling({ store, transitions, callFor });
    const restMs = store.exclusive ? 1 : ELSEWHERE_MS;
    this.#lookout = new Lookout({ clock, look: () => this.#look(), restMs, onFault });
    this.#waits = waitsOf(options);
  }

  /**
   * Takes the due intents, those of a crashed process first, and then whatever the store reports.
   */
  async start(): Promise<void> {
    const { store, clock } = this.#options;
    const { leaseMs = DEFAULT_LEASE_MS } = this.#options;
    const longest = Math.max(leaseMs, LONGEST_RETRY_MS);
    await store.write((tx) => (store.exclusive ? endLeases(tx, 0) : endLeases(tx, longest)));
    store.settleWith((tx, intent) =>
      this.#stopped ? undefined : this.#settling.atOnce(tx, intent),
    );
    this.#noticeTouches();
    this.#started = true;
    store.onIntents((dueAt) => this.#lookout.wake(dueAt));
    this.#lookout.wake(clock.now());
  }

  /** Call it when another process does the work of the data plane than before. */
  planeChanged(): void {
    if (!this.#started) return;
    this.#noticeTouches();
    this.#lookout.wake(this.#options.clock.now());
  }

  #noticeTouches(): void {
    const { store, networks, checkTouches } = this.#options;
    const notice = networks && this.#duty !== 'nobody' ? noticing(networks.source) : undefined;
    store.noticeWith(
      checkTouches
        ? async (...noticed) => {
            await checking(...noticed);
            await notice?.(...noticed);
          }
        : notice,
    );
  }

  get #duty(): PlaneDuty {
    const { planeWork, dataPlane } = this.#options;
    return planeWork?.() ?? (dataPlane.enabled ? 'ours' : 'nobody');
  }

  /** Takes no more intents. Resolves when those in hand have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#lookout.stop();
    await Promise.all(this.#inHand);
  }

  /**
   * Resolves when nothing is due and nothing is in hand. Once stopped, what is due no longer
   * counts.
   */
  async idle(): Promise<void> {
    do {
      await this.#lookout.go();
      await Promise.all(this.#inHand);
    } while (!this.#stopped && this.#lookout.busy);
  }

  async #look(): Promise<Found> {
    const { taken, held } = await this.#takeUp();
    for (const intent of held) this.#takeInHand(intent);
    if (taken > 0 || (await this.#bringForward())) return 'something';
    return { nextDue: await nextDue(this.#options.store, this.#transitions.leftToOthers) };
  }

  /**
   * An intent that is due later than its kind ever waits was written while a clock was ahead, or in
   * another mode. It is made to wait no longer than if it began now. False when there is none.
   */
  async #bringForward(): Promise<boolean> {
    const { store } = this.#options;
    const waits = this.#waits;
    if (!(await store.read((tx) => anyTooFarAhead(tx, waits)))) return false;
    return store.write((tx) => bringForward(tx, waits), 'locked');
  }

  /**
   * Work on one intent does not delay another: the data plane serialises what has to be serialised.
   */
  #takeInHand(intent: IntentRow): void {
    const work = this.#carry(intent).finally(() => this.#inHand.delete(work));
    this.#inHand.add(work);
  }

  /**
   * Takes the due intents in one transaction: those that can settle in it do, and the rest are
   * leased. When one of them fails, each is taken alone, so that none blocks the others.
   */
  async #takeUp(): Promise<{ taken: number; held: IntentRow[] }> {
    const { store } = this.#options;
    const transitions = this.#transitions;
    const settling = this.#settling;
    try {
      return await store.write(async (tx) => {
        const intents = await this.#due(tx);
        const free = intents.filter((intent) => !transitions.needsPlane(intent));
        const together = free.filter((intent) => transitions.isOneStatement(intent));
        // Where no other process writes, the others may settle in this transaction too.
        const alone = store.exclusive ? free.filter((intent) => !together.includes(intent)) : [];
        const settled = new Set([...together, ...alone]);
        await waitForAll(together.map((intent) => settling.settle(tx, intent, DONE)));
        for (const intent of alone) await settling.settle(tx, intent, DONE);
        const rest = intents.filter((intent) => !settled.has(intent));
        const held = await waitForAll(rest.map((intent) => this.#lease(tx, intent)));
        return { taken: intents.length, held };
      }, 'locked');
    } catch {
      const held = await store.write(async (tx) => {
        const intents = await this.#due(tx);
        return waitForAll(intents.map((intent) => this.#lease(tx, intent)));
      }, 'locked');
      return { taken: held.length, held };
    }
  }

  async #due(tx: Writer): Promise<IntentRow[]> {
    const intents = await due(tx, TAKEN_AT_ONCE, this.#transitions.leftToOthers);
    return this.#transitions.among(intents, (intent) => {
      const why = `no transition is called ${intent.kind}: it is left to those who know it`;
      this.#options.onFault?.(new Error(why), intent);
    });
  }

  #lease(tx: Writer, intent: IntentRow): Promise<IntentRow> {
    return lease(tx, intent, this.#options.leaseMs ?? DEFAULT_LEASE_MS);
  }

  /** Brings a leased intent to its end: plan, work, settle. */
  async #carry(intent: IntentRow): Promise<void> {
    const { between, onFault, onRefusal } = this.#options;
    try {
      between?.('leased', intent);
      const plan = await this.#plan(intent);
      if (plan === undefined) return;
      between?.('planned', intent);
      const outcome = await carryOut(this.#options.dataPlane, this.#options.networks, plan);
      if (!outcome.done) onRefusal?.(intent, outcome.reason);
      between?.('worked', intent);
      await this.#settling.settleAlone(intent, outcome);
      between?.('settled', intent);
    } catch (error) {
      // The step was sound and others were in its way. That is no fault: it is tried again.
      const passes = error instanceof WriteConflict || error instanceof Overtaken;
      if (!passes) onFault?.(error, intent);
      await this.#putBack(intent);
    }
  }

  async #putBack(intent: IntentRow): Promise<void> {
    const { store, clock, onFault } = this.#options;
    // Each try began with a lease, and ended with a return: both are counted.
    const triesBefore = Math.min(Math.floor((intent.attempts - 1) / 2), 16);
    const wait = Math.min(FIRST_RETRY_MS * 2 ** triesBefore, LONGEST_RETRY_MS);
    const dueAt = clock.now() + wait;
    try {
      await store.write((tx) => putBack(tx, intent, dueAt));
      this.#lookout.wake(dueAt);
    } catch (error) {
      // The lease ends by itself; then the intent is taken again.
      onFault?.(error, intent);
    }
  }

  /**
   * Undefined when another worker has the intent by now: a later plan of this worker must not
   * overtake what that one refused.
   */
  async #plan(intent: IntentRow): Promise<PlanePlan | undefined> {
    const { work } = this.#transitions.of(intent);
    if (work === undefined || this.#duty === 'nobody') return [];
    return this.#options.store.write(async (tx) =>
      (await isHeld(tx, intent)) ? work(tx, intent) : undefined,
    );
  }
}
