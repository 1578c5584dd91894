import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Clock } from '../clock.ts';
import { migrations } from './migrations.ts';
import { Placeholder, placeholders, type Query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';
import { Journal } from './sqlite-journal.ts';
import {
  type NewIntent,
  type NewRow,
  type Reader,
  type Store,
  UniqueViolation,
  type Writer,
} from './store.ts';
import { isResourceTable } from './tables.ts';

/** A path of a database file, or ':memory:' for one that ends with the process. */
export interface SqliteOptions {
  readonly path: string;
  readonly clock: Clock;
  /** How many waiting writes share one commit at the most. */
  readonly batch?: number;
}

interface Prepared {
  readonly statement: StatementSync;
  /** The arguments in order: constants of the statement, and the names of its parameters. */
  readonly slots: readonly (SQLInputValue | Placeholder)[];
}

interface WaitingWrite {
  readonly work: (tx: Writer) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

const DEFAULT_BATCH = 256;
const DYNAMIC_STATEMENTS_KEPT = 500;
const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/**
 * The embedded engine. One connection, used by one transaction at a time; writes that wait
 * together run one after the other, each in its savepoint, and share one commit and one sync.
 *
 * @throws when the file is another process's or is not a store of this or an older version.
 */
export function openSqlite(options: SqliteOptions): Store {
  const { path } = options;
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  try {
    const database = new DatabaseSync(path);
    for (const setting of SETTINGS) database.exec(`pragma ${setting}`);
    migrate(database);
    const journal = new Journal(path === ':memory:' ? undefined : `${path}-wal`);
    return new SqliteStore(database, journal, options);
  } catch (error) {
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
];

/** What SQLite's result codes mean to somebody who starts a server. */
const REASONS: Readonly<Record<number, string>> = {
  5: 'is in use by another process',
  8: 'is read-only',
  14: 'cannot be opened',
  26: 'is not a SQLite database',
};

const db: Db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

function migrate(database: DatabaseSync): void {
  database.exec('begin immediate');
  const { user_version: version } = database.prepare('pragma user_version').get() as {
    user_version: number;
  };
  if (version > migrations.length) {
    database.exec('rollback');
    throw new Error(
      `the store is of a newer version (${version}) than this Tenon knows (${migrations.length})`,
    );
  }
  for (const migration of migrations.slice(version)) {
    for (const statement of migration.statements(db)) database.exec(statement.compile().sql);
  }
  database.exec(`pragma user_version = ${migrations.length}`);
  database.exec('commit');
}

class SqliteStore implements Store {
  readonly exclusive = true;
  readonly #database: DatabaseSync;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #batch: number;
  readonly #connection: Connection;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #waiting: WaitingWrite[] = [];
  #scheduled = false;
  #turn: Promise<void> = Promise.resolve();
  #turns = 0;
  #closed = false;
  #listeners: ((dueAt: number) => void)[] = [];

  constructor(database: DatabaseSync, journal: Journal, options: SqliteOptions) {
    this.#database = database;
    this.#journal = journal;
    this.#clock = options.clock;
    this.#batch = options.batch ?? DEFAULT_BATCH;
    this.#connection = new Connection(database);
    this.#begin = database.prepare('begin immediate');
    this.#commit = database.prepare('commit');
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

  // Requests that arrive in one turn of the event loop, or while the disk is at work on the commit
  // before, gather for one commit.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const commit = () =>
      setImmediate(() => {
        this.#scheduled = false;
        void this.#exclusively(() => this.#commitTogether());
      });
    const { pending } = this.#journal;
    if (pending === undefined) commit();
    else pending.then(commit, commit);
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
    let changed = false;
    try {
      this.#begin.run();
      for (const { work, done, failed } of writes) {
        const tx = new Transaction(this.#connection, this.#clock.now());
        try {
          const value = await work(tx);
          tx.keep();
          changed ||= tx.changed;
          dueAt = Math.min(dueAt, tx.dueAt);
          settled.push(() => done(value));
        } catch (error) {
          tx.undo();
          settled.push(() => failed(error));
        }
      }
      this.#commit.run();
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      for (const { failed } of writes) failed(error);
      return;
    }
    // The next transactions need not wait for the disk; whoever is answered does. Where nothing was
    // changed there is nothing to sync, but what was seen must be on disk.
    const durable = changed ? this.#journal.sync() : (this.#journal.pending ?? Promise.resolve());
    durable.then(
      () => {
        for (const settle of settled) settle();
        if (dueAt < Number.POSITIVE_INFINITY) for (const tell of this.#listeners) tell(dueAt);
      },
      (error) => {
        for (const { failed } of writes) failed(error);
      },
    );
  }
}

/** The prepared statements of one database. */
class Connection {
  readonly savepoint: StatementSync;
  readonly release: StatementSync;
  readonly rollbackTo: StatementSync;
  readonly #database: DatabaseSync;
  readonly #declared = new Map<object, Prepared>();
  readonly #dynamic = new Map<string, StatementSync>();
  readonly #inserts = new Map<string, Prepared>();
  readonly #updates = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.savepoint = database.prepare('savepoint work');
    this.release = database.prepare('release work');
    this.rollbackTo = database.prepare('rollback to work');
  }

  declared<P, R>(query: Query<P, R>): Prepared {
    let prepared = this.#declared.get(query);
    if (prepared === undefined) {
      prepared = this.#prepare(query.build(db, placeholders<P>()));
      this.#declared.set(query, prepared);
    }
    return prepared;
  }

  dynamic(statement: Compilable<unknown>): Prepared {
    const { sql, parameters } = statement.compile();
    let prepared = this.#dynamic.get(sql);
    if (prepared === undefined) {
      prepared = this.#database.prepare(sql);
      if (this.#dynamic.size === DYNAMIC_STATEMENTS_KEPT) {
        const [oldest] = this.#dynamic.keys();
        if (oldest !== undefined) this.#dynamic.delete(oldest);
      }
      this.#dynamic.set(sql, prepared);
    }
    return { statement: prepared, slots: parameters as SQLInputValue[] };
  }

  insert(table: keyof Tables, columns: readonly string[]): Prepared {
    return this.#remember(this.#inserts, `${table} ${columns.join()}`, () => {
      const values = Object.fromEntries(columns.map((name) => [name, new Placeholder(name)]));
      return db.insertInto(table).values(values as never);
    });
  }

  update(table: ResourceTable, columns: readonly string[]): Prepared {
    return this.#remember(this.#updates, `${table} ${columns.join()}`, () => {
      const values = Object.fromEntries(columns.map((name) => [name, new Placeholder(name)]));
      return db
        .updateTable(table as 'vpc')
        .set(values)
        .set((expression) => ({ revision: expression('revision', '+', 1) }))
        .where('id', '=', new Placeholder('id') as never);
    });
  }

  tables(): (keyof Tables)[] {
    const found = this.#database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: keyof Tables }[];
    return found.map(({ name }) => name);
  }

  emptying(table: keyof Tables): Prepared {
    return this.#prepare(db.deleteFrom(table));
  }

  #remember(known: Map<string, Prepared>, key: string, build: () => Compilable<unknown>): Prepared {
    let prepared = known.get(key);
    if (prepared === undefined) {
      prepared = this.#prepare(build());
      known.set(key, prepared);
    }
    return prepared;
  }

  #prepare(statement: Compilable<unknown>): Prepared {
    const { sql, parameters } = statement.compile();
    return {
      statement: this.#database.prepare(sql),
      slots: parameters as (SQLInputValue | Placeholder)[],
    };
  }
}

