import { systemClock, systemTimer } from '#platform/clock.ts';

/**
 * How long one piece of work may wait for others, in all, before it is told to come again: in
 * milliseconds. Ours: SDKs wait for 10 to 30 seconds before they give up.
 */
export const BUDGET_MS = 10_000;

/** The time that one piece of work may spend on waiting. */
export class Budget {
  #ends: number;
  readonly #told = new Set<() => void>();

  constructor(ms: number) {
    this.#ends = systemTimer() + ms;
  }

  /** In milliseconds; 0 when it is used up. */
  get left(): number {
    return Math.max(0, this.#ends - systemTimer());
  }

  /** Calls `over` when it is used up. Returns a function that cancels that. */
  whenOver(over: () => void): () => void {
    const tell = () => {
      cancel();
      over();
    };
    const callOff = systemClock.wakeAfter(Math.ceil(this.left), tell);
    const cancel = () => {
      callOff();
      this.#told.delete(tell);
    };
    this.#told.add(tell);
    return cancel;
  }

  /** Uses up what is left. */
  cut(): void {
    this.#ends = systemTimer();
    for (const tell of [...this.#told]) tell();
  }
}

/** The budget was used up while waiting for something. */
export class OutOfTime extends Error {}
