import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Migration } from './migrations/columns.ts';
import { migrations } from './migrations.ts';
import type { StoreObserver } from './observer.ts';
import { Connection } from './sqlite-connection.ts';
import { Journal } from './sqlite-journal.ts';
import { migrate } from './sqlite-schema.ts';
import { Transaction } from './sqlite-transaction.ts';
import {
  type Reader,
  type SettleAtOnce,
  type Store,
  UniqueViolation,
  type Writer,
} from './store.ts';

/** A path of a database file, or ':memory:' for one that ends with the process. */
export interface SqliteOptions {
  readonly path: string;
  readonly clock: Clock;
  /** How many waiting writes share one commit at the most. */
  readonly batch?: number;
  readonly observer?: StoreObserver;
  /** The schema's history; that of this program unless told. */
  readonly schema?: readonly Migration[];
}

interface WaitingWrite {
  readonly work: (tx: Writer) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

const DEFAULT_BATCH = 256;

/**
 * The embedded engine. One connection, used by one transaction at a time; writes that wait
 * together run one after the other, each in its savepoint, and share one commit and one sync.
 *
 * @throws when the file is another process's, no store, or one that is too new.
 */
export function openSqlite(options: SqliteOptions): Store {
  const { path } = options;
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    for (const setting of SETTINGS) database.exec(`pragma ${setting}`);
    migrate(database, options.schema ?? migrations);
    const journal = new Journal(path === ':memory:' ? undefined : `${path}-wal`);
    return new SqliteStore(database, journal, options);
  } catch (error) {
    database?.close();
    const why = REASONS[(error as { errcode?: number }).errcode ?? 0];
    throw why === undefined ? error : new Error(`the store ${path} ${why}`);
  }
}

const SETTINGS = [
  'locking_mode = exclusive',
  'journal_mode = wal',
  // Commits are synced by the journal, beside the process.
  'synchronous = normal',
  'wal_autocheckpoint = 8000',
  'cache_size = -65536',
  'temp_store = memory',
  // As in PostgreSQL.
  'case_sensitive_like = on',
];

/** What SQLite's result codes mean to somebody who starts a server. */
const REASONS: Readonly<Record<number, string>> = {
  5: 'is in use by another process',
  8: 'is read-only',
  14: 'cannot be opened',
  26: 'is not a SQLite database',
};

class SqliteStore implements Store {
  readonly exclusive = true;
  readonly #database: DatabaseSync;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #batch: number;
  readonly #observer: StoreObserver | undefined;
  readonly #connection: Connection;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #waiting: WaitingWrite[] = [];
  #scheduled = false;
  #turn: Promise<void> = Promise.resolve();
  #turns = 0;
  #closed = false;
  #listeners: ((dueAt: number) => void)[] = [];
  #settle: SettleAtOnce | undefined;

  constructor(database: DatabaseSync, journal: Journal, options: SqliteOptions) {
    this.#database = database;
    this.#journal = journal;
    this.#clock = options.clock;
    this.#batch = options.batch ?? DEFAULT_BATCH;
    this.#observer = options.observer;
    this.#connection = new Connection(database);
    this.#begin = database.prepare('begin immediate');
    this.#commit = database.prepare('commit');
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    const tx = new Transaction(this.#connection, this.#clock.now());
    const seen = await this.#exclusively(() => work(tx));
    // What a reader is told, too, must be what a crash cannot take back.
    if (this.#journal.pending !== undefined) await this.#journal.pending;
    return seen;
  }

  write<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
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

  async engineTime(): Promise<undefined> {}

  async close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#turns > 0) {
      await this.#turn;
      await new Promise((next) => setImmediate(next));
    }
    this.#closed = true;
    await this.#journal.pending?.catch(() => {});
    this.#journal.close();
    this.#database.close();
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

  async #commitTogether(): Promise<void> {
    const writes = this.#waiting.splice(0, this.#batch);
    if (this.#waiting.length > 0) this.#schedule();
    const settled: (() => void)[] = [];
    let dueAt = Number.POSITIVE_INFINITY;
    let changed = 0;
    try {
      this.#begin.run();
      for (const { work, done, failed } of writes) {
        const tx = new Transaction(this.#connection, this.#clock.now());
        try {
          const value = await work(tx);
          await tx.conclude(this.#settle);
          tx.keep();
          if (tx.changed) changed += 1;
          dueAt = Math.min(dueAt, tx.dueAt);
          settled.push(() => done(value));
        } catch (error) {
          tx.undo();
          this.#failed(error);
          settled.push(() => failed(error));
        }
      }
      this.#commit.run();
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      this.#failed(error);
      for (const { failed } of writes) failed(error);
      return;
    }
    // The next transactions need not wait for the disk; whoever is answered does. Where nothing was
    // changed there is nothing to sync, but what was seen must be on disk.
    const durable =
      changed > 0 ? this.#journal.sync() : (this.#journal.pending ?? Promise.resolve());
    durable.then(
      () => {
        if (changed > 0) this.#observer?.committed(changed);
        for (const settle of settled) settle();
        if (dueAt < Number.POSITIVE_INFINITY) for (const tell of this.#listeners) tell(dueAt);
      },
      (error) => {
        this.#failed(error);
        for (const { failed } of writes) failed(error);
      },
    );
  }

  /** Tells what the engine is at fault for; a refusal is the work's own, and has no code of Node's. */
  #failed(error: unknown): void {
    if (error instanceof UniqueViolation) this.#observer?.failed('unique', false);
    else if ((error as { code?: unknown }).code !== undefined) {
      this.#observer?.failed('fault', false);
    }
  }
}
