/** A weighted semaphore. Waiters get their permits in the order in which they came. */
export class Semaphore {
  readonly permits: number;
  #free: number;
  readonly #waiting: { readonly wants: number; readonly go: () => void }[] = [];

  constructor(places: number) {
    this.permits = places;
    this.#free = places;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs `work` with one permit, or with as many as it `wants`; with all of them it runs alone. */
  async hold<T>(work: () => Promise<T>, wants = 1): Promise<T> {
    if (this.#waiting.length > 0 || this.#free < wants) {
      await new Promise<void>((go) => this.#waiting.push({ wants, go }));
    } else {
      this.#free -= wants;
    }
    try {
      return await work();
    } finally {
      this.#free += wants;
      this.#callNext();
    }
  }

  #callNext(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || next.wants > this.#free) return;
      this.#waiting.shift();
      this.#free -= next.wants;
      next.go();
    }
  }
}
