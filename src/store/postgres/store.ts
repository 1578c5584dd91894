import type { PoolClient } from 'pg';
import type { Clock } from '#platform/clock.ts';
import type { Migration } from '../migrations/columns.ts';
import { migrations } from '../migrations.ts';
import type { StoreObserver } from '../observer.ts';
import { Semaphore } from '../semaphore.ts';
import {
  type ChangeObserver,
  type Isolation,
  type NoticeTouches,
  OutcomeUnknown,
  type Reader,
  type SettleAtOnce,
  type Store,
  StoreUnavailable,
  type Writer,
} from '../store.ts';
import { tooNewFor } from '../version.ts';
import { type Connection, openPool, type PostgresPool } from './connection.ts';
import {
  type Failure,
  failureOf,
  inStoresWords,
  losesStatements,
  takesNoChanges,
} from './failures.ts';
import { IntentNotifier } from './intent-notifier.ts';
import { RetryPolicy } from './retry-policy.ts';
import { migrate, readVersion } from './schema.ts';
import { examine } from './session.ts';
import { PostgresStatements } from './statements.ts';
import { PostgresTransaction, type TransactionMode } from './transaction.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly clock: Clock;
  /** The most transactions that run at once. */
  readonly connections?: number;
  readonly observer?: StoreObserver;
  /** The schema's history; by default that of this program. */
  readonly schema?: readonly Migration[];
}

const DEFAULT_CONNECTIONS = 10;
/**
 * After so many conflicts a transaction is tried while no other retry runs; then while no other
 * transaction runs.
 */
const ONE_BY_ONE_FROM = 2;
const ALONE_FROM = 5;
const ENGINE_TIME = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now';
/** Failures after which a connection is no longer used. */
const OF_ITS_CONNECTION: readonly Failure[] = ['connection', 'stale', 'unavailable'];

/**
 * The engine for several processes on one database. It connects, and brings the schema up to date,
 * in the first transaction.
 */
export function openPostgres(options: PostgresOptions): Store {
  return new PostgresStore(options);
}

class PostgresStore implements Store {
  readonly exclusive = false;
  readonly #options: PostgresOptions;
  readonly #schema: readonly Migration[];
  readonly #statements = new PostgresStatements();
  readonly #semaphore: Semaphore;
  /** Writes that conflicted with others are tried again one at a time. */
  readonly #retries = new Semaphore(1);
  #pool: Promise<PostgresPool> | undefined;
  #notifier: IntentNotifier | undefined;
  #listeners: ((dueAt: number) => void)[] = [];
  #settle: SettleAtOnce | undefined;
  #notice: NoticeTouches | undefined;
  #observer: ChangeObserver | undefined;
  #running = new Set<Promise<unknown>>();
  #closed = false;
  /** Why this process can no longer use the store. */
  #leftBehind: StoreUnavailable | undefined;

  constructor(options: PostgresOptions) {
    this.#options = options;
    this.#schema = options.schema ?? migrations;
    this.#semaphore = new Semaphore(options.connections ?? DEFAULT_CONNECTIONS);
  }

  get waiting(): number {
    return this.#semaphore.waiting + this.#retries.waiting;
  }

