import type { Clock } from '#platform/clock.ts';

/** Below the usual time limits of scrapes and probes: ten seconds, and at least one. */
const PATIENCE_MS = 2000;

/**
 * Asks something that may not answer, such as a store, and gives up after two seconds. While an
 * earlier question is unanswered, all callers share it: questions never pile up.
 */
export class Probe<T> {
  readonly #question: () => Promise<T>;
  readonly #clock: Clock;
  #asked: Promise<T | undefined> | undefined;
  #failure: unknown;

  /** `clock` is the real one. */
  constructor(question: () => Promise<T>, clock: Clock) {
    this.#question = question;
    this.#clock = clock;
  }

  /** The error in the last answer; undefined when it succeeded or has not arrived yet. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The answer; undefined when there is none in time, or when it is an error. */
  async ask(): Promise<T | undefined> {
    this.#asked ??= this.#ask();
    const { promise: over, resolve: giveUp } = Promise.withResolvers<undefined>();
    const callOff = this.#clock.wakeAfter(PATIENCE_MS, () => giveUp(undefined));
    try {
      return await Promise.race([this.#asked, over]);
    } finally {
      callOff();
    }
  }

  async #ask(): Promise<T | undefined> {
    this.#failure = undefined;
    try {
      return await this.#question();
    } catch (error) {
      this.#failure = error;
      return undefined;
    } finally {
      this.#asked = undefined;
    }
  }
}
