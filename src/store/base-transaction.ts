import type { Compilable } from 'kysely';
import type { Touch, TouchedTable } from '#core/packet-tables.ts';
import { isEmptied, isResourceTable, RESOURCE_TABLES } from '#core/resources.ts';
import { ChangedResources } from './changed-resources.ts';
import { dynamic } from './dynamic.ts';
import { type Query, query } from './query.ts';
import type { Db, IntentRow, ResourceTable, Tables } from './schema.ts';
import type { Prepared, Statements } from './statements.ts';
import type {
  NewIntent,
  NewRow,
  NoticeTouches,
  ResourceChange,
  SettleAtOnce,
  StatusChange,
  Writer,
} from './store.ts';

/** The writer that both engines share: they differ only in how they run a statement. */
export abstract class BaseTransaction<S> implements Writer {
  readonly now: number;
  /** When the earliest intent that it wrote is due. */
  dueAt = Number.POSITIVE_INFINITY;
  protected readonly statements: Statements<S>;
  /** Intents that were due when they were written: they may settle at the end of the work. */
  #dueAlready: IntentRow[] = [];
  /** By the ids of the rows. */
  #touches = new Map<string, Touch>();
  /** Tables with rows that packets meet, of which it has written some. */
  #written = new Set<keyof Tables>();
  /** What it has changed of resources, where somebody wants to know; it is complete at the end. */
  changes: readonly ResourceChange[] = [];
  #observed: ChangedResources | undefined;
  #mustTouch = false;
  #considered = false;

  constructor(statements: Statements<S>, now: number) {
    this.statements = statements;
    this.now = now;
  }

  /** Has it note what it changes of resources. */
  observe(): void {
    this.#observed = new ChangedResources();
  }

  /** What was noted is of no more use. */
  protected emptied(): void {
    this.#observed?.clear();
  }

