import type { Timer } from '#platform/clock.ts';

/** The most statements of an embedded engine that run between two turns of the event loop. */
export const STATEMENTS_BETWEEN_TURNS = 256;
/** Some statements take long: after this time the event loop has its turn as well. */
const MS_BETWEEN_TURNS = 10;

/**
 * Lets the event loop have its turn in the middle of long work. Statements of an embedded engine
 * run within the process: one long transaction, or many short ones in a row, that await nothing
 * else would keep it from answering anybody.
 */
export class Pacer {
  readonly #timer: Timer;
  /** Statements since the start. */
  total = 0;
  #statements = 0;
  #since = 0;
  #turn: Promise<void> | undefined;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Counts a statement after which the caller cannot wait. */
  count(): void {
    if (this.#statements === 0) this.#begin();
    this.#statements += 1;
    this.total += 1;
  }

  /**
   * Call it after every other statement. If it returns a promise, await that before the next
   * statement.
   */
  pause(): Promise<void> | undefined {
    this.count();
    const due =
      this.#statements >= STATEMENTS_BETWEEN_TURNS ||
      this.#timer() - this.#since >= MS_BETWEEN_TURNS;
    if (!due) return undefined;
    this.#turn ??= new Promise((next) => setImmediate(next));
    return this.#turn;
  }

  /** Counts from the first statement after a turn of the event loop to the next turn. */
  #begin(): void {
    this.#since = this.#timer();
    setImmediate(() => {
      this.#statements = 0;
      this.#turn = undefined;
    });
  }
}
