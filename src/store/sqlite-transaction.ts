import type { SQLInputValue } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { Placeholder, type Query, query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';
import { type Connection, db, type Prepared } from './sqlite-connection.ts';
import {
  type NewIntent,
  type NewRow,
  type StatusChange,
  UniqueViolation,
  type Writer,
} from './store.ts';
import { isResourceTable, RESOURCE_TABLES } from './tables.ts';

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/** One request's part of a commit. `keep` or `undo` ends it. */
export class Transaction implements Writer {
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

  async advance(table: ResourceTable, id: string, { from, to }: StatusChange): Promise<boolean> {
    return this.#change(this.#connection.advance(table), { id, from, to, now: this.now }) === 1;
  }

  async remove(table: ResourceTable, id: string): Promise<void> {
    this.#change(this.#connection.declared(removals[table]), { id });
  }

  async empty(): Promise<void> {
    for (const table of this.#connection.tables()) {
      this.#change(this.#connection.emptying(table), {});
    }
  }

  async withdraw(resourceId: string): Promise<string[]> {
    const withdrawn = await this.all(owedTo, { resourceId });
    if (withdrawn.length > 0) this.#change(this.#connection.declared(withdrawal), { resourceId });
    return withdrawn.map(({ id }) => id);
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

const owedTo = query((kysely, p: { resourceId: string }) =>
  kysely.selectFrom('intent').select('id').where('resource_id', '=', p.resourceId),
);

const withdrawal = query((kysely, p: { resourceId: string }) =>
  kysely.deleteFrom('intent').where('resource_id', '=', p.resourceId),
);

const removals = Object.fromEntries(
  RESOURCE_TABLES.map((table) => [
    table,
    query((kysely, p: { id: string }) => kysely.deleteFrom(table as 'vpc').where('id', '=', p.id)),
  ]),
) as unknown as Record<ResourceTable, Query<{ id: string }, unknown>>;
