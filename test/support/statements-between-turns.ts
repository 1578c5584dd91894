import { StatementSync } from 'node:sqlite';

const METHODS = ['run', 'all', 'get'] as const;

/** Counts the statements that SQLite runs in this process between two turns of the event loop. */
export class StatementsBetweenTurns {
  /** The largest number so far. */
  most = 0;
  total = 0;
  #sinceTurn = 0;
  #watching = true;
  readonly #real = METHODS.map((name) => [name, StatementSync.prototype[name]] as const);

  constructor() {
    const count = () => {
      this.total += 1;
      this.#sinceTurn += 1;
      this.most = Math.max(this.most, this.#sinceTurn);
    };
    for (const [name, real] of this.#real) {
      StatementSync.prototype[name] = function (this: StatementSync, ...given: never[]) {
        count();
        return (real as (...given: never[]) => never).apply(this, given);
      } as never;
    }
    this.#watch();
  }

  stop(): void {
    this.#watching = false;
    for (const [name, real] of this.#real) StatementSync.prototype[name] = real as never;
  }

  #watch(): void {
    setImmediate(() => {
      this.#sinceTurn = 0;
      if (this.#watching) this.#watch();
    });
  }
}
