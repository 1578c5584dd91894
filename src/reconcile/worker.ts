import type { Context } from '#core/context.ts';
import type { Transition } from '#core/transition.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import type { IntentRow } from '#store/schema.ts';
import { type Store, StoreUnavailable, type Writer } from '#store/store.ts';
import { Carrying, LONGEST_RETRY_MS, type Step } from './carrying.ts';
import { due, endLeaseAt, endLeases, lease, nextDue } from './intents.ts';
import { KnownTransitions, type PlaneDuty } from './known-transitions.ts';
import { type Found, Lookout } from './lookout.ts';
import { checking, NETWORK_APPLY, type Networks, noticing } from './networks.ts';
import { DONE } from './plane-work.ts';
import { type Ended, type IntentEnd, Settling } from './settling.ts';
import { type StruckIntent, StruckIntents } from './struck-intents.ts';
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
  /**
   * Told how each intent ended, for the history. Of one that never was stored it is told before the
   * commit; nobody knows the request yet, and none will if it is refused.
   */
  readonly onEnded?: ((intentId: string, end: IntentEnd) => void) | undefined;
  /** Told when the data plane refuses what an intent needs, so that its transition is undone. */
  readonly onRefusal?: (intent: IntentRow, reason: string) => void;
  /**
   * Called between the steps of an intent that the data plane works on; tests end the process or
   * throw here.
   */
  readonly between?: (step: Step, intent: IntentRow) => void;
}

export type { Step };

const DEFAULT_LEASE_MS = 30_000;
const TAKEN_AT_ONCE = 128;
const ELSEWHERE_MS = 50;

