import type { Clock } from '#platform/clock.ts';

/** Within a scrape's and a probe's own limits, which are ten seconds and one at the least. */
const PATIENCE_MS = 2000;

/**
 * Asks something that may not answer, such as a store, and gives up after two seconds. While an
 * earlier question is not answered yet, whoever asks shares it: questions never pile up.
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

  /** The error that the last answer was; undefined when it was none, or has not come yet. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The answer; undefined when there is none in time, or an error. */
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
