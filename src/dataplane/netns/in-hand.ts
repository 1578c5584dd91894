/** Work that has begun, which whoever closes waits for. */
export class InHand {
  readonly #works = new Set<Promise<unknown>>();

  add<T>(work: Promise<T>): Promise<T> {
    this.#works.add(work);
    const ended = () => this.#works.delete(work);
    work.then(ended, ended);
    return work;
  }

  /** Resolves when nothing is in hand, whether it failed or not. */
  async ended(): Promise<void> {
    while (this.#works.size > 0) await Promise.allSettled(this.#works);
  }
}

/** Work that no call waits for, such as a look at what has gone. */
export class Background {
  readonly #failed: (error: unknown) => void;
  readonly #inHand = new InHand();
  #closed = false;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Does it, unless it is closed. A failure is told. */
  do(work: () => Promise<unknown>): void {
    if (this.#closed) return;
    void this.#inHand.add(work().catch(this.#failed));
  }

  /** Begins nothing more. Resolves when what has begun has ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#inHand.ended();
  }
}
