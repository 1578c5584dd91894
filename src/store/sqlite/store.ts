import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Clock, Timer } from '#platform/clock.ts';
import type { StoreObserver } from '../observer.ts';
import { Pacer } from '../pacer.ts';
import type { Tables } from '../schema.ts';
import {
  type ChangeObserver,
  type NoticeTouches,
  OutcomeUnknown,
  type Reader,
  type SettleAtOnce,
  type Store,
  StoreUnavailable,
  UniqueViolation,
  type Writer,
} from '../store.ts';
import type { StoreEvents } from '../store-events.ts';
import { Connection } from './connection.ts';
import { Disk } from './disk.ts';
import { unavailable } from './failures.ts';
import { Outage } from './outage.ts';
import type { RunWrite, WaitingWrite } from './run-write.ts';
import { ATTACHED, Transaction } from './transaction.ts';

export interface SqliteStoreOptions {
  /** The name of the store for people. */
  readonly place: string;
  /** The database file, without symbolic links; undefined in memory. */
  readonly file?: string;
  readonly clock: Clock;
  readonly realClock: Clock;
  readonly timer: Timer;
  readonly batch: number | undefined;
  readonly observer: StoreObserver | undefined;
  readonly events: StoreEvents;
}

const DEFAULT_BATCH = 256;
/**
 * A commit gathers no more work than this, unless a single write is longer: others, including
 * reads, wait meanwhile.
 */
const BATCH_STATEMENTS = 2048;
const BATCH_MS = 100;

export class SqliteStore implements Store {
  readonly exclusive = true;
  readonly #database: DatabaseSync;
  readonly #disk: Disk;
  readonly #outage: Outage;
  readonly #pacer: Pacer;
  readonly #options: SqliteStoreOptions;
  readonly #connection: Connection;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #waiting: WaitingWrite[] = [];
  #scheduled = false;
  #turn: Promise<void> = Promise.resolve();
  #turns = 0;
  #closed = false;
  #closing: Promise<void> | undefined;
  #listeners: ((dueAt: number) => void)[] = [];
  #settle: SettleAtOnce | undefined;
  #notice: NoticeTouches | undefined;
  #observer: ChangeObserver | undefined;