/**
 * Carries each intent to the data plane and settles its resource. A step may run twice and has the
 * same effect as once: an intent that a crash left unfinished is leased again and repeated.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #transitions: KnownTransitions;
  readonly #settling: Settling;
  readonly #carrying: Carrying;
  readonly #lookout: Lookout;
  readonly #waits: readonly Wait[];
  readonly #inHand = new Set<Promise<void>>();
  /** The fence of each intent in hand, by the intent's id. */
  readonly #fences = new Map<string, number>();
  readonly #struck = new StruckIntents();
  /** The latest renewal of the leases of struck intents, once it has ended either way. */
  #renewal: Promise<void> = Promise.resolve();
  /** When they are renewed next. */
  #renewAt = 0;
  #started = false;
  #stopped = false;

  constructor(options: ReconcilerOptions) {
    const { store, clock, dataPlane, networks, callFor } = options;
    const { onFault = () => {}, onRefusal = () => {}, between = () => {} } = options;
    this.#options = options;
    const kinds = [...options.transitions, NETWORK_APPLY];
    const transitions = new KnownTransitions(
      kinds,
      () => this.#duty,
      dataPlane.commands !== undefined,
    );
    this.#transitions = transitions;
    const settling = new Settling({ store, transitions, callFor, onEnded: options.onEnded });
    this.#settling = settling;
    this.#carrying = new Carrying({
      ...{ store, clock, dataPlane, networks, transitions, settling },
      ...{ onFault, onRefusal, between },
      returned: (dueAt) => this.#lookout.wake(dueAt),
    });
    const restMs = store.exclusive ? 1 : ELSEWHERE_MS;
    this.#lookout = new Lookout({ clock, look: () => this.#look(), restMs, onFault });
    this.#waits = waitsOf(options);
  }

  /**
   * Takes the due intents, those of a crashed process first, and then whatever the store reports.
   */
  async start(): Promise<void> {
    const { store, clock } = this.#options;
    const longest = Math.max(this.leaseMs, LONGEST_RETRY_MS);
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

  get leaseMs(): number {
    return this.#options.leaseMs ?? DEFAULT_LEASE_MS;
  }

  /** Takes over intents that faults strike: they were written with a lease of `leaseMs`. */
  adopt(intents: readonly StruckIntent[]): void {
    for (const struck of intents) {
      this.#struck.add(struck);
      const isHeld = struck.failure === undefined;
      this.#lookout.wake(isHeld ? this.#options.clock.now() : struck.settlesAt);
    }
  }

  /** Lets the intents that a fault holds settle in the ordinary way. */
  async release(faultId: string): Promise<void> {
    const held = this.#struck.heldBy(faultId);
    if (held.length === 0) return;
    const { store, clock } = this.#options;
    // First, so that a look at what is due does not lease them again between the two.
    for (const { intent } of held) this.#struck.delete(intent.id);
    try {
      await this.#renewal;
      await store.write(async (tx) => {
        for (const { intent, settlesAt } of held) {
          await endLeaseAt(tx, intent, Math.max(tx.now, settlesAt));
        }
      });
    } catch (error) {
      for (const struck of held) this.#struck.add(struck);
      throw error;
    }
    this.#lookout.wake(clock.now());
  }

  /** Forgets what faults strike, of one account or of all: the rows are about to be removed. */
  forgetStruck(accountId?: string): void {
    this.#struck.forget(accountId);
  }

  /**
   * Takes no intent while `work` runs, which begins when those in hand have ended. The work must not
   * wait for the reconciler.
   */
  heldDuring<T>(work: () => Promise<T>): Promise<T> {
    return this.#lookout.heldDuring(async () => {
      await Promise.all(this.#inHand);
      return work();
    });
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
    if (this.#struck.any) await this.#tendStruck();
    const { taken, held } = await this.#takeUp();
    // Work on one intent does not delay another: the data plane serialises what has to be.
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

  /** Fails the struck intents whose time has come, and keeps the leases of the others. */
  async #tendStruck(): Promise<void> {
    const { store, clock } = this.#options;
    for (const struck of this.#struck.takeFailing(clock.now())) {
      this.#keepInHand(this.#fail(struck));
    }
    if (clock.now() < this.#renewAt) return;
    const renewed = store.write(async (tx) => {
      const lost: string[] = [];
      for (const { intent } of this.#struck.all()) {
        if (!(await endLeaseAt(tx, intent, tx.now + this.leaseMs))) lost.push(intent.id);
      }
      return lost;
    }, 'locked');
    this.#renewal = renewed.then(
      () => {},
      () => {},
    );
    for (const id of await renewed) this.#struck.delete(id);
    this.#renewAt = clock.now() + this.leaseMs / 2;
  }

  async #fail({ intent, failure = '' }: StruckIntent): Promise<void> {
    try {
      if (await this.#carrying.fail(intent, failure)) this.#struck.delete(intent.id);
    } finally {
      this.#struck.putDown(intent.id);
    }
  }

  #takeInHand(intent: IntentRow): void {
    const { id, fence } = intent;
    this.#fences.set(id, fence);
    this.#keepInHand(
      this.#carrying.carry(intent).finally(() => {
        if (this.#fences.get(id) === fence) this.#fences.delete(id);
      }),
    );
  }

  #keepInHand(carried: Promise<void>): void {
    const work = carried.finally(() => this.#inHand.delete(work));
    this.#inHand.add(work);
  }

  /**
   * Takes the due intents in one transaction: those that can settle in it do, and the rest are
   * leased. When one of them fails, each is taken alone, so that none blocks the others. What this
   * worker has in hand is not taken again, however long it takes: its lease is renewed.
   */
  async #takeUp(): Promise<{ taken: number; held: IntentRow[] }> {
    const { store } = this.#options;
    const transitions = this.#transitions;
    const settling = this.#settling;
    try {
      const { ends, ...taken } = await store.write(async (tx) => {
        const ends: Ended[] = [];
        const intents = await this.#due(tx);
        const free = intents.filter((intent) => !transitions.needsPlane(intent));
        const together = free.filter((intent) => transitions.isOneStatement(intent));
        // Where no other process writes, the others may settle in this transaction too.
        const alone = store.exclusive ? free.filter((intent) => !together.includes(intent)) : [];
        const settled = new Set([...together, ...alone]);
        await waitForAll(together.map((intent) => settling.settle(tx, intent, DONE, ends)));
        for (const intent of alone) await settling.settle(tx, intent, DONE, ends);
        const rest = intents.filter((intent) => !settled.has(intent));
        const held = await waitForAll(rest.map((intent) => this.#lease(tx, intent)));
        return { taken: intents.length, held, ends };
      }, 'locked');
      settling.tell(ends);
      return taken;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const held = await store.write(async (tx) => {
        const intents = await this.#due(tx);
        return waitForAll(intents.map((intent) => this.#lease(tx, intent)));
      }, 'locked');
      return { taken: held.length, held };
    }
  }

  async #due(tx: Writer): Promise<IntentRow[]> {
    const found = await due(tx, TAKEN_AT_ONCE, this.#transitions.leftToOthers);
    const kept = found.filter((intent) => this.#keeps(intent));
    await waitForAll(kept.map((intent) => endLeaseAt(tx, intent, tx.now + this.leaseMs)));
    const intents = kept.length === 0 ? found : found.filter((each) => !kept.includes(each));
    return this.#transitions.among(intents, (intent) => {
      const why = `no transition is called ${intent.kind}: it is left to those who know it`;
      this.#options.onFault?.(new Error(why), intent);
    });
  }

  /** Whether this worker is at it, or a fault holds it and the clock has jumped over the lease. */
  #keeps(intent: IntentRow): boolean {
    return this.#fences.get(intent.id) === intent.fence || this.#struck.has(intent);
  }

  #lease(tx: Writer, intent: IntentRow): Promise<IntentRow> {
    return lease(tx, intent, this.leaseMs);
  }
}
