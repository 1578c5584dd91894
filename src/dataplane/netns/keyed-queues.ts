/** A place in a queue. */
export interface Turn {
  /** Resolves when all turns before it have ended. */
  readonly come: Promise<void>;
  /** Lets the next one have its turn. It may be called more than once. */
  end(): void;
}

/**
 * Queues by name. Work that is done side by side takes its turns when it begins, so that what must
 * be done one after the other is done in the order in which the work began.
 */
export class KeyedQueues {
  /** The end of the last turn of each queue. */
  readonly #last = new Map<string, Promise<void>>();

  take(key: string): Turn {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const come = this.#last.get(key) ?? Promise.resolve();
    const last = come.then(() => ended);
    this.#last.set(key, last);
    void last.then(() => {
      if (this.#last.get(key) === last) this.#last.delete(key);
    });
    return { come, end: resolve };
  }
}
