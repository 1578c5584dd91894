import type { Clock } from '#platform/clock.ts';
import { StoreUnavailable } from '#store/store.ts';

/** What a start does while the store is away. */
export interface StartPatience {
  /** Told each time that the store could not be used, before it is tried again. */
  onAway(why: StoreUnavailable): void;
  /** Ends the start. */
  readonly stop: AbortSignal;
}

const AGAIN_MS = 1000;

/**
 * Goes through the steps of a start, one after the other. Each of them may be tried again when the
 * store was away, from its beginning.
 */
export class Starting {
  readonly #clock: Clock;
  readonly #steps: (() => Promise<unknown>)[];
  /** Why it has not come to its end yet, while the server listens. */
  why: StoreUnavailable | undefined;

  constructor(clock: Clock, steps: readonly (() => Promise<unknown>)[]) {
    this.#clock = clock;
    this.#steps = [...steps];
  }

  /**
   * Resolves when all steps are done.
   * @param listen called when the store is away: from then on the server says so
   * @throws StoreUnavailable when the store is away, without patience or once that is stopped.
   */
  async go(patience: StartPatience | undefined, listen: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await (patience ? unless(patience.stop, this.#goOn()) : this.#goOn());
        this.why = undefined;
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || !patience || patience.stop.aborted) throw error;
        const first = this.why === undefined;
        this.why = error;
        patience.onAway(error);
        if (first) await listen();
        const rested = new Promise<void>((again) => this.#clock.wakeAfter(AGAIN_MS, again));
        await unless(patience.stop, rested);
      }
    }
  }

  async #goOn(): Promise<void> {
    for (;;) {
      const [step] = this.#steps;
      if (step === undefined) return;
      await step();
      this.#steps.shift();
    }
  }
}

/** @throws StoreUnavailable when it is stopped before. */
async function unless<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const end = () => stopped.reject(new StoreUnavailable('the start was ended'));
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    stop.removeEventListener('abort', end);
  }
}