  /** @throws when what is in the database cannot be brought to disk. */
  constructor(database: DatabaseSync, options: SqliteStoreOptions) {
    const { place, file, realClock, timer, events } = options;
    this.#database = database;
    this.#options = options;
    this.#disk = new Disk(database, { place, file, timer, syncFailed: (why) => this.#stop(why) });
    this.#outage = new Outage({
      place,
      clock: realClock,
      events,
      heal: () => this.#exclusively(() => this.#disk.heal()),
      awaited: () => this.#disk.pending !== undefined,
      giveUp: (cause) =>
        this.#disk.giveUp(
          new OutcomeUnknown('nobody knows whether the change is on disk', { cause }),
        ),
    });
    this.#pacer = new Pacer(timer);
    this.#connection = new Connection(database);
    this.#begin = database.prepare('begin immediate');
    this.#commit = database.prepare('commit');
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get outage(): StoreUnavailable | undefined {
    this.#lookAtFiles();
    return this.#outage.why;
  }

  async read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    const tx = new Transaction(this.#connection, this.#pacer, this.#options.clock.now());
    const seen = await this.#exclusively(() => this.#look(tx, work));
    // What a reader sees must be durable too, so that no crash can take it back.
    if (this.#disk.pending !== undefined) await this.#disk.pending;
    return seen;
  }

  write<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    const { why } = this.#outage;
    if (why !== undefined) return Promise.reject(this.#counted(why));
    return new Promise<T>((done, failed) => {
      this.#waiting.push({ work, done: done as (value: unknown) => void, failed });
      this.#schedule();
    });
  }

  onIntents(listener: (dueAt: number) => void): void {
    this.#listeners.push(listener);
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

  async engineTime(): Promise<undefined> {}

  async copyTo(file: string): Promise<void> {
    await this.#disk.copyTo(file, (work) => this.#exclusively(work));
  }

  async restoreFrom(
    file: string,
    tables: readonly (keyof Tables)[],
    after: (tx: Writer) => Promise<void>,
  ): Promise<void> {
    const work = async (tx: Writer) => {
      await tx.empty();
      await (tx as Transaction).copyAttached(tables);
      await after(tx);
    };
    const restored = Promise.withResolvers<unknown>();
    // It is awaited only when the turn has ended, which may fail by itself.
    restored.promise.catch(() => {});
    await this.#exclusively(async () => {
      // Nobody writes to it, so that it needs no lock.
      const place = `${pathToFileURL(file).href}?mode=ro&immutable=1`;
      this.#database.prepare(`attach ? as ${ATTACHED}`).run(place);
      try {
        this.#waiting.unshift({ work, done: restored.resolve, failed: restored.reject });
        await this.#commitTogether();
      } finally {
        this.#database.exec(`detach ${ATTACHED}`);
      }
    });
    await restored.promise;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#turns > 0 || this.#disk.busy !== undefined) {
      await this.#turn;
      await this.#disk.busy?.catch(() => {});
      await new Promise((next) => setImmediate(next));
    }
    this.#closed = true;
    this.#outage.stop();
    this.#disk.close();
  }

  // Requests that arrive in one turn of the event loop gather before the commit begins.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#exclusively(() => this.#commitTogether());
    });
  }

  /** Runs `work` when every transaction before it has ended. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    const before = this.#turns === 0 ? undefined : this.#turn;
    this.#turns += 1;
    const result = before === undefined ? work() : before.then(work);
    const ended = () => {
      this.#turns -= 1;
    };
    this.#turn = result.then(ended, ended);
    return result;
  }

  async #look<T>(tx: Transaction, work: (tx: Reader) => Promise<T>): Promise<T> {
    this.#lookAtFiles();
    const { whyNoReads } = this.#outage;
    if (whyNoReads !== undefined) throw this.#counted(whyNoReads);
    try {
      return await work(tx);
    } finally {
      if (tx.failure !== undefined) {
        this.#outage.begin(tx.failure, 'writes');
        // Whether the work caught the failure or not.
        // biome-ignore lint/correctness/noUnsafeFinally: the engine's failure is what happened
        throw this.#counted(tx.failure);
      }
    }
  }

  async #commitTogether(): Promise<void> {
    this.#lookAtFiles(true);
    if (this.#outage.why !== undefined) return this.#refuseWaiting(this.#outage.why);
    const run: RunWrite[] = [];
    let dueAt = Number.POSITIVE_INFINITY;
    try {
      this.#begin.run();
      dueAt = await this.#runWaiting(run);
      // A sync may have failed while it ran: then it is not known whether what it read is on disk.
      if (this.#outage.why !== undefined) throw this.#outage.why;
      this.#commit.run();
    } catch (error) {
      this.#rollBack();
      const why = unavailable(error);
      if (why !== undefined) this.#outage.begin(why, 'writes');
      for (const { write } of run) write.failed(this.#counted(why ?? error));
      // When the transaction could not even begin, none of them has run.
      if (run.length === 0 || why !== undefined) this.#refuseWaiting(why ?? error);
      return;
    }
    this.#tellWhenDurable(run, dueAt);
  }

  /**
   * Runs the waiting writes until they are enough for one commit, and puts them into `run`.
   * Resolves to the time when the earliest of their intents is due.
   *
   * At first none is guarded by a savepoint, because hardly any fails after a change. When one does,
   * everything is rolled back; if that undid changes of others, all of them run again, guarded.
   * @throws StoreUnavailable when the engine fails: none of these writes can be kept.
   */
  async #runWaiting(run: RunWrite[]): Promise<number> {
    const { batch = DEFAULT_BATCH, timer, clock } = this.#options;
    const enoughAt = timer() + BATCH_MS;
    const enough = this.#pacer.total + BATCH_STATEMENTS;
    const taken = this.#waiting.splice(0, batch);
    let dueAt = Number.POSITIVE_INFINITY;
    let isGuarded = false;
    try {
      while (run.length < taken.length) {
        const tx = new Transaction(this.#connection, this.#pacer, clock.now(), isGuarded);
        if (this.#observer !== undefined) tx.observe();
        const ended = await this.#runOne(tx, taken[run.length] as WaitingWrite);
        if (tx.failure === undefined && 'error' in ended && tx.changed && !isGuarded) {
          this.#database.exec('rollback');
          this.#begin.run();
          if (run.some(({ changed }) => changed)) {
            isGuarded = true;
            run.length = 0;
            dueAt = Number.POSITIVE_INFINITY;
            continue;
          }
        }
        run.push(ended);
        if (!('error' in ended)) dueAt = Math.min(dueAt, tx.dueAt);
        if (tx.failure !== undefined) throw tx.failure;
        if (this.#pacer.total >= enough || timer() >= enoughAt) break;
      }
    } finally {
      // They go before the writes that came meanwhile.
      if (run.length < taken.length) this.#waiting.unshift(...taken.slice(run.length));
      if (this.#waiting.length > 0) this.#schedule();
    }
    return dueAt;
  }

  async #runOne(tx: Transaction, write: WaitingWrite): Promise<RunWrite> {
    try {
      const value = await write.work(tx);
      await tx.conclude(this.#settle, this.#notice);
      if (tx.failure === undefined) tx.keep();
      const { changed, changes } = tx;
      return { write, changed, changes, value };
    } catch (error) {
      if (tx.failure === undefined) tx.undo();
      return { write, changed: false, error };
    }
  }

  /**
   * The next transactions do not wait for the disk, but answers do. When nothing was changed there
   * is nothing to sync, but what was read must be on disk.
   */
  #tellWhenDurable(run: readonly RunWrite[], dueAt: number): void {
    const changed = run.filter((write) => write.changed).length;
    const durable = changed > 0 ? this.#disk.sync() : (this.#disk.pending ?? Promise.resolve());
    durable.then(
      () => {
        if (changed > 0) this.#options.observer?.committed(changed);
        for (const ended of run) this.#tell(ended);
        if (dueAt < Number.POSITIVE_INFINITY) for (const tell of this.#listeners) tell(dueAt);
      },
      (error) => {
        for (const { write } of run) write.failed(this.#counted(error));
      },
    );
  }

  #tell(ended: RunWrite): void {
    if ('error' in ended) {
      ended.write.failed(this.#counted(ended.error));
      return;
    }
    if (ended.changes.length > 0) this.#observer?.(ended.changes);
    ended.write.done(ended.value);
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('rollback');
    } catch (error) {
      // Closing the database tries it again.
      const why = unavailable(error);
      if (why !== undefined) this.#outage.begin(why, 'writes');
    }
  }

  #refuseWaiting(why: unknown): void {
    for (const { failed } of this.#waiting.splice(0)) failed(this.#counted(why));
  }

  /**
   * Nothing is done until the store has healed, because nobody would know whether what was read is
   * on disk.
   */
  #stop(why: StoreUnavailable): void {
    this.#outage.begin(why, 'everything');
  }

  #lookAtFiles(closely = false): void {
    const why = this.#disk.trouble(closely);
    if (why !== undefined) this.#stop(why);
  }

  /**
   * Reports a failure of the engine. A refusal comes from the work, and has no error code of
   * Node.js.
   */
  #counted(error: unknown): unknown {
    const { observer } = this.#options;
    if (error instanceof UniqueViolation) observer?.failed('unique', false);
    else if (error instanceof OutcomeUnknown) observer?.failed('unknown', false);
    else if (error instanceof StoreUnavailable) observer?.failed('unavailable', false);
    else if ((error as { code?: unknown }).code !== undefined) observer?.failed('fault', false);
    return error;
  }
}