  read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    return this.#run('snapshot', work);
  }

  write<T>(work: (tx: Writer) => Promise<T>, isolation: Isolation = 'serial'): Promise<T> {
    return this.#run(isolation, work);
  }

  onIntents(listener: (dueAt: number) => void): void {
    this.#listeners.push(listener);
    if (this.#notifier !== undefined) return;
    const connect = async () => (await this.#open()).connect();
    this.#notifier = new IntentNotifier(connect, (dueAt) => {
      if (dueAt === undefined) void this.#lookAtServer();
      this.#tell(dueAt ?? this.#options.clock.now());
    });
    this.#notifier.start();
  }

  settleWith(settle: SettleAtOnce): void {
    this.#settle = settle;
  }

  noticeWith(notice: NoticeTouches | undefined): void {
    this.#notice = notice;
  }

  observeWith(observer: ChangeObserver | undefined): void {
    this.#observer = observer;
  }

  async engineTime(): Promise<number> {
    try {
      const { client } = await (await this.#open()).take();
      const answer = client.query(ENGINE_TIME);
      answer.then(
        () => client.release(),
        () => client.release(true),
      );
      return (await answer).rows[0]?.now;
    } catch (error) {
      throw inStoresWords(error);
    }
  }

  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    this.#closed = true;
    await this.#notifier?.close();
    await (await this.#pool?.catch(() => undefined))?.end();
  }

  #tell(dueAt: number): void {
    for (const listener of this.#listeners) listener(dueAt);
  }

  /**
   * While this process runs, newer ones may upgrade the schema beyond what it knows, and the server
   * may be told to take no more changes.
   */
  async #lookAtServer(): Promise<void> {
    try {
      const pool = await this.#open();
      const connection = await pool.take();
      let whole = false;
      try {
        await examine(connection.client);
        const tooNew = tooNewFor(await readVersion(connection.client), this.#schema);
        if (tooNew !== undefined) this.#leftBehind = unavailable(tooNew);
        whole = true;
      } catch (error) {
        if (error instanceof StoreUnavailable) pool.renew(connection);
      } finally {
        connection.client.release(!whole);
      }
    } catch {
      // The next poll asks again.
    }
  }

  /** Connects, and brings the schema up to date, once. */
  #open(): Promise<PostgresPool> {
    this.#pool ??= this.#connect().catch((error) => {
      this.#pool = undefined;
      throw inStoresWords(error);
    });
    return this.#pool;
  }

  async #connect(): Promise<PostgresPool> {
    const { url, connections = DEFAULT_CONNECTIONS } = this.#options;
    const pool = await openPool(url, connections);
    // Creating an index on many rows takes long.
    const connection = await pool.connect('patient');
    try {
      await migrate(connection, this.#schema);
    } finally {
      await connection.client.end();
    }
    return pool;
  }

  #run<T>(kind: TransactionMode, work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    if (this.#leftBehind !== undefined) return Promise.reject(this.#leftBehind);
    const run = this.#tryUntilDone(kind, work);
    this.#running.add(run);
    const ended = () => this.#running.delete(run);
    run.then(ended, ended);
    return run;
  }

  async #tryUntilDone<T>(kind: TransactionMode, work: Work<T>): Promise<T> {
    const { observer } = this.#options;
    const policy = new RetryPolicy();
    for (;;) {
      const end = await this.#inTurn(policy.conflicts, () => this.#attempt(kind, work));
      if (end.done) return end.value;
      const again = policy.after(end.failure);
      if (end.failure !== 'work') observer?.failed(end.failure, again !== undefined);
      if (again === undefined) throw end.reason;
      await again;
    }
  }

  /**
   * The more often a transaction conflicted, the fewer of this process run beside it; in the end
   * none.
   */
  #inTurn<T>(conflicts: number, attempt: () => Promise<T>): Promise<T> {
    if (conflicts < ONE_BY_ONE_FROM) return this.#semaphore.hold(attempt);
    const wants = conflicts < ALONE_FROM ? 1 : this.#semaphore.permits;
    return this.#retries.hold(() => this.#semaphore.hold(attempt, wants));
  }

  async #attempt<T>(kind: TransactionMode, work: Work<T>): Promise<End<T>> {
    let pool: PostgresPool;
    let connection: Connection<PoolClient>;
    try {
      pool = await this.#open();
      connection = await pool.take();
    } catch (error) {
      return { done: false, failure: failureOf(error), reason: inStoresWords(error) };
    }
    const now = this.#options.clock.now();
    const tx = new PostgresTransaction(connection, this.#statements, now, kind);
    if (this.#observer !== undefined && kind !== 'snapshot') tx.observe();
    const end = await this.#carryOut(tx, work);
    if (end.done && tx.changes.length > 0) this.#observer?.(tx.changes);
    this.#giveBack(pool, connection, tx.failure);
    if (end.done && tx.changed) this.#options.observer?.committed(1);
    if (end.done && tx.dueAt < Number.POSITIVE_INFINITY) {
      this.#tell(tx.dueAt);
      this.#notifier?.tell(tx.dueAt);
    }
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
    try {
      const value = await work(tx);
      await tx.conclude(this.#settle, this.#notice);
      await tx.commit();
      return { done: true, value };
    } catch (reason) {
      if (reason instanceof OutcomeUnknown) return { done: false, failure: 'unknown', reason };
      const failed = tx.failure === undefined ? await this.#end(tx) : tx.failure;
      tx.rollback();
      if (failed === undefined) return { done: false, failure: 'work', reason };
      return { done: false, failure: failureOf(failed), reason: inStoresWords(failed) };
    }
  }

  /**
   * The facts behind a refusal are certain only when the transaction that read them commits: see
   * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-SERIALIZABLE. Resolves to the
   * failure of that commit, if it fails.
   */
  async #end(tx: PostgresTransaction): Promise<unknown> {
    if (tx.changed) return undefined;
    try {
      await tx.commit();
      return undefined;
    } catch (error) {
      return tx.failure ?? error;
    }
  }
}

function unavailable(why: string): StoreUnavailable {
  return new StoreUnavailable(why, { cause: new Error(why) });
}

type Work<T> = (tx: PostgresTransaction) => Promise<T>;

/** How one attempt ended. */
type End<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly failure: Failure; readonly reason: unknown };
