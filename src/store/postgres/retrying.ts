import { systemClock } from '#platform/clock.ts';
import { BUDGET_MS, Budget, OutOfTime } from '../budget.ts';
import type { StoreObserver } from '../observer.ts';
import { OutcomeUnknown, Outpaced, StoreBusy } from '../store.ts';
import type { Attempts, End, Job, Work } from './attempts.ts';
import type { BlockedRows } from './blocked-rows.ts';
import { Lanes } from './lanes.ts';
import { RetryPolicy } from './retry-policy.ts';
import type { LockWait, TransactionMode } from './transaction.ts';

/** So often a `guarded` write may find that a guard has failed; then it is `serial`. */
const OUTPACED_AT_MOST = 3;
/** A transaction whose budget is used up goes on while the server answers it within this time. */
const SILENCE_MS = 1_000;
/** How long a transaction may wait for others while the process ends. */
const HURRIED_MS = 3_000;

export interface RetryingOptions {
  readonly attempts: Attempts;
  readonly blocked: BlockedRows;
  readonly connections: number;
  /** How long a transaction may wait for others, in milliseconds. */
  readonly budgetMs?: number | undefined;
  readonly observer?: StoreObserver | undefined;
}

/** `try again`: the row that it waited for is free. */
type Tried<T> = End<T> | 'try again';

/** Has transactions tried until they are done, or fail for good, or their time is over. */
export class Retrying {
  readonly #options: RetryingOptions;
  readonly #budgetMs: number;
  readonly #lanes: Lanes;
  readonly #budgets = new Set<Budget>();
  #hurried = false;
  /** The server left a transaction unanswered while the process ends. */
  #hangs = false;

  constructor(options: RetryingOptions) {
    this.#options = options;
    this.#budgetMs = options.budgetMs ?? BUDGET_MS;
    this.#lanes = new Lanes(options.connections);
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#lanes.waiting;
  }

