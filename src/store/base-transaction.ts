import type { Compilable } from 'kysely';
import type { Touch, TouchedTable } from '#core/packet-tables.ts';
import { isResourceTable, RESOURCE_TABLES } from '#core/resources.ts';
import { isEmptied } from '#core/tables.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import { ChangedResources } from './changed-resources.ts';
import { dynamic } from './dynamic.ts';
import { EndChanges } from './end-changes.ts';
import { HeldUpdate } from './held-update.ts';
import { type ListQuery, type Query, query } from './query.ts';
import type { Db, IntentRow, ResourceTable, Tables } from './schema.ts';
import type { Prepared, Statements } from './statements.ts';
import type {
  Amounts,
  EndChange,
  Hints,
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
  readonly guarded: boolean = false;
  readonly hints: Hints;
  /** When the earliest intent that it wrote is due. */
  dueAt = Number.POSITIVE_INFINITY;
  readonly statements: Statements<S>;
  /** Intents that were due when they were written: they may settle at the end of the work. */
  #dueAlready: IntentRow[] = [];
  /** In the order of the calls; made for the first: most transactions only read. */
  #touches: Touch[] | undefined;
  /** Tables with rows that packets meet, of which it has written some. */
  #written: (keyof Tables)[] | undefined;
  /** What it has changed of resources, where somebody wants to know; it is complete at the end. */
  changes: readonly ResourceChange[] = [];
  #observed: ChangedResources | undefined;
  /** What is changed when all other work is done. */
  #atEnd: EndChanges | undefined;
  #mustTouch = false;
  #considered = false;
  #unconsideredOfParts: readonly (keyof Tables)[] = [];

  constructor(statements: Statements<S>, now: number, hints: Hints) {
    this.statements = statements;
    this.now = now;
    this.hints = hints;
  }

  /** Has it note what it changes of resources. */
  observe(): void {
    this.#observed = new ChangedResources();
  }

  /** A change that its engine has not been sent yet; only of an engine that holds them. */
  protected held: HeldUpdate | undefined;

  /** Changes one resource's row: at once, unless the engine holds updates. */
  protected changeOne(table: ResourceTable, id: string, patch: object): Promise<void> {
    const { prepared, parameters } = this.changing(
      new HeldUpdate(table, id, { ...patch, updated_at: this.now }),
    );
    return this.change(prepared, parameters);
  }

  /** Sends the change that is held, if there is one. @throws what the engine says of it. */
  protected sendHeld(): Promise<void> | void {}

  /** The statement of a change. */
  protected changing(held: HeldUpdate) {
    const { table, id, values, steps } = held;
    const columns = Object.keys(values);
    if (held.kind === 'insert') {
      return { prepared: this.#note(this.statements.insert(table, columns)), parameters: values };
    }
    const prepared = this.#note(this.statements.update(table, columns));
    return { prepared, parameters: { ...values, id, steps } };
  }

  /** What was noted is of no more use. */
  protected emptied(): void {
    this.#observed?.clear();
  }

  abstract all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]>;
  abstract first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined>;
  abstract allOf<R>(query: ListQuery<R>, ids: readonly string[]): Promise<R[]>;
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
    return this.add(table, values);
  }

  /** Adds a row: at once, unless the engine holds it. */
  protected add(table: keyof Tables, values: object): Promise<void> {
    return this.change(this.#note(this.statements.insert(table, Object.keys(values))), values);
  }

  update<T extends ResourceTable>(table: T, id: string, patch: Partial<Tables[T]>): Promise<void> {
    if (this.#observed === undefined) return this.changeOne(table, id, patch);
    return this.#observed.look(this, table, id).then(() => this.changeOne(table, id, patch));
  }

  async advance<T extends ResourceTable>(
    table: T,
    id: string,
    change: StatusChange,
    patch: Partial<Tables[T]> = {},
  ): Promise<boolean> {
    if (this.#observed) await this.#observed.look(this, table, id);
    if (this.held?.isOf(table, id)) {
      const moved = this.held.advance(change, patch);
      if (moved !== undefined) return moved;
    }
    const statement = this.#note(this.statements.advance(table, Object.keys(patch)));
    const parameters = { ...patch, id, from: change.from, to: change.to, now: this.now };
    return (await this.count(statement, parameters)) === 1;
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
    const touches = this.#touches?.slice();
    const written = this.#written?.slice();
    const atEnd = this.#atEnd?.copy();
    await this.mark();
    try {
      const value = await part();
      await this.unmark('keep');
      return value;
    } catch (error) {
      this.held = undefined;
      this.dueAt = dueAt;
      this.#dueAlready = dueAlready;
      this.#touches = touches;
      this.#written = written;
      this.#atEnd = atEnd;
      await this.unmark('undo');
      throw error;
    }
  }

  /** Where nobody else changes rows meanwhile, at once. */
  async atEnd<A extends Amounts>(added: EndChange<A>): Promise<void> {
    if (!this.guarded) return added.change(this, added.amounts);
    this.#atEnd ??= new EndChanges();
    this.#atEnd.add(added);
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

  intend(intent: NewIntent): Promise<void> {
    const row = { ...intent, fence: 0, attempts: 0, created_at: this.now };
    if (row.due_at > this.now) return this.#keep(row);
    this.#dueAlready.push(row);
    return DONE;
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
    this.#touches ??= [];
    this.#touches.push({ table, id, carried: how === 'carried' });
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
  conclude(settle: SettleAtOnce | undefined, notice: NoticeTouches | undefined): Promise<void> {
    const settled = this.settle(settle);
    return notice === undefined ? settled : settled.then(() => this.#notify(notice));
  }

  /** The same without the notice. */
  async settle(settle: SettleAtOnce | undefined): Promise<void> {
    for (;;) {
      const intent = this.#dueAlready.shift();
      if (intent === undefined) break;
      await (settle?.(this, intent) ?? this.#keep(intent));
    }
    const sent = this.sendHeld();
    if (sent !== undefined) await sent;
    await this.#changeAtEnd();
    if (this.#observed) this.changes = [...this.changes, ...(await this.#observed.compare(this))];
  }

  /** Takes over what a part of it has touched, and what is told of the part after the commit. */
  protected takeOver(part: BaseTransaction<S>): void {
    this.dueAt = Math.min(this.dueAt, part.dueAt);
    this.changes = [...this.changes, ...part.changes];
    for (const { table, id, carried } of part.#touches ?? []) {
      this.touch(table, id, carried ? 'carried' : undefined);
    }
    this.#unconsideredOfParts = [...this.#unconsideredOfParts, ...part.#unconsidered];
  }

  async #notify(notice: NoticeTouches): Promise<void> {
    const touches = eachOnce(this.#touches ?? []);
    const unconsidered = this.#unconsidered;
    if (touches.length > 0 || unconsidered.length > 0) await notice(this, touches, unconsidered);
  }

  /** The tables with rows that packets meet, where it ought to have touched networks. */
  get #unconsidered(): readonly (keyof Tables)[] {
    const careless = this.#mustTouch && !this.#considered && this.#touches === undefined;
    const own = careless ? (this.#written ?? []) : [];
    return [...this.#unconsideredOfParts, ...own];
  }

  /** All are sent together, unless what they change is looked at before. */
  async #changeAtEnd(): Promise<void> {
    if (this.#atEnd === undefined) return;
    const inOrder = this.#atEnd.inOrder();
    this.#atEnd = undefined;
    if (this.#observed) for (const { change, amounts } of inOrder) await change(this, amounts);
    else await waitForAll(inOrder.map(({ change, amounts }) => change(this, amounts)));
  }

  #note(prepared: Prepared<S>): Prepared<S> {
    const { packets } = prepared;
    if (packets !== undefined) {
      this.#written ??= [];
      if (!this.#written.includes(packets)) this.#written.push(packets);
    }
    return prepared;
  }

  #keep(intent: IntentRow): Promise<void> {
    this.dueAt = Math.min(this.dueAt, intent.due_at);
    return this.insert('intent', intent);
  }
}

const DONE = Promise.resolve();

/** One touch for each row. It is carried only where all touches of the row are. */
function eachOnce(touches: readonly Touch[]): Touch[] {
  const byId = new Map<string, Touch>();
  for (const touch of touches) {
    const carried = touch.carried && byId.get(touch.id)?.carried !== false;
    byId.set(touch.id, { ...touch, carried });
  }
  return [...byId.values()];
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
