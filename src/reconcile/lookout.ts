import type { Clock } from '#platform/clock.ts';

/** What was found: something, so that it must look again; or when the next intent is due. */
export type Found = 'something' | { readonly nextDue: number | undefined };

export interface LookoutOptions {
  readonly clock: Clock;
  /** Looks for due intents once. */
  readonly look: () => Promise<Found>;
  /** How long it rests before it looks for what is due and was not taken, in milliseconds. */
  readonly restMs: number;
  /** Told when it could not look, once until it can again. */
  readonly onFault: (error: unknown) => void;
}

/**
 * How often it looks for due intents while any exist, since the clock may have jumped.
 */
const LOOK_MS = 1000;
const FIRST_RETRY_MS = 100;

/** Looks for due intents when there are any: one look at a time, and again while it finds some. */
export class Lookout {
  readonly #options: LookoutOptions;
  #stopped = false;
  #running: Promise<void> | undefined;
  #again = false;
  /** When it looks next, in elapsed time. */
  #lookAt = Number.POSITIVE_INFINITY;
  /** How many times in a row it failed to look. */
  #failures = 0;
  #callOff: () => void = () => {};
  /** While it is held: what waits for it. */
  #held: { readonly released: Promise<void>; readonly release: () => void } | undefined;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  /** Whether it looks now, or has to look again. */
  get busy(): boolean {
    return this.#again || this.#running !== undefined;
  }

  /** Something is due at this time. */
  wake(dueAt: number): void {
    if (this.#stopped) return;
    const wait = dueAt - this.#options.clock.now();
    if (wait <= 0) void this.go();
    else this.#lookAfter(Math.min(wait, LOOK_MS));
  }

  /** Looks now. Resolves when it finds nothing any more, or is held no longer. */
  go(): Promise<void> {
    this.#again = true;
    if (this.#held !== undefined && this.#running === undefined) return this.#held.released;
    this.#running ??= this.#drain();
    return this.#running;
  }

  /** Does not look while `work` runs, which must not wait for it. */
  async heldDuring<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held !== undefined) await this.#held.released;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    this.#held = { released, release };
    try {
      await this.#running;
      return await work();
    } finally {
      this.#held = undefined;
      release();
      this.wake(this.#options.clock.now());
    }
  }

  /** Looks no more. Resolves when it has ended what it is at. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#running;
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
      void this.go();
    });
  }

  async #drain(): Promise<void> {
    const { clock, look, restMs, onFault } = this.#options;
    let next: number | undefined;
    let looked = clock.now();
    try {
      // A wake-up that arrives while it looks for the next intent is not lost.
      while (this.#again && !this.#stopped && this.#held === undefined) {
        this.#again = false;
        looked = clock.now();
        const found = await look();
        if (found === 'something') this.#again = true;
        else next = found.nextDue;
      }
      this.#failures = 0;
    } catch (error) {
      // It looks again each second: a failure that lasts is reported once.
      if (this.#failures === 0) onFault(error);
      this.#lookAfter(Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LOOK_MS));
      this.#failures += 1;
      next = undefined;
    }
    this.#running = undefined;
    if (next === undefined) return;
    // What was due when it looked and was not taken is in the hands of another process.
    this.wake(next > looked ? next : clock.now() + restMs);
  }
}
