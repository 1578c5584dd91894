import { type Clock, ManualClock, SteadyClock } from '#platform/clock.ts';
import { query } from '#store/query.ts';
import type { Reader, Store, Writer } from '#store/store.ts';

export interface TimeOptions {
  /** The real clock. */
  readonly real: Clock;
  /** Whether time passes only when it is advanced. */
  readonly manual: boolean;
  /**
   * Whether processes that share a store use the store's clock instead of their machines' clocks.
   */
  readonly shared: boolean;
}

/** How often a process that shares its store asks the store for the time. */
const FOLLOW_MS = 1000;
/** An answer that took longer is too imprecise. */
const QUICK_MS = 100;

/** The world's time, which times its resources and transitions. */
export class WorldTime {
  readonly clock: ManualClock | SteadyClock;
  readonly #real: Clock;
  readonly #shared: boolean;
  #callOff: () => void = () => {};
  #following: Promise<void> = Promise.resolve();
  #ended = false;
  /** How often this process has moved the clock by hand: what was read before is out of date. */
  #moves = 0;

  constructor({ real, manual, shared }: TimeOptions) {
    this.#real = real;
    this.#shared = shared;
    this.clock = manual ? new ManualClock(real.now()) : new SteadyClock(real);
  }

  /**
   * Continues from the store's time. The store keeps a manual clock; in the other modes that is
   * deleted.
   */
  async begin(store: Store): Promise<void> {
    const { clock } = this;
    const kept = await store.read(standsAt);
    if (clock instanceof ManualClock) {
      if (kept === undefined) await store.write((tx) => this.keep(tx));
      else clock.set(kept);
    } else if (kept !== undefined) {
      await store.write((tx) => tx.run(forget, {}));
    }
    if (store.exclusive) return;
    if (clock instanceof SteadyClock && this.#shared) await this.#share(store, clock);
    this.#follow(store);
  }

  /** Stores the time of a manual clock. */
  async keep(tx: Writer): Promise<void> {
    if (this.clock instanceof ManualClock) await keepAt(tx, this.clock.now());
  }

  /** Advances a manual clock, through the store, so that a restart and other processes see it. */
  async advance(store: Store, ms: number): Promise<void> {
    const { clock } = this;
    if (!(clock instanceof ManualClock)) throw new Error('time passes by itself');
    const at = await store.write(async (tx) => {
      const next = ((await standsAt(tx)) ?? clock.now()) + ms;
      await keepAt(tx, next);
      return next;
    });
    this.#move(clock, at);
  }

  /**
   * In a transaction that has put a snapshot in the place of what was there: a manual clock goes to
   * the snapshot's time, or stays where the snapshot has none. Resolves to how it is taken back when
   * the transaction fails.
   */
  async restore(tx: Writer): Promise<() => void> {
    const { clock } = this;
    if (!(clock instanceof ManualClock)) {
      await tx.run(forget, {});
      return () => {};
    }
    const before = clock.now();
    const at = await standsAt(tx);
    if (at === undefined) await this.keep(tx);
    else this.#move(clock, at);
    return () => this.#move(clock, before);
  }

  #move(clock: ManualClock, at: number): void {
    this.#moves += 1;
    if (at >= clock.now()) clock.advance(at - clock.now());
    else clock.set(at);
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#callOff();
    await this.#following;
  }

  /** When it fails, the next poll asks again. */
  #follow(store: Store): void {
    if (this.#ended) return;
    this.#callOff = this.#real.wakeAfter(FOLLOW_MS, () => {
      this.#following = this.#ask(store).catch(() => {});
      void this.#following.then(() => this.#follow(store));
    });
  }

  async #ask(store: Store): Promise<void> {
    const { clock } = this;
    if (clock instanceof SteadyClock) {
      if (this.#shared) await this.#share(store, clock, QUICK_MS);
      return;
    }
    const moves = this.#moves;
    const at = await store.read(standsAt);
    if (at !== undefined && moves === this.#moves) this.#move(clock, at);
  }

  async #share(store: Store, clock: SteadyClock, patience = Number.POSITIVE_INFINITY) {
    const asked = clock.elapsed();
    const now = await store.engineTime();
    const took = clock.elapsed() - asked;
    if (now !== undefined && took <= patience) clock.share(now + took / 2);
  }
}

const ID = 'world';

async function standsAt(tx: Reader): Promise<number | undefined> {
  return (await tx.first(kept, { id: ID }))?.stands_at;
}

async function keepAt(tx: Writer, at: number): Promise<void> {
  if ((await tx.run(move, { id: ID, at })) === 0) {
    await tx.insert('manual_clock', { id: ID, stands_at: at });
  }
}

const kept = query((db, p: { id: string }) =>
  db.selectFrom('manual_clock').select('stands_at').where('id', '=', p.id),
);

const move = query((db, p: { id: string; at: number }) =>
  db.updateTable('manual_clock').set({ stands_at: p.at }).where('id', '=', p.id),
);

const forget = query((db, _: object) => db.deleteFrom('manual_clock'));
