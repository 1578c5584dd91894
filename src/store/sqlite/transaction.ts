import type { Compilable } from 'kysely';
import { isEmptied } from '#core/tables.ts';
import { BaseTransaction } from '../base-transaction.ts';
import { dynamic, type Subselect } from '../dynamic.ts';
import { HeldUpdate } from '../held-update.ts';
import type { Pacer } from '../pacer.ts';
import type { ListQuery, Query } from '../query.ts';
import type { Db, ResourceTable, Tables } from '../schema.ts';
import { fill, type Prepared } from '../statements.ts';
import { type StoreUnavailable, UniqueViolation } from '../store.ts';
import type { Connection } from './connection.ts';
import { unavailable } from './failures.ts';
import type { Statement } from './statement.ts';

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
 * One request's part of a commit. Statements run at once, in the order of the calls; only updates of
 * a resource's row are held back until the next statement. The event loop may have a turn before a
 * result is returned.
 *
 * A guarded one ends with `keep` or `undo`. An unguarded one has no savepoint, which would cost it
 * two statements: when it fails after a change, the whole commit must be rolled back.
 */
export class Transaction extends BaseTransaction<Statement> {
  readonly #connection: Connection;
  readonly #pacer: Pacer;
  readonly #isGuarded: boolean;
  /** The first change sets the savepoint: a request that is refused before it costs none. */
  changed = false;
  /** Why the engine could not go on. Then nothing of the whole commit can be kept. */
  failure: StoreUnavailable | undefined;

  constructor(connection: Connection, pacer: Pacer, now: number, isGuarded = true) {
    super(connection.statements, now, connection.hints);
    this.#connection = connection;
    this.#pacer = pacer;
    this.#isGuarded = isGuarded;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    const rows = this.#all(this.statements.declared(query), parameters) as R[];
    const pause = this.#pacer.pause();
    return pause === undefined ? rows : pause.then(() => rows);
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const { statement, slots } = this.statements.declared(query);
    this.#beforeStatement();
    let row: R | undefined;
    try {
      row = statement.get(fill(slots, parameters)) as R | undefined;
    } catch (error) {
      throw this.#inStoresWords(error);
    }
    const pause = this.#pacer.pause();
    return pause === undefined ? row : pause.then(() => row);
  }

  async allOf<R>(query: ListQuery<R>, ids: readonly string[]): Promise<R[]> {
    if (ids.length === 0) return [];
    const { prepared, parameters } = this.statements.ofMany(query, ids);
    const rows = this.#all(prepared, parameters) as R[];
    const pause = this.#pacer.pause();
    return pause === undefined ? rows : pause.then(() => rows);
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    const rows = this.#all(this.statements.dynamic(build), {}) as R[];
    const pause = this.#pacer.pause();
    return pause === undefined ? rows : pause.then(() => rows);
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
    const [first] = this.#all({ statement, slots: [] }, {}) as [{ due_at: number | null }];
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
    if (!this.changed || !this.#isGuarded) return;
    this.#connection.release.run();
    this.#pacer.count();
  }

  undo(): void {
    if (!this.changed || !this.#isGuarded) return;
    this.#connection.rollbackTo.run();
    this.#connection.release.run();
  }

  protected async count(prepared: Prepared<Statement>, parameters: unknown): Promise<number> {
    const count = this.#change(prepared, parameters);
    const pause = this.#pacer.pause();
    return pause === undefined ? count : pause.then(() => count);
  }

  protected async change(prepared: Prepared<Statement>, parameters: unknown): Promise<void> {
    this.#change(prepared, parameters);
    return this.#pacer.pause();
  }

  /** Holds the update back, or adds it to the one of the same row that is held. */
  protected override async changeOne(
    table: ResourceTable,
    id: string,
    patch: object,
  ): Promise<void> {
    const values = { ...patch, updated_at: this.now };
    if (this.held?.isOf(table, id)) {
      this.held.join(values);
      return;
    }
    this.sendHeld();
    this.held = new HeldUpdate(table, id, values);
  }

  protected override sendHeld(): void {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    const { prepared, parameters } = this.changing(held);
    const changed = this.#change(prepared, parameters);
    this.#pacer.count();
    if (held.isRelied && changed !== 1) {
      throw new Error(`the row of ${held.id} is gone, and its transition was told to go on`);
    }
  }

  protected async tables(): Promise<(keyof Tables)[]> {
    return this.#connection.tables();
  }

  /** The conditions by which a table is copied: none for one that is not long. */
  *#ranges(table: string): Generator<string> {
    const end = this.#connection.prepare(
      `select rowid as id from ${ATTACHED}."${table}" where rowid > ? order by rowid limit 1 offset ${COPIED_AT_ONCE - 1}`,
    );
    const isLong = this.#isLong(`${ATTACHED}."${table}"`);
    let after = 0;
    while (isLong) {
      const row = this.#control(() => end.get([after])) as { id: number } | undefined;
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
    return this.#control(() => statement.get([]) !== undefined);
  }

  #removeSome(table: string): Promise<number> {
    const some = `select rowid from "${table}" limit ${REMOVED_AT_ONCE}`;
    const statement = this.#connection.prepare(`delete from "${table}" where rowid in (${some})`);
    return this.count({ statement, slots: [] }, {});
  }

  protected async mark(): Promise<void> {
    this.#beforeStatement();
    this.#control(() => {
      this.#begin();
      // It has the name of the outer savepoint: SQLite means the innermost.
      this.#connection.savepoint.run();
    });
  }

  protected async unmark(outcome: 'keep' | 'undo'): Promise<void> {
    this.#beforeStatement();
    this.#control(() => {
      if (outcome === 'undo') this.#connection.rollbackTo.run();
      this.#connection.release.run();
    });
  }

  #begin(): void {
    if (this.changed) return;
    this.changed = true;
    if (!this.#isGuarded) return;
    this.#connection.savepoint.run();
    this.#pacer.count();
  }

  #all({ statement, slots }: Prepared<Statement>, parameters: unknown): unknown[] {
    this.#beforeStatement();
    try {
      return statement.all(fill(slots, parameters));
    } catch (error) {
      throw this.#inStoresWords(error);
    }
  }

  #change({ statement, slots }: Prepared<Statement>, parameters: unknown): number {
    this.#beforeStatement();
    try {
      this.#begin();
      return statement.run(fill(slots, parameters));
    } catch (error) {
      throw this.#inStoresWords(error);
    }
  }

  /** Runs statements that are none of the work's. */
  #control<T>(statements: () => T): T {
    try {
      return statements();
    } catch (error) {
      throw this.#inStoresWords(error);
    }
  }

  /** @throws when nothing may run any more, and what the engine says of an update that was held. */
  #beforeStatement(): void {
    // The engine may have rolled everything back: the next statement would run outside any
    // transaction.
    if (this.failure !== undefined) throw this.failure;
    this.sendHeld();
  }

  #inStoresWords(error: unknown): unknown {
    const code = (error as { errcode?: number }).errcode;
    if (code === SQLITE_CONSTRAINT_UNIQUE || code === SQLITE_CONSTRAINT_PRIMARYKEY) {
      return new UniqueViolation((error as Error).message);
    }
    this.failure = unavailable(error);
    return this.failure ?? error;
  }
}
