import type { PoolClient } from 'pg';
import { type Clock, systemClock } from '../clock.ts';
import { type Ways, waysTo } from './postgres-connection.ts';
import { type Failure, failureOf, inStoresWords } from './postgres-failures.ts';
import { migrate } from './postgres-schema.ts';
import { Signals } from './postgres-signals.ts';
import { PostgresStatements } from './postgres-statements.ts';
import { type Kind, PostgresTransaction } from './postgres-transaction.ts';
import { type Isolation, OutcomeUnknown, type Reader, type Store, type Writer } from './store.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly clock: Clock;
  /** How many transactions run at once at the most. */
  readonly connections?: number;
}

const DEFAULT_CONNECTIONS = 10;
/** How often a write is tried when others are in its way, and when its connection is lost. */
const CONFLICTS = 12;
const VIOLATIONS = 2;
const CONNECTIONS_LOST = 3;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 64;

/**
 * The engine for several processes on one database. It connects with the first transaction, and
 * brings the schema up to date then.
 */
export function openPostgres(options: PostgresOptions): Store {
  return new PostgresStore(options);
}

class PostgresStore implements Store {
  readonly exclusive = false;
  readonly #options: PostgresOptions;
  readonly #statements = new PostgresStatements();
  readonly #turns: Turns;
  /** Writes that others were in the way of are tried again one at a time. */
  readonly #again = new Turns(1);
  #ways: Promise<Ways> | undefined;
  #signals: Signals | undefined;
  #listeners: ((dueAt: number) => void)[] = [];
  #running = new Set<Promise<unknown>>();
  #closed = false;
  #rests = 0;

  constructor(options: PostgresOptions) {
    this.#options = options;
    this.#turns = new Turns(options.connections ?? DEFAULT_CONNECTIONS);
  }

  read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    return this.#run('snapshot', work);
  }

  write<T>(work: (tx: Writer) => Promise<T>, isolation: Isolation = 'serial'): Promise<T> {
    return this.#run(isolation, work);
  }

  onIntents(listener: (dueAt: number) => void): void {
    this.#listeners.push(listener);
    if (this.#signals !== undefined) return;
    const connect = async () => (await this.#open()).connect();
    this.#signals = new Signals(connect, (dueAt) => this.#tell(dueAt ?? this.#options.clock.now()));
    this.#signals.start();
  }

  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    this.#closed = true;
    await this.#signals?.close();
    await (await this.#ways?.catch(() => undefined))?.pool.end();
  }

  #tell(dueAt: number): void {
    for (const listener of this.#listeners) listener(dueAt);
  }

  /** Connects, and brings the schema up to date, once. */
  #open(): Promise<Ways> {
    this.#ways ??= this.#connect().catch((error) => {
      this.#ways = undefined;
      throw inStoresWords(error);
    });
    return this.#ways;
  }

  async #connect(): Promise<Ways> {
    const { url, connections = DEFAULT_CONNECTIONS } = this.#options;
    const ways = await waysTo(url, connections);
    const client = await ways.connect();
    try {
      await migrate(client);
    } finally {
      await client.end();
    }
    return ways;
  }

  #run<T>(kind: Kind, work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    const run = this.#tryUntilDone(kind, work);
    this.#running.add(run);
    const ended = () => this.#running.delete(run);
    run.then(ended, ended);
    return run;
  }

  async #tryUntilDone<T>(kind: Kind, work: Work<T>): Promise<T> {
    let conflicts = 0;
    let violations = 0;
    let lost = 0;
    for (;;) {
      const attempt = () => this.#turns.take(() => this.#attempt(kind, work));
      const end = await (conflicts < 2 ? attempt() : this.#again.take(attempt));
      if (end.done) return end.value;
      if (end.failure === 'conflict' && ++conflicts < CONFLICTS) {
        if (conflicts > 1) await this.#rest(conflicts);
      } else if (end.failure === 'unique' && ++violations < VIOLATIONS) continue;
      else if (end.failure === 'connection' && ++lost < CONNECTIONS_LOST) continue;
      else throw end.reason;
    }
  }

  async #attempt<T>(kind: Kind, work: Work<T>): Promise<End<T>> {
    let client: PoolClient;
    try {
      client = await (await this.#open()).pool.connect();
    } catch (error) {
      return { done: false, failure: failureOf(error), reason: inStoresWords(error) };
    }
    const tx = new PostgresTransaction(client, this.#statements, this.#options.clock.now(), kind);
    const end = await this.#carryOut(tx, work);
    const { failure } = tx;
    client.release(failure !== undefined && failureOf(failure) === 'connection');
    if (end.done && tx.dueAt < Number.POSITIVE_INFINITY) {
      this.#tell(tx.dueAt);
      this.#signals?.tell(tx.dueAt);
    }
    return end;
  }

  async #carryOut<T>(tx: PostgresTransaction, work: Work<T>): Promise<End<T>> {
    try {
      const value = await work(tx);
      await tx.commit();
      return { done: true, value };
    } catch (reason) {
      if (reason instanceof OutcomeUnknown) return { done: false, failure: 'fault', reason };
      const failed = tx.failure === undefined ? await this.#end(tx) : tx.failure;
      tx.rollback();
      if (failed === undefined) return { done: false, failure: 'fault', reason };
      return { done: false, failure: failureOf(failed), reason: inStoresWords(failed) };
    }
  }

  /**
   * What a refusal was judged by is sure when the transaction that read it commits: see
   * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-SERIALIZABLE. Resolves to what
   * speaks against it.
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

  /** Longer from time to time, and not as long for everybody. */
  #rest(conflicts: number): Promise<void> {
    const most = Math.min(FIRST_WAIT_MS * 2 ** conflicts, LONGEST_WAIT_MS);
    this.#rests += 1;
    const share = ((process.pid * 7919 + this.#rests * 104_729) % 1000) / 1000;
    const at = systemClock.now() + Math.round(most * share);
    return new Promise((rested) => systemClock.wakeAt(at, rested));
  }
}

type Work<T> = (tx: PostgresTransaction) => Promise<T>;

/** How one attempt ended. */
type End<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly failure: Failure; readonly reason: unknown };

/** Lets so many work at once, in the order in which they came. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((next) => this.#waiting.push(next));
    else this.#free -= 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
