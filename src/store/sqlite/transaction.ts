import type { StatementSync } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { isEmptied } from '#core/resources.ts';
import { BaseTransaction } from '../base-transaction.ts';
import { dynamic, type Subselect } from '../dynamic.ts';
import type { Pacer } from '../pacer.ts';
import type { Query } from '../query.ts';
import type { Db, Tables } from '../schema.ts';
import { fill, type Prepared } from '../statements.ts';
import { type StoreUnavailable, UniqueViolation } from '../store.ts';
import type { Connection } from './connection.ts';
import { unavailable } from './failures.ts';

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/**
 * A table with no more rows than this is emptied, and copied, by one statement, which is by far the
 * quickest way.
 */
const IN_ONE_GO = 20_000;
/** From a longer table each statement removes so many rows. */
const REMOVED_AT_ONCE = 500;
const COPIED_AT_ONCE = 2000;
/** The schema name of a snapshot while it is restored. */
export const ATTACHED = 'snapshot';

/**
 * One request's part of a commit. `keep` or `undo` ends it. Statements run at once, in the order of
 * the calls; the event loop may have a turn before a result is returned.
 */
export class Transaction extends BaseTransaction<StatementSync> {
  readonly #connection: Connection;
  readonly #pacer: Pacer;
  /** The first change sets the savepoint: a request that is refused before it costs none. */
  changed = false;
  /** Why the engine could not go on. Then nothing of the whole commit can be kept. */
  failure: StoreUnavailable | undefined;

  constructor(connection: Connection, pacer: Pacer, now: number) {
    super(connection.statements, now);
    this.#connection = connection;
    this.#pacer = pacer;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    const { statement, slots } = this.statements.declared(query);
    const rows = this.#run(() => statement.all(...fill(slots, parameters)) as R[]);
    const pause = this.#pacer.pause();
    if (pause !== undefined) await pause;
    return rows;
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const { statement, slots } = this.statements.declared(query);
    const row = this.#run(() => statement.get(...fill(slots, parameters)) as R | undefined);
    const pause = this.#pacer.pause();
    if (pause !== undefined) await pause;
    return row;
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    const { statement, slots } = this.statements.dynamic(build);
    const rows = this.#run(() => statement.all(...fill(slots, {})) as R[]);
    const pause = this.#pacer.pause();
    if (pause !== undefined) await pause;
    return rows;
  }

  /**
   * One table at a time, and long tables some rows at a time: one statement would take too long.
   */
  override async empty(): Promise<void> {
    this.emptied();
    for (const table of this.#connection.tables().filter(isEmptied)) {
      while (this.#isLong(`"${table}"`)) await this.#removeSome(table);
      await this.change(this.statements.emptying(table), {});
    }
  }

  /**
   * Copies the rows of tables, which are empty, from the database that is attached as
   * `ATTACHED`. A whole table takes the engine a fraction of what its rows would take one by one;
   * long tables are copied some rows at a time.
   */
  async copyAttached(tables: readonly (keyof Tables)[]): Promise<void> {
    for (const table of tables) {
      for (const range of this.#ranges(table)) {
        const sql = `insert into main."${table}" select * from ${ATTACHED}."${table}" ${range}`;
        await this.count({ statement: this.#connection.prepare(sql), slots: [] }, {});
      }
    }
    const statement = this.#connection.prepare('select min(due_at) as due_at from intent');
    const [first] = this.#run(() => statement.all()) as unknown as [{ due_at: number | null }];
    if (first.due_at !== null) this.noteIntents('intent', [first]);
  }

  /** Some rows at a time, as when a table is emptied. */
  override async removeMany(
    table: keyof Tables,
    column: string,
    values: readonly string[],
  ): Promise<void> {
    if (values.length === 0) return;
    const some = this.statements.dynamic((db) =>
      dynamic(db)
        .deleteFrom(table)
        .where('rowid', 'in', (rows: Subselect) =>
          rows
            .selectFrom(table)
            .select('rowid')
            .where(column, 'in', values)
            // By an index of those that are not empty, where there is one.
            .where(column, '<>', '')
            .limit(REMOVED_AT_ONCE),
        ),
    );
    while ((await this.count(some, {})) === REMOVED_AT_ONCE);
  }

  keep(): void {
    if (!this.changed) return;
    this.#connection.release.run();
    this.#pacer.count();
  }

  undo(): void {
    if (!this.changed) return;
    this.#connection.rollbackTo.run();
    this.#connection.release.run();
  }

  protected async count(prepared: Prepared<StatementSync>, parameters: unknown): Promise<number> {
    const count = this.#change(prepared, parameters);
    const pause = this.#pacer.pause();
    if (pause !== undefined) await pause;
    return count;
  }

  protected async change(prepared: Prepared<StatementSync>, parameters: unknown): Promise<void> {
    this.#change(prepared, parameters);
    const pause = this.#pacer.pause();
    if (pause !== undefined) await pause;
  }

  protected async tables(): Promise<(keyof Tables)[]> {
    return this.#connection.tables();
  }

  /** The conditions by which a table is copied: none for one that is not long. */
  *#ranges(table: string): Generator<string> {
    const end = this.#connection.prepare(
      `select rowid as id from ${ATTACHED}."${table}" where rowid > ? order by rowid limit 1 offset ${COPIED_AT_ONCE - 1}`,
    );
    const isLong = this.#run(() => this.#isLong(`${ATTACHED}."${table}"`));
    let after = 0;
    while (isLong) {
      const row = this.#run(() => end.get(after)) as { id: number } | undefined;
      if (row === undefined) break;
      yield `where rowid > ${after} and rowid <= ${row.id}`;
      after = row.id;
    }
    yield isLong ? `where rowid > ${after}` : '';
  }

  #isLong(table: string): boolean {
    const statement = this.#connection.prepare(
      `select 1 from ${table} limit 1 offset ${IN_ONE_GO}`,
    );
    return this.#run(() => statement.get() !== undefined);
  }

  #removeSome(table: string): Promise<number> {
    const some = `select rowid from "${table}" limit ${REMOVED_AT_ONCE}`;
    const statement = this.#connection.prepare(`delete from "${table}" where rowid in (${some})`);
    return this.count({ statement, slots: [] }, {});
  }

  protected async mark(): Promise<void> {
    this.#run(() => {
      this.#begin();
      // It has the name of the outer savepoint: SQLite means the innermost.
      this.#connection.savepoint.run();
    });
  }

  protected async unmark(outcome: 'keep' | 'undo'): Promise<void> {
    this.#run(() => {
      if (outcome === 'undo') this.#connection.rollbackTo.run();
      this.#connection.release.run();
    });
  }

  #begin(): void {
    if (this.changed) return;
    this.changed = true;
    this.#connection.savepoint.run();
    this.#pacer.count();
  }

  #change({ statement, slots }: Prepared<StatementSync>, parameters: unknown): number {
    return this.#run(() => {
      this.#begin();
      return Number(statement.run(...fill(slots, parameters)).changes);
    });
  }

  #run<T>(statement: () => T): T {
    // The engine may have rolled everything back: the next statement would run outside any
    // transaction.
    if (this.failure !== undefined) throw this.failure;
    try {
      return statement();
    } catch (error) {
      const code = (error as { errcode?: number }).errcode;
      if (code === SQLITE_CONSTRAINT_UNIQUE || code === SQLITE_CONSTRAINT_PRIMARYKEY) {
        throw new UniqueViolation((error as Error).message);
      }
      this.failure = unavailable(error);
      throw this.failure ?? error;
    }
  }
}
