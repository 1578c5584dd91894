import { type Budget, OutOfTime } from '../budget.ts';

/** What became of the wait for a row: its lock was granted, or not in time. */
export type Passage = 'through' | 'still blocked';

interface Waiter {
  readonly go: (as: Standing) => void;
}

/** `first`: waits in the database, for all that stand behind it; `free`: nothing is to wait for. */
type Standing = 'first' | 'free';

/**
 * The rows that others have locked for long. One transaction of this process waits for each of them
 * in the database; the others stand in line behind it, and hold no connection meanwhile.
 */
export class BlockedRows {
  /** Who stands behind the first, by row. */
  readonly #lines = new Map<string, Waiter[]>();

  get any(): boolean {
    return this.#lines.size > 0;
  }

  has(row: string): boolean {
    return this.#lines.has(row);
  }

  /**
   * Stands in line. Whoever is `first` must `leave`.
   * @throws OutOfTime when the budget is used up before that.
   */
  enter(row: string, budget: Budget): Promise<Standing> {
    const line = this.#lines.get(row);
    if (line === undefined) {
      this.#lines.set(row, []);
      return Promise.resolve('first');
    }
    return new Promise((done, failed) => {
      const stay = budget.whenOver(() => {
        line.splice(line.indexOf(waiter), 1);
        failed(new OutOfTime('the row was not free in time'));
      });
      const waiter: Waiter = {
        go(as) {
          stay();
          done(as);
        },
      };
      line.push(waiter);
    });
  }

  /** The first of a line ends its wait. When it came through, all others may try at once. */
  leave(row: string, how: Passage): void {
    const line = this.#lines.get(row) ?? [];
    if (how === 'still blocked') {
      const next = line.shift();
      if (next !== undefined) {
        next.go('first');
        return;
      }
    }
    this.#lines.delete(row);
    for (const waiter of line) waiter.go('free');
  }
}
