/**
 * Work that brings something up to date, such as to write a file from what is in memory. One run
 * goes on at a time, and at most one waits: whoever calls meanwhile shares the one that waits, which
 * sees all that they have changed.
 */
export class Coalesced {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  /** The run that has not begun yet. */
  #waiting: Promise<void> | undefined;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Whether no run goes on, and none waits. */
  get idle(): boolean {
    return this.#running === undefined && this.#waiting === undefined;
  }

  /** Resolves when a run that began after this call has ended. @throws what the work throws. */
  run(): Promise<void> {
    this.#waiting ??= this.#follow();
    return this.#waiting;
  }

  /**
   * Begins when the run before has ended, and not before this turn of the event loop has: calls
   * that something brings about together share one run.
   */
  async #follow(): Promise<void> {
    const before = this.#running ?? new Promise((next) => setImmediate(next));
    await before.catch(() => {});
    const run = this.#work().finally(() => {
      if (this.#running === run) this.#running = undefined;
    });
    this.#running = run;
    this.#waiting = undefined;
    return run;
  }
}

/** The same for many things, which are brought up to date independently of each other. */
export class CoalescedByKey {
  readonly #work: (key: string) => Promise<void>;
  readonly #busy = new Map<string, Coalesced>();

  constructor(work: (key: string) => Promise<void>) {
    this.#work = work;
  }

  /** How many keys have a run that goes on or waits. */
  get busy(): number {
    return this.#busy.size;
  }

  /** Like `Coalesced.run`, for one key. */
  async run(key: string): Promise<void> {
    const one = this.#busy.get(key) ?? new Coalesced(() => this.#work(key));
    this.#busy.set(key, one);
    try {
      await one.run();
    } finally {
      if (one.idle && this.#busy.get(key) === one) this.#busy.delete(key);
    }
  }
}
