import type { StatementSync } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { Changes } from './changes.ts';
import type { Query } from './query.ts';
import type { Db, Tables } from './schema.ts';
import type { Connection } from './sqlite-connection.ts';
import { fill, type Prepared } from './statements.ts';
import { UniqueViolation } from './store.ts';

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/** One request's part of a commit. `keep` or `undo` ends it. */
export class Transaction extends Changes<StatementSync> {
  readonly #connection: Connection;
  /** The savepoint is set by the first change: a request that is refused before costs none. */
  changed = false;

  constructor(connection: Connection, now: number) {
    super(connection.statements, now);
    this.#connection = connection;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    const { statement, slots } = this.statements.declared(query);
    return statement.all(...fill(slots, parameters)) as R[];
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const { statement, slots } = this.statements.declared(query);
    return statement.get(...fill(slots, parameters)) as R | undefined;
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    const { statement, slots } = this.statements.dynamic(build);
    return statement.all(...fill(slots, {})) as R[];
  }

  keep(): void {
    if (this.changed) this.#connection.release.run();
  }

  undo(): void {
    if (!this.changed) return;
    this.#connection.rollbackTo.run();
    this.#connection.release.run();
  }

  protected async count(prepared: Prepared<StatementSync>, parameters: unknown): Promise<number> {
    return this.#change(prepared, parameters);
  }

  protected async change(prepared: Prepared<StatementSync>, parameters: unknown): Promise<void> {
    this.#change(prepared, parameters);
  }

  protected async tables(): Promise<(keyof Tables)[]> {
    return this.#connection.tables();
  }

  protected async mark(): Promise<void> {
    this.#begin();
    // It has the name of the outer one: the innermost is meant.
    this.#connection.savepoint.run();
  }

  protected async unmark(outcome: 'keep' | 'undo'): Promise<void> {
    if (outcome === 'undo') this.#connection.rollbackTo.run();
    this.#connection.release.run();
  }

  #begin(): void {
    if (this.changed) return;
    this.changed = true;
    this.#connection.savepoint.run();
  }

  #change({ statement, slots }: Prepared<StatementSync>, parameters: unknown): number {
    this.#begin();
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
