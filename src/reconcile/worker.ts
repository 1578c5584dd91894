import { failTask } from '#core/async-task.ts';
import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Outcome, PlanePlan, Transition } from '#core/transition.ts';
import { type DataPlane, Overtaken } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import type { IntentRow } from '#store/schema.ts';
import { type Store, WriteConflict, type Writer } from '#store/store.ts';
import { due, endLeaseAt, endLeases, finish, isHeld, lease, nextDue, putBack } from './intents.ts';
import { checking, NETWORK_APPLY, type Networks, noticing } from './networks.ts';
import { carryOut, DONE } from './plane-work.ts';
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
  /** Told when the data plane refuses what an intent needs, so that its transition is undone. */
  readonly onRefusal?: (intent: IntentRow, reason: string) => void;
  /**
   * Called between the steps of an intent that the data plane works on; tests end the process or
   * throw here.
   */
  readonly between?: (step: Step, intent: IntentRow) => void;
}

export type PlaneDuty = 'nobody' | 'ours' | 'others';

export type Step = 'leased' | 'planned' | 'worked' | 'settled';

const DEFAULT_LEASE_MS = 30_000;
const TAKEN_AT_ONCE = 128;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 60_000;
const ELSEWHERE_MS = 50;
/**
 * How often the reconciler looks for due intents while any exist, since the clock may have jumped.
 */
const LOOK_MS = 1000;

