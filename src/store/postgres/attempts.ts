import type { PoolClient } from 'pg';
import type { Budget } from '../budget.ts';
import {
  type ChangeObserver,
  Hints,
  type NoticeTouches,
  OutcomeUnknown,
  Outpaced,
  type SettleAtOnce,
} from '../store.ts';
import type { BlockedRows } from './blocked-rows.ts';
import type { Connection, PostgresPool } from './connection.ts';
import {
  type Failure,
  failureOf,
  inStoresWords,
  losesStatements,
  takesNoChanges,
} from './failures.ts';
import { PostgresStatements } from './statements.ts';
import { type LockWait, PostgresTransaction, type TransactionMode } from './transaction.ts';

/** Failures after which a connection is no longer used. */
const OF_ITS_CONNECTION: readonly Failure[] = ['connection', 'stale', 'unavailable'];

export type Work<T> = (tx: PostgresTransaction) => Promise<T>;

/** One try of a transaction. */
export interface Job<T> {
  readonly mode: TransactionMode;
  readonly work: Work<T>;
  readonly budget: Budget;
  /** It has been given to the server, which owes it a connection or an answer. */
  begun?: boolean;
  /** What it runs in, once it does. */
  tx?: PostgresTransaction;
  /** Set when nobody waits for it any more: what it is to be abandoned with. */
  abandoned?: Error;
}

/** How one try ended. */
export type End<T> =
  | { readonly done: true; readonly value: T }
  | {
      readonly done: false;
      readonly failure: Failure;
      /** In the store's words. */
      readonly reason: unknown;
      /** In the engine's. */
      readonly error: unknown;
      readonly blockedOn?: LockWait | undefined;
    };

/** What takes part in transactions, as the server sets it. */
export interface Hooks {
  settle: SettleAtOnce | undefined;
  notice: NoticeTouches | undefined;
  observer: ChangeObserver | undefined;
}

export interface AttemptsOptions {
  readonly open: () => Promise<PostgresPool>;
  readonly blocked: BlockedRows;
  readonly hooks: Hooks;
  /** The time that a transaction sees. */
  readonly now: () => number;
  /** Told when an intent that was committed is due. */
  readonly onDue: (dueAt: number) => void;
}

/** The transaction that waits for a row: for up to 2 seconds at a time. */
const FOR_A_ROW = { mode: 'locked', lockMs: 2_000 } as const;

/** Runs transactions, each from its connection to its commit, once. */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #statements = new PostgresStatements();
  readonly #hints = new Hints();

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  async run<T>(job: Job<T>): Promise<End<T>> {
    const { hooks, onDue } = this.#options;
    const { mode, work } = job;
    return this.#connected(job, { mode }, async (tx) => {
      if (hooks.observer !== undefined && mode !== 'snapshot') tx.observe();
      const end = await this.#carryOut(tx, work);
      if (end.done && tx.changes.length > 0) hooks.observer?.(tx.changes);
      if (end.done && tx.dueAt < Number.POSITIVE_INFINITY) onDue(tx.dueAt);
      return end;
    });
  }

  /**
   * Waits for a row that others hold, in a transaction that holds nothing else and is rolled back:
   * what the job itself locks before it comes to the row stays free for everybody meanwhile.
   */
  async waitForRow(job: Job<unknown>, wait: LockWait): Promise<End<undefined>> {
    return this.#connected<undefined>(job, FOR_A_ROW, async (tx) => {
      try {
        await tx.waitFor(wait);
        return { done: true, value: undefined };
      } catch (error) {
        // Somebody else's row stands there now: whether that matters is seen by the next try.
        return failureOf(error) === 'unique' ? { done: true, value: undefined } : failed(tx, error);
      } finally {
        tx.rollback();
      }
    });
  }

  /** Has `carryOut` use a connection, for a job that may be abandoned meanwhile. */
  async #connected<T>(
    job: Job<unknown>,
    { mode, lockMs }: { readonly mode: TransactionMode; readonly lockMs?: number },
    carryOut: (tx: PostgresTransaction) => Promise<End<T>>,
  ): Promise<End<T>> {
    const { open, blocked, now } = this.#options;
    let pool: PostgresPool;
    let connection: Connection<PoolClient>;
    job.begun = true;
    try {
      pool = await open();
      connection = await pool.take();
    } catch (error) {
      return { done: false, failure: failureOf(error), reason: inStoresWords(error), error };
    }
    const statements = this.#statements;
    const tx = new PostgresTransaction({
      ...{ connection, statements, now: now(), mode, blocked, hints: this.#hints, lockMs },
    });
    job.tx = tx;
    if (job.abandoned) tx.abandon(job.abandoned);
    const end = await carryOut(tx);
    this.#giveBack(pool, connection, tx.failure);
    return end;
  }

  /**
   * Gives a connection back, and drops it and others where the failure says that they are of no
   * use.
   */
  #giveBack(pool: PostgresPool, connection: Connection<PoolClient>, failure: unknown): void {
    const what = failure === undefined ? undefined : failureOf(failure);
    if (what === 'stale') {
      // A new connection through a pooler may reach the same sessions of the server.
      if (connection.session.pooled || losesStatements(failure)) this.#statements.kept = false;
      else pool.renew(connection);
    } else if (what !== undefined && takesNoChanges(failure)) pool.renew(connection);
    connection.client.release(what !== undefined && OF_ITS_CONNECTION.includes(what));
  }

  async #carryOut<T>(tx: PostgresTransaction, work: Work<T>): Promise<End<T>> {
    const { hooks } = this.#options;
    try {
      const value = await work(tx);
      await tx.conclude(hooks.settle, hooks.notice);
      await tx.commit();
      return { done: true, value };
    } catch (reason) {
      if (reason instanceof OutcomeUnknown) {
        return { done: false, failure: 'unknown', reason, error: reason };
      }
      const error = tx.failure === undefined ? await endOf(tx) : tx.failure;
      tx.rollback();
      if (error === undefined) {
        const failure = reason instanceof Outpaced ? 'conflict' : 'work';
        return { done: false, failure, reason, error: reason };
      }
      return failed(tx, error);
    }
  }
}

/** @param error the engine's */
function failed({ blockedOn }: PostgresTransaction, error: unknown): End<never> {
  const failure = failureOf(error);
  return { done: false, failure, reason: inStoresWords(error), error, blockedOn };
}

/**
 * The facts behind a refusal are certain only when the transaction that read them commits: see
 * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-SERIALIZABLE. Resolves to the
 * failure of that commit, if it fails.
 */
async function endOf(tx: PostgresTransaction): Promise<unknown> {
  if (tx.changed) return undefined;
  try {
    await tx.commit();
    return undefined;
  } catch (error) {
    return tx.failure ?? error;
  }
}