  /** The process ends: nothing waits long for others from now on. */
  hurry(): void {
    this.#hurried = true;
    systemClock.wakeAfter(HURRIED_MS, () => {
      for (const budget of this.#budgets) budget.cut();
    });
  }

  run<T>(mode: TransactionMode, work: Work<T>): Promise<T> {
    return this.budgeted((budget) => this.runWithin(budget, mode, work));
  }

  /** Gives a piece of work the time that it may spend on waiting. */
  async budgeted<T>(use: (budget: Budget) => Promise<T>): Promise<T> {
    const hurriedMs = this.#hangs ? 0 : HURRIED_MS;
    const budget = new Budget(this.#hurried ? hurriedMs : this.#budgetMs);
    this.#budgets.add(budget);
    try {
      return await use(budget);
    } finally {
      this.#budgets.delete(budget);
    }
  }

  /** One try, whose failure its caller makes up for. */
  async tryOnce<T>(budget: Budget, mode: TransactionMode, work: Work<T>): Promise<End<T>> {
    const job: Job<T> = { mode, work, budget };
    const end = await this.#inTime(job, undefined, () =>
      this.#lanes.write(() => this.#attempt(job), budget, 0),
    );
    if (!end.done && end.failure !== 'work') {
      this.#options.observer?.failed(end.failure, end.failure !== 'unknown');
    }
    return end;
  }

  async runWithin<T>(budget: Budget, mode: TransactionMode, work: Work<T>): Promise<T> {
    const { observer } = this.#options;
    const policy = new RetryPolicy(budget);
    /** The last failure, which says why it took so long. */
    let cause: unknown;
    let wait: LockWait | undefined;
    let as = mode;
    let outpaced = 0;
    for (;;) {
      const job: Job<T> = { mode: as, work, budget };
      const end = await this.#inTime(job, wait, () => this.#inTurn(job, policy.conflicts, wait));
      if (end === 'try again') {
        wait = undefined;
        continue;
      }
      if (end.done) return end.value;
      const { failure, reason, blockedOn } = end;
      // What others had changed may have led it there: the next try sees one state of everything.
      if (as === 'guarded' && (failure === 'work' || failure === 'unique')) {
        as = 'serial';
        if (failure === 'unique') observer?.failed(failure, true);
        continue;
      }
      const again = budget.left > 0 && policy.after(failure, end.error, blockedOn !== undefined);
      if (failure !== 'work') observer?.failed(failure, Boolean(again));
      const late = reason instanceof OutOfTime || (failure === 'conflict' && !again);
      if (late) throw this.#busy(cause ?? reason);
      if (!again) throw reason;
      // A guard that fails each time may ask for what never was: one state of everything decides.
      if (reason instanceof Outpaced) outpaced += 1;
      if (as === 'guarded' && outpaced >= OUTPACED_AT_MOST) as = 'serial';
      cause = reason;
      wait = blockedOn;
      await again;
    }
  }

  /**
   * What becomes of one try, as far as there is time for it. One that is abandoned keeps its
   * connection, and its turn, until the server has answered it.
   */
  #inTime<T, E extends Tried<T>>(
    job: Job<T>,
    wait: LockWait | undefined,
    tried: () => Promise<End<T> | E>,
  ): Promise<End<T> | E> {
    return new Promise((done, failed) => {
      const look = () => {
        const { tx } = job;
        if (tx?.takesLong) return;
        if (tx !== undefined && tx.silence < SILENCE_MS) {
          stop = systemClock.wakeAfter(SILENCE_MS, look);
          return;
        }
        const late = job.begun && wait === undefined ? this.#unanswered() : this.#busy(undefined);
        job.abandoned = late;
        this.#hangs = this.#hurried;
        const reason = tx?.abandon(late) ?? late;
        const failure = reason instanceof OutcomeUnknown ? 'unknown' : 'unavailable';
        if (failure === 'unknown') this.#lanes.cautious = true;
        done({ done: false, failure, reason, error: reason });
      };
      let stop = job.budget.whenOver(look);
      tried()
        .then(done, (error) =>
          error instanceof OutOfTime
            ? done({ done: false, failure: 'conflict', reason: error, error })
            : failed(error),
        )
        .finally(() => stop());
    });
  }

  /**
   * Has one try when it is its turn; when `wait` names a row that was locked for long, waits for
   * that instead.
   */
  async #inTurn<T>(job: Job<T>, conflicts: number, wait: LockWait | undefined): Promise<Tried<T>> {
    const { budget } = job;
    if (job.mode === 'snapshot') return this.#lanes.read(() => this.#attempt(job), budget);
    if (wait !== undefined) return this.#waitForRow(job, wait);
    return this.#lanes.write(() => this.#attempt(job), budget, conflicts);
  }

  async #waitForRow<T>(job: Job<T>, wait: LockWait): Promise<Tried<T>> {
    const { attempts, blocked } = this.#options;
    const { budget } = job;
    const { row } = wait;
    if ((await blocked.enter(row, budget)) === 'free') return 'try again';
    let stillBlocked = true;
    try {
      const end = await this.#lanes.lockWait(() => attempts.waitForRow(job, wait), budget);
      stillBlocked = !end.done && end.blockedOn !== undefined;
      return end.done ? 'try again' : end;
    } finally {
      blocked.leave(row, stillBlocked ? 'still blocked' : 'through');
    }
  }

  async #attempt<T>(job: Job<T>): Promise<End<T>> {
    const end = await this.#options.attempts.run(job);
    if (end.done && job.tx?.changed) {
      this.#lanes.cautious = false;
      this.#options.observer?.committed(job.tx.writes);
    }
    return end;
  }

  #busy(cause: unknown): StoreBusy {
    return new StoreBusy(`others were in the way for ${this.#seconds}, and nothing was changed`, {
      cause,
    });
  }

  #unanswered(): StoreBusy {
    return new StoreBusy(`the server did not answer for ${this.#seconds}, and nothing was changed`);
  }

  get #seconds(): string {
    return `${Math.round(this.#budgetMs / 1000)} seconds`;
  }
}
