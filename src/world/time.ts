import { type Clock, ManualClock, SteadyClock } from '#platform/clock.ts';
import { query } from '#store/query.ts';
import type { Reader, Store, Writer } from '#store/store.ts';

export interface TimeOptions {
  /** The real clock. */
  readonly real: Clock;
  /** Whether time passes only when it is told to. */
  readonly manual: boolean;
  /**
   * Whether processes that share a store go by the store's own time, in place of each by its
   * machine's.
   */
  readonly shared: boolean;
}

/** How often a process that shares its store with others asks it for the time. */
const FOLLOW_MS = 1000;
/** An answer that took longer says too little of the moment. */
const QUICK_MS = 100;

/** The world's time: what its resources and transitions live by. */
export class WorldTime {
  readonly clock: ManualClock | SteadyClock;
  readonly #real: Clock;
  readonly #shared: boolean;
  #callOff: () => void = () => {};
  #following: Promise<void> = Promise.resolve();
  #ended = false;

  constructor({ real, manual, shared }: TimeOptions) {
    this.#real = real;
    this.#shared = shared;
    this.clock = manual ? new ManualClock(real.now()) : new SteadyClock(real);
  }

  /**
   * Goes on where the store's time stands. A manual clock is kept in the store; in the other modes
   * nothing of one is left.
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

  /** Writes down where a manual clock stands. */
  async keep(tx: Writer): Promise<void> {
    if (this.clock instanceof ManualClock) await keepAt(tx, this.clock.now());
  }

  /** Moves a manual clock on, by way of the store: a restart, and other processes, know of it. */
  async advance(store: Store, ms: number): Promise<void> {
    const { clock } = this;
    if (!(clock instanceof ManualClock)) throw new Error('time passes by itself');
    const at = await store.write(async (tx) => {
      const next = Math.max((await standsAt(tx)) ?? 0, clock.now()) + ms;
      await keepAt(tx, next);
      return next;
    });
    clock.advance(Math.max(0, at - clock.now()));
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#callOff();
    await this.#following;
  }

  /** What is not known this time is asked for again. */
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
    const at = (await store.read(standsAt)) ?? 0;
    if (at > clock.now()) clock.advance(at - clock.now());
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
