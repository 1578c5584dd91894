import type { Clock } from '#platform/clock.ts';

/** Waits that end when their time is over, or with the server. */
export class Delays {
  readonly #wakeAfter: Clock['wakeAfter'];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(clock: Clock) {
    this.#wakeAfter = (ms, wake) => clock.wakeAfter(ms, wake);
  }

  wait(ms: number): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#wakeAfter(ms, resolve);
    const end = () => {
      cancel();
      resolve();
    };
    this.#waiting.add(end);
    return promise.finally(() => this.#waiting.delete(end));
  }

  /** Ends all of them, and lets nobody wait any more. */
  end(): void {
    this.#ended = true;
    for (const end of this.#waiting) end();
  }
}