class Transaction implements Writer {
  readonly now: number;
  dueAt = Number.POSITIVE_INFINITY;
  readonly #connection: Connection;
  /** The savepoint is set by the first change: a request that is refused before costs none. */
  changed = false;

  constructor(connection: Connection, now: number) {
    this.#connection = connection;
    this.now = now;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    const { statement, slots } = this.#connection.declared(query);
    return statement.all(...fill(slots, parameters)) as R[];
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const { statement, slots } = this.#connection.declared(query);
    return statement.get(...fill(slots, parameters)) as R | undefined;
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    const { statement, slots } = this.#connection.dynamic(build(db));
    return statement.all(...(slots as SQLInputValue[])) as R[];
  }

  async run<P>(query: Query<P, unknown>, parameters: P): Promise<number> {
    return this.#change(this.#connection.declared(query), parameters);
  }

  async insert<T extends keyof Tables>(table: T, row: NewRow<T>): Promise<void> {
    const values = isResourceTable(table)
      ? { ...row, revision: 1, created_at: this.now, updated_at: this.now }
      : row;
    this.#change(this.#connection.insert(table, Object.keys(values)), values);
  }

  async update<T extends ResourceTable>(
    table: T,
    id: string,
    patch: Partial<Tables[T]>,
  ): Promise<void> {
    const values = { ...patch, updated_at: this.now };
    this.#change(this.#connection.update(table, Object.keys(values)), { ...values, id });
  }

  async remove(table: ResourceTable, id: string): Promise<void> {
    this.#change(this.#connection.declared(removals[table]), { id });
  }

  async empty(): Promise<void> {
    for (const table of this.#connection.tables()) {
      this.#change(this.#connection.emptying(table), {});
    }
  }

  async intend(intent: NewIntent): Promise<void> {
    this.dueAt = Math.min(this.dueAt, intent.due_at);
    await this.insert('intent', {
      ...intent,
      fence: 0,
      attempts: 0,
      created_at: this.now,
    });
  }

  keep(): void {
    if (this.changed) this.#connection.release.run();
  }

  undo(): void {
    if (!this.changed) return;
    this.#connection.rollbackTo.run();
    this.#connection.release.run();
  }

  #change({ statement, slots }: Prepared, parameters: unknown): number {
    if (!this.changed) {
      this.changed = true;
      this.#connection.savepoint.run();
    }
    try {
      return Number(statement.run(...fill(slots, parameters)).changes);
    } catch (error) {
      const code = (error as { errcode?: number }).errcode;
      if (code === SQLITE_CONSTRAINT_UNIQUE || code === SQLITE_CONSTRAINT_PRIMARYKEY) {
        throw new UniqueViolation((error as Error).message);
      }
      throw error;
    }
  }
}

function fill(
  slots: readonly (SQLInputValue | Placeholder)[],
  parameters: unknown,
): SQLInputValue[] {
  const given = parameters as Record<string, SQLInputValue>;
  return slots.map(
    (slot) => (slot instanceof Placeholder ? given[slot.name] : slot) as SQLInputValue,
  );
}

const removals = Object.fromEntries(
  (['vpc', 'subnet', 'security_group', 'network_interface', 'eip', 'instance'] as const).map(
    (table) => [
      table,
      {
        locks: false,
        build: (kysely: Db, p: { id: string }) => kysely.deleteFrom(table).where('id', '=', p.id),
      },
    ],
  ),
) as unknown as Record<ResourceTable, Query<{ id: string }, unknown>>;
