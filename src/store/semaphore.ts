import { type Budget, OutOfTime } from './budget.ts';

interface Waiter {
  readonly wants: number;
  readonly go: () => void;
}

/** A weighted semaphore. Waiters get their permits in the order in which they came. */
export class Semaphore {
  readonly permits: number;
  #free: number;
  readonly #waiting: Waiter[] = [];

  constructor(places: number) {
    this.permits = places;
    this.#free = places;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Runs `work` with one permit, or with as many as it `wants`; with all of them it runs alone.
   * @throws OutOfTime when the budget is used up before it has them.
   */
  async hold<T>(work: () => Promise<T>, budget?: Budget, wants = 1): Promise<T> {
    if (this.#waiting.length > 0 || this.#free < wants) await this.#wait(wants, budget);
    else this.#free -= wants;
    try {
      return await work();
    } finally {
      this.#free += wants;
      this.#callNext();
    }
  }

  #wait(wants: number, budget: Budget | undefined): Promise<void> {
    return new Promise<void>((done, failed) => {
      const stay = budget?.whenOver(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        failed(new OutOfTime('no permit was free in time'));
        // It may have been the first, for which those behind it waited.
        this.#callNext();
      });
      const waiter: Waiter = {
        wants,
        go() {
          stay?.();
          done();
        },
      };
      this.#waiting.push(waiter);
    });
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