  abstract all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]>;
  abstract first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined>;
  abstract select<R>(build: (db: Db) => Compilable<R>): Promise<R[]>;

  /** Runs a change and says how many rows it changed. */
  protected abstract count(prepared: Prepared<S>, parameters: unknown): Promise<number>;
  /** Runs a change whose number of rows nobody needs. */
  protected abstract change(prepared: Prepared<S>, parameters: unknown): Promise<void>;
  protected abstract tables(): Promise<(keyof Tables)[]>;
  /** Sets a savepoint inside the work. */
  protected abstract mark(): Promise<void>;
  /** Releases the latest savepoint, or rolls back to it. */
  protected abstract unmark(outcome: 'keep' | 'undo'): Promise<void>;

  run<P>(query: Query<P, unknown>, parameters: P): Promise<number> {
    const change = () => this.count(this.#note(this.statements.declared(query)), parameters);
    if (this.#observed === undefined) return change();
    return this.#observed.lookAtAll(this, this.statements.db, query, parameters).then(change);
  }

  insert<T extends keyof Tables>(table: T, row: NewRow<T>): Promise<void> {
    const values = isResourceTable(table)
      ? { ...row, revision: 1, created_at: this.now, updated_at: this.now }
      : row;
    if (this.#observed && isResourceTable(table)) {
      this.#observed.made(table, (row as { id: string }).id);
    }
    return this.change(this.#note(this.statements.insert(table, Object.keys(values))), values);
  }

  update<T extends ResourceTable>(table: T, id: string, patch: Partial<Tables[T]>): Promise<void> {
    const values = { ...patch, updated_at: this.now };
    const statement = this.#note(this.statements.update(table, Object.keys(values)));
    const change = () => this.change(statement, { ...values, id });
    return this.#observed?.look(this, table, id).then(change) ?? change();
  }

  async advance(table: ResourceTable, id: string, { from, to }: StatusChange): Promise<boolean> {
    if (this.#observed) await this.#observed.look(this, table, id);
    const parameters = { id, from, to, now: this.now };
    return (await this.count(this.#note(this.statements.advance(table)), parameters)) === 1;
  }

  remove(table: ResourceTable, id: string): Promise<void> {
    const change = () => this.change(this.#note(this.statements.declared(removals[table])), { id });
    return this.#observed?.look(this, table, id).then(change) ?? change();
  }

  async empty(): Promise<void> {
    this.emptied();
    for (const table of (await this.tables()).filter(isEmptied)) {
      await this.change(this.statements.emptying(table), {});
    }
  }

  /** By default in one statement. */
  async insertMany<T extends keyof Tables>(table: T, rows: readonly Tables[T][]): Promise<void> {
    if (rows.length === 0) return;
    this.noteIntents(table, rows);
    const statement = this.statements.dynamic((db) =>
      dynamic(db)
        .insertInto(table)
        .values(rows as readonly object[]),
    );
    await this.change(statement, {});
  }

  /** By default in one statement. */
  async removeMany(table: keyof Tables, column: string, values: readonly string[]): Promise<void> {
    if (values.length === 0) return;
    const statement = this.statements.dynamic((db) =>
      dynamic(db).deleteFrom(table).where(column, 'in', values).where(column, '<>', ''),
    );
    await this.change(statement, {});
  }

  /** Rows of intents that are written as they were are due when they say. */
  protected noteIntents(table: keyof Tables, rows: readonly object[]): void {
    if (table !== 'intent') return;
    for (const { due_at } of rows as readonly IntentRow[]) {
      this.dueAt = Math.min(this.dueAt, due_at);
    }
  }

  async attempt<T>(part: () => Promise<T>): Promise<T> {
    const { dueAt } = this;
    const dueAlready = [...this.#dueAlready];
    const touches = new Map(this.#touches);
    const written = new Set(this.#written);
    await this.mark();
    try {
      const value = await part();
      await this.unmark('keep');
      return value;
    } catch (error) {
      this.dueAt = dueAt;
      this.#dueAlready = dueAlready;
      this.#touches = touches;
      this.#written = written;
      await this.unmark('undo');
      throw error;
    }
  }

  async withdraw(resourceId: string): Promise<Pick<IntentRow, 'id' | 'kind' | 'account_id'>[]> {
    const withdrawn = await this.all(owedTo, { resourceId });
    if (withdrawn.length > 0) {
      await this.change(this.statements.declared(withdrawal), { resourceId });
    }
    const others = this.#dueAlready.filter((intent) => intent.resource_id !== resourceId);
    const taken = this.#dueAlready.filter((intent) => intent.resource_id === resourceId);
    this.#dueAlready = others;
    return [...withdrawn, ...taken.map(({ id, kind, account_id }) => ({ id, kind, account_id }))];
  }

  async intend(intent: NewIntent): Promise<void> {
    const row = { ...intent, fence: 0, attempts: 0, created_at: this.now };
    if (row.due_at <= this.now) this.#dueAlready.push(row);
    else await this.#keep(row);
  }

  async intendLeased(intent: NewIntent, ms: number): Promise<void> {
    const row = { ...intent, fence: 1, attempts: 1, created_at: this.now };
    await this.#keep({ ...row, due_at: this.now + ms });
  }

  async intendAgain(intent: NewIntent): Promise<void> {
    const row = { ...intent, fence: 0, attempts: 0, created_at: this.now };
    this.dueAt = Math.min(this.dueAt, row.due_at);
    await this.change(this.statements.declared(oweAgain), row);
  }

  touch(table: TouchedTable, id: string, how?: 'carried'): void {
    const carried = how === 'carried' && this.#touches.get(id)?.carried !== false;
    this.#touches.set(id, { table, id, carried });
  }

  touchNothing(): void {
    this.#considered = true;
  }

  mustTouch(): void {
    this.#mustTouch = true;
  }

  /**
   * The end of the work: settles what can be settled at once, and keeps the other intents. They are
   * settled one after the other: the next ones see what an earlier one begins or withdraws. What it
   * has touched by then is noticed.
   */
  async conclude(
    settle: SettleAtOnce | undefined,
    notice: NoticeTouches | undefined,
  ): Promise<void> {
    for (;;) {
      const intent = this.#dueAlready.shift();
      if (intent === undefined) break;
      await (settle?.(this, intent) ?? this.#keep(intent));
    }
    if (this.#observed) this.changes = await this.#observed.compare(this);
    if (notice === undefined || (this.#touches.size === 0 && this.#written.size === 0)) return;
    const careless = this.#mustTouch && !this.#considered && this.#touches.size === 0;
    await notice(this, [...this.#touches.values()], careless ? [...this.#written] : []);
  }

  #note(prepared: Prepared<S>): Prepared<S> {
    if (prepared.packets !== undefined) this.#written.add(prepared.packets);
    return prepared;
  }

  #keep(intent: IntentRow): Promise<void> {
    this.dueAt = Math.min(this.dueAt, intent.due_at);
    return this.insert('intent', intent);
  }
}

const owedTo = query((kysely, p: { resourceId: string }) =>
  kysely
    .selectFrom('intent')
    .select(['id', 'kind', 'account_id'])
    .where('resource_id', '=', p.resourceId),
);

/** The fence grows, so that whoever holds the intent cannot end it: its work began too early. */
const oweAgain = query((kysely, p: IntentRow) =>
  kysely
    .insertInto('intent')
    .values({
      id: p.id,
      kind: p.kind,
      account_id: p.account_id,
      region: p.region,
      resource_id: p.resource_id,
      due_at: p.due_at,
      fence: p.fence,
      attempts: p.attempts,
      created_at: p.created_at,
    })
    .onConflict((present) =>
      present.column('id').doUpdateSet((set) => ({
        due_at: set.ref('excluded.due_at'),
        attempts: set.ref('excluded.attempts'),
        fence: set('intent.fence', '+', 1),
      })),
    ),
);

const withdrawal = query((kysely, p: { resourceId: string }) =>
  kysely.deleteFrom('intent').where('resource_id', '=', p.resourceId),
);

const removals = Object.fromEntries(
  RESOURCE_TABLES.map((table) => [
    table,
    query((db, p: { id: string }) => dynamic(db).deleteFrom(table).where('id', '=', p.id)),
  ]),
) as unknown as Record<ResourceTable, Query<{ id: string }, unknown>>;