/**
 * Carries each intent to the data plane and settles its resource. A step may run twice and has the
 * same effect as once: an intent that a crash left unfinished is leased again and repeated.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #transitions: ReadonlyMap<string, Transition>;
  #started = false;
  #stopped = false;
  #running: Promise<void> | undefined;
  readonly #inHand = new Set<Promise<void>>();
  /** The fence of each intent in hand, by the intent's id. */
  readonly #fences = new Map<string, number>();
  readonly #struck = new StruckIntents();
  /** When the leases of the struck intents are renewed next. */
  #renewAt = 0;
  /** Kinds that only other processes know, and that are left to them. */
  readonly #unknown = new Set<string>();
  /** Kinds with work for the data plane. */
  readonly #planeKinds: readonly string[];
  #again = false;
  /** When it looks next, in elapsed time. */
  #lookAt = Number.POSITIVE_INFINITY;
  /** How many times in a row it failed to look. */
  #failures = 0;
  readonly #waits: readonly Wait[];
  /** While it is held: what waits for it. */
  #held: { readonly released: Promise<void>; readonly release: () => void } | undefined;
  #callOff: () => void = () => {};

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    const transitions = [...options.transitions, NETWORK_APPLY];
    this.#transitions = new Map(transitions.map((each) => [each.kind, each]));
    this.#planeKinds = transitions.filter(({ work }) => work).map(({ kind }) => kind);
    this.#waits = waitsOf(options);
  }

  /**
   * Takes the due intents, those of a crashed process first, and then whatever the store reports.
   */
  async start(): Promise<void> {
    const { store, clock } = this.#options;
    const longest = Math.max(this.leaseMs, LONGEST_RETRY_MS);
    await store.write((tx) => (store.exclusive ? endLeases(tx, 0) : endLeases(tx, longest)));
    store.settleWith((tx, intent) => this.#settleAtOnce(tx, intent));
    this.#noticeTouches();
    this.#started = true;
    store.onIntents((dueAt) => this.#wake(dueAt));
    this.#wake(clock.now());
  }

  /** Call it when another process does the work of the data plane than before. */
  planeChanged(): void {
    if (!this.#started) return;
    this.#noticeTouches();
    this.#wake(this.#options.clock.now());
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

  /** Kinds that this process leaves to others. */
  get #notOurs(): ReadonlySet<string> {
    if (this.#duty !== 'others') return this.#unknown;
    return new Set([...this.#unknown, ...this.#planeKinds]);
  }

  /** Takes no more intents. Resolves when those in hand have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#running;
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
      this.#wake(isHeld ? this.#options.clock.now() : struck.settlesAt);
    }
  }

  /** Lets the intents that a fault holds settle in the ordinary way. */
  async release(faultId: string): Promise<void> {
    const held = this.#struck.heldBy(faultId);
    if (held.length === 0) return;
    const { store, clock } = this.#options;
    await store.write(async (tx) => {
      for (const { intent, settlesAt } of held) {
        await endLeaseAt(tx, intent, Math.max(tx.now, settlesAt));
      }
    });
    for (const { intent } of held) this.#struck.delete(intent.id);
    this.#wake(clock.now());
  }

  /** Forgets what faults strike, of one account or of all: the rows are about to be removed. */
  forgetStruck(accountId?: string): void {
    this.#struck.forget(accountId);
  }

  /**
   * Takes no intent while `work` runs, which begins when those in hand have ended. The work must not
   * wait for the reconciler.
   */
  async heldDuring<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held !== undefined) await this.#held.released;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    this.#held = { released, release };
    try {
      await this.#running;
      await Promise.all(this.#inHand);
      return await work();
    } finally {
      this.#held = undefined;
      release();
      this.#wake(this.#options.clock.now());
    }
  }

  /**
   * Resolves when nothing is due and nothing is in hand. Once stopped, what is due no longer
   * counts.
   */
  async idle(): Promise<void> {
    do {
      await this.#go();
      await Promise.all(this.#inHand);
    } while (!this.#stopped && (this.#again || this.#running !== undefined));
  }

  #wake(dueAt: number): void {
    if (this.#stopped) return;
    const wait = dueAt - this.#options.clock.now();
    if (wait <= 0) void this.#go();
    else this.#lookAfter(Math.min(wait, LOOK_MS));
  }

  #lookAfter(ms: number): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    const at = clock.elapsed() + ms;
    if (at >= this.#lookAt) return;
    this.#callOff();
    this.#lookAt = at;
    this.#callOff = clock.wakeAfter(ms, () => {
      this.#lookAt = Number.POSITIVE_INFINITY;
      void this.#go();
    });
  }

  #go(): Promise<void> {
    this.#again = true;
    if (this.#held !== undefined && this.#running === undefined) return this.#held.released;
    this.#running ??= this.#drain();
    return this.#running;
  }

  async #drain(): Promise<void> {
    const { store, clock, onFault } = this.#options;
    let next: number | undefined;
    try {
      // A wake-up that arrives while the reconciler looks for the next intent is not lost.
      while (this.#again && !this.#stopped && this.#held === undefined) {
        this.#again = false;
        if (this.#struck.any) await this.#tendStruck();
        const { taken, held } = await this.#takeUp();
        for (const intent of held) this.#takeInHand(intent);
        if (taken > 0 || (await this.#bringForward())) this.#again = true;
        else next = await nextDue(store, this.#notOurs);
      }
      this.#failures = 0;
    } catch (error) {
      // It looks again each second: a failure that lasts is reported once.
      if (this.#failures === 0) onFault?.(error);
      this.#lookAfter(Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LOOK_MS));
      this.#failures += 1;
      next = undefined;
    }
    this.#running = undefined;
    // What is due and was not taken is in the hands of another process.
    const rest = store.exclusive ? 1 : ELSEWHERE_MS;
    if (next !== undefined) this.#wake(Math.max(next, clock.now() + rest));
  }

  /** Fails the struck intents whose time has come, and keeps the leases of the others. */
  async #tendStruck(): Promise<void> {
    const { store, clock } = this.#options;
    for (const struck of this.#struck.takeFailing(clock.now())) {
      this.#keepInHand(this.#fail(struck));
    }
    if (clock.now() < this.#renewAt) return;
    const gone = await store.write(async (tx) => {
      const lost: string[] = [];
      for (const { intent } of this.#struck.all()) {
        if (!(await endLeaseAt(tx, intent, tx.now + this.leaseMs))) lost.push(intent.id);
      }
      return lost;
    }, 'locked');
    for (const id of gone) this.#struck.delete(id);
    this.#renewAt = clock.now() + this.leaseMs / 2;
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
    const { id, fence } = intent;
    this.#fences.set(id, fence);
    this.#keepInHand(
      this.#carry(intent).finally(() => {
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
    try {
      return await store.write(async (tx) => {
        const intents = await this.#due(tx);
        const free = intents.filter((intent) => !this.#needsPlane(intent));
        const together = free.filter((intent) => this.#isOneStatement(intent));
        // Where no other process writes, the others may settle in this transaction too.
        const alone = store.exclusive ? free.filter((intent) => !together.includes(intent)) : [];
        const settled = new Set([...together, ...alone]);
        await waitForAll(together.map((intent) => this.#settle(tx, intent, DONE)));
        for (const intent of alone) await this.#settle(tx, intent, DONE);
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

  /**
   * While two versions run side by side, the newer one may write intents that the older does not
   * know.
   */
  async #due(tx: Writer): Promise<IntentRow[]> {
    const found = await due(tx, TAKEN_AT_ONCE, this.#notOurs);
    const kept = found.filter((intent) => this.#keeps(intent));
    await waitForAll(kept.map((intent) => endLeaseAt(tx, intent, tx.now + this.leaseMs)));
    const intents = kept.length === 0 ? found : found.filter((each) => !kept.includes(each));
    for (const intent of intents) {
      const { kind } = intent;
      if (this.#transitions.has(kind) || this.#unknown.has(kind)) continue;
      this.#unknown.add(kind);
      const told = new Error(`no transition is called ${kind}: it is left to those who know it`);
      this.#options.onFault?.(told, intent);
    }
    return intents.filter(({ kind }) => !this.#unknown.has(kind));
  }

  /** Whether this worker is at it, or a fault holds it and the clock has jumped over the lease. */
  #keeps(intent: IntentRow): boolean {
    return this.#fences.get(intent.id) === intent.fence || this.#struck.has(intent);
  }

  /**
   * A transition that has nothing to wait for need not be stored as an intent: it settles in the
   * transaction that began it, so that nobody sees the status in between. Undefined when it has to
   * wait.
   */
  #settleAtOnce(tx: Writer, intent: IntentRow): Promise<void> | undefined {
    const transition = this.#transitions.get(intent.kind);
    if (this.#stopped || transition === undefined || this.#needsPlane(intent)) return undefined;
    return transition.mayRefuse
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

  #needsPlane({ kind }: IntentRow): boolean {
    return this.#duty !== 'nobody' && this.#transitionOf(kind).work !== undefined;
  }

  #isOneStatement({ kind }: IntentRow): boolean {
    return this.#transitionOf(kind).oneStatement === true;
  }

  #lease(tx: Writer, intent: IntentRow): Promise<IntentRow> {
    return lease(tx, intent, this.leaseMs);
  }

  async #settle(tx: Writer, intent: IntentRow, outcome: Outcome): Promise<void> {
    if (await finish(tx, intent)) await this.#conclude(tx, intent, outcome);
  }

  /**
   * Writes the end of a transition and of its task, once, in the transaction that ends the intent.
   */
  async #conclude(tx: Writer, intent: IntentRow, outcome: Outcome): Promise<void> {
    const { settle } = this.#transitionOf(intent.kind);
    tx.mustTouch();
    const reached = await settle(tx, intent, outcome, this.#options.callFor(intent));
    if (!outcome.done || !reached) await failTask(tx, intent);
  }

  #transitionOf(kind: string): Transition {
    const transition = this.#transitions.get(kind);
    if (transition === undefined) throw new Error(`no transition is called ${kind}`);
    return transition;
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
      await this.#end(intent, outcome);
      between?.('settled', intent);
    } catch (error) {
      // The step was sound and others were in its way. That is no fault: it is tried again.
      const passes = error instanceof WriteConflict || error instanceof Overtaken;
      if (!passes) onFault?.(error, intent);
      await this.#putBack(intent);
    }
  }

  /** Ends a struck intent as if the data plane had refused. */
  async #fail({ intent, failure = '' }: StruckIntent): Promise<void> {
    const { between, onFault, onRefusal } = this.#options;
    try {
      between?.('leased', intent);
      await this.#end(intent, { done: false, reason: failure });
      onRefusal?.(intent, failure);
      this.#struck.delete(intent.id);
      between?.('settled', intent);
    } catch (error) {
      if (!(error instanceof WriteConflict)) onFault?.(error, intent);
      await this.#putBack(intent);
    } finally {
      this.#struck.putDown(intent.id);
    }
  }

  /** Settles an intent in a transaction of its own; a refusal becomes its outcome. */
  async #end(intent: IntentRow, outcome: Outcome): Promise<void> {
    const { store } = this.#options;
    const isolation = outcome.done && this.#isOneStatement(intent) ? 'locked' : 'serial';
    try {
      await store.write((tx) => this.#settle(tx, intent, outcome), isolation);
    } catch (error) {
      if (!(error instanceof Refused) || !outcome.done) throw error;
      const refused = { done: false, reason: error.message } as const;
      await store.write((tx) => this.#settle(tx, intent, refused));
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
      this.#wake(dueAt);
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
    const { work } = this.#transitionOf(intent.kind);
    if (work === undefined || this.#duty === 'nobody') return [];
    return this.#options.store.write(async (tx) =>
      (await isHeld(tx, intent)) ? work(tx, intent) : undefined,
    );
  }
}
