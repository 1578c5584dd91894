import type { Compilable } from 'kysely';
import type { QueryResult } from 'pg';
import { systemTimer } from '#platform/clock.ts';
import { bothOf } from '#platform/wait-for-all.ts';
import type { BaseTransaction } from '../base-transaction.ts';
import type { ListQuery, Query } from '../query.ts';
import type { Db, Tables } from '../schema.ts';
import { fill, type Prepared } from '../statements.ts';
import { type Grouped, type Hints, type Isolation, OutcomeUnknown, StoreBusy } from '../store.ts';
import type { BlockedRows } from './blocked-rows.ts';
import { type Connection, sendTogether } from './connection.ts';
import { failureOf, inStoresWords, isLockTimeout } from './failures.ts';
import { HoldingTransaction } from './holding-transaction.ts';
import { lockableRow, RowBlocked, RowsTaken } from './lockable-row.ts';
import { beginning } from './session.ts';
import { type Named, type PostgresStatements, readsMore } from './statements.ts';

/** The isolation of each kind of transaction; docs/scale.md gives the reasons. */
export type TransactionMode = 'snapshot' | Exclude<Isolation, Grouped>;

/**
 * Reads begin as transactions that may write too: a standby, which may lag behind, refuses those.
 */
const BEGIN: Readonly<Record<TransactionMode, string>> = {
  snapshot: 'begin isolation level repeatable read, read write',
  serial: 'begin isolation level serializable',
  locked: 'begin isolation level read committed',
  guarded: 'begin isolation level read committed',
};

/** The table with the version of the schema. It is no part of the world. */
export const VERSION_TABLE = 'tenon_schema';

export interface TransactionOptions {
  readonly connection: Connection;
  readonly statements: PostgresStatements;
  readonly now: number;
  readonly mode: TransactionMode;
  /** Rows that it does not wait for: it fails at once. */
  readonly blocked: BlockedRows;
  readonly hints: Hints;
  /** How long it waits for a lock, in milliseconds; by default as the session's settings say. */
  readonly lockMs?: number | undefined;
}

/** A row whose lock was not granted in time, and the statement that has to wait for it. */
export interface LockWait {
  readonly row: string;
  readonly statement: { readonly text: string; readonly values: unknown[] };
}

/**
 * One transaction on a connection of its own. It begins with its first statement. Changes are sent
 * without waiting for the server: only reads and the commit wait. End it with `commit` or
 * `rollback`.
 */
export class PostgresTransaction extends HoldingTransaction {
  readonly #connection: Connection;
  readonly #kind: TransactionMode;
  readonly #own: PostgresStatements;
  override readonly guarded: boolean;
  readonly #blocked: BlockedRows;
  readonly #lockMs: number | undefined;
  readonly #ahead: Promise<unknown>[] = [];
  #begun: Promise<unknown> | undefined;
  #hasBegun = false;
  #ended = false;
  /** How many statements the server has not answered, and when it was heard of last. */
  #unanswered = 0;
  #heardAt = 0;
  #committing = false;
  /** The first error. After it the server refuses every statement. */
  failure: unknown;
  blockedOn: LockWait | undefined;
  /** It has statements that may take long, such as emptying a table. */
  takesLong = false;
  /** How many writes it carries out. */
  writes = 1;

  constructor({ connection, statements, now, mode, blocked, hints, lockMs }: TransactionOptions) {
    super(statements, now, hints);
    this.guarded = mode === 'guarded';
    this.#connection = connection;
    this.#own = statements;
    this.#kind = mode;
    this.#blocked = blocked;
    this.#lockMs = lockMs;
  }

  /** For how long the server has owed an answer, in milliseconds. */
  get silence(): number {
    return this.#unanswered === 0 ? 0 : systemTimer() - this.#heardAt;
  }

  /**
   * Nobody waits for it any more: it sends nothing else, and is rolled back. Resolves what to say
   * of it: a commit that was sent may have been carried out.
   */
  abandon(busy: StoreBusy): StoreBusy | OutcomeUnknown {
    if (this.#committing && this.changed) {
      return new OutcomeUnknown('the store was lost while it committed', { cause: busy });
    }
    this.failure ??= busy;
    return busy;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    await this.sendHeld();
    return (await this.#ask(this.#reading(query, parameters), parameters)).rows as R[];
  }

  override empty(): Promise<void> {
    this.takesLong = true;
    return super.empty();
  }

  override insertMany<T extends keyof Tables>(table: T, rows: readonly Tables[T][]): Promise<void> {
    this.takesLong = true;
    return super.insertMany(table, rows);
  }

  override removeMany(
    table: keyof Tables,
    column: string,
    values: readonly string[],
  ): Promise<void> {
    this.takesLong = true;
    return super.removeMany(table, column, values);
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const [row] = await this.all(query, parameters);
    return row;
  }

  async allOf<R>(query: ListQuery<R>, ids: readonly string[]): Promise<R[]> {
    if (ids.length === 0) return [];
    const { prepared, parameters } = this.statements.ofMany(query, ids);
    return this.rows(prepared, parameters);
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    return this.rows(this.statements.dynamic(build), {});
  }

  /** What a statement that locks nothing reads. */
  async rows<R>(prepared: Prepared<Named>, parameters: unknown): Promise<R[]> {
    await this.sendHeld();
    return (await this.#ask(prepared, parameters)).rows as R[];
  }

  /**
   * What a locking query reads, whose rows are locked without waiting for anybody.
   * @throws RowsTaken when another transaction has locked one of them.
   */
  async rowsIfFree<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    await this.sendHeld();
    const [locked, read] = await bothOf(
      this.#ask(this.#own.lockFree(query), parameters),
      this.#ask(this.#own.unlocked(query), parameters),
    );
    if (locked.rows.length < read.rows.length) throw new RowsTaken();
    return read.rows as R[];
  }

  /**
   * Makes what it changed durable.
   * @throws OutcomeUnknown when the connection is lost before the server has said so.
   */
  async commit(): Promise<void> {
    if (!this.#begun) return this.#end();
    // A connection that was lost while idle fails here, when the outcome is still certain.
    await this.#begun;
    if (this.failure !== undefined) throw inStoresWords(this.failure);
    const asked = this.#send({ text: 'commit' });
    this.#committing = true;
    this.#end();
    let command: string | undefined;
    try {
      // The server rolls back a failed transaction, even when it is told to commit.
      ({ command } = await asked);
      await Promise.all(this.#ahead);
      if (this.failure !== undefined) throw this.failure;
      if (command !== 'COMMIT') throw new Error(`the server answers a commit by ${command}`);
    } catch (error) {
      const cause = this.failure ?? error;
      if (this.changed && command !== 'ROLLBACK' && !isVerdict(cause)) {
        throw new OutcomeUnknown('the store was lost while it committed', { cause });
      }
      throw inStoresWords(cause);
    }
  }

  /** A write that shares it is done. */
  adopt(member: BaseTransaction<Named>): void {
    this.takeOver(member);
    this.writes += 1;
  }

  /** Resolves when the row is free. For a transaction that does nothing else. */
  async waitFor(wait: LockWait): Promise<void> {
    await this.#send(wait.statement, () => wait);
  }

  /** Nobody waits for it: the next statement on the connection comes after it. */
  rollback(): void {
    if (this.#begun) this.#send({ text: 'rollback' }).catch(() => {});
    this.#end();
  }

  async count(prepared: Prepared<Named>, parameters: unknown): Promise<number> {
    this.changed = true;
    await this.sendHeld();
    await this.#mayChange();
    return (await this.#ask(prepared, parameters)).rowCount ?? 0;
  }

  async change(prepared: Prepared<Named>, parameters: unknown): Promise<void> {
    this.changed = true;
    await this.sendHeld();
    await this.#mayChange();
    this.#sendAhead(this.#query(prepared, parameters));
  }

  protected async tables(): Promise<(keyof Tables)[]> {
    const found = await this.#send({
      text: `select table_name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> $1`,
      values: [VERSION_TABLE],
    });
    return found.rows.map(({ table_name }) => table_name);
  }

  protected async mark(): Promise<void> {
    await this.sendHeld();
    this.#sendAhead(this.#send({ text: 'savepoint part' }));
  }

  protected async unmark(outcome: 'keep' | 'undo'): Promise<void> {
    if (outcome === 'keep') await this.sendHeld();
    if (outcome === 'undo') this.#sendAhead(this.#send({ text: 'rollback to savepoint part' }));
    this.#sendAhead(this.#send({ text: 'release savepoint part' }));
  }

  /** The statement that reads a query's rows, and locks those that must be locked. */
  #reading<P, R>(query: Query<P, R>, parameters: P): Prepared<Named> {
    if (query.locks === 'none') return this.statements.declared(query);
    if (this.#kind === 'snapshot') return this.#own.unlocked(query);
    if (this.#kind !== 'serial' && query.locks === 'wait' && readsMore(query)) {
      this.#sendAhead(this.#query(this.#own.lock(query), parameters));
      return this.#own.unlocked(query);
    }
    return this.statements.declared(query);
  }

  async #ask(prepared: Prepared<Named>, parameters: unknown): Promise<QueryResult> {
    try {
      const answer = await this.#query(prepared, parameters);
      await this.#begun;
      if (this.failure === undefined) return answer;
    } catch (error) {
      throw inStoresWords(this.failure ?? error);
    }
    throw inStoresWords(this.failure);
  }

  #query({ statement, slots }: Prepared<Named>, parameters: unknown): Promise<QueryResult> {
    const { text, name } = statement;
    const values = fill(slots, parameters);
    const wait = (): LockWait | undefined => {
      const row = lockableRow(text, parameters, values);
      return row === undefined ? undefined : { row, statement: { text, values } };
    };
    if (this.#blocked.any) {
      const wanted = wait();
      if (wanted !== undefined && this.#blocked.has(wanted.row)) {
        return this.#note(Promise.reject(new RowBlocked()), wait);
      }
    }
    const named = this.#own.kept && name !== undefined ? { text, name } : { text };
    return this.#send({ ...named, values }, wait);
  }

  /**
   * When the statement that begins the transaction fails, the server runs the statements that were
   * sent after it one by one, outside any transaction. For reads this does no harm, so they may be
   * sent together with the beginning; changes may not.
   */
  async #mayChange(): Promise<void> {
    if (!this.#hasBegun) await this.#begin();
    if (this.failure !== undefined) throw inStoresWords(this.failure);
  }

  /** `#note` records the error. */
  #sendAhead(sent: Promise<unknown>): Promise<void> {
    const answered = sent.then(NOTHING, NOTHING);
    this.#ahead.push(answered);
    return answered;
  }

  #send(
    query: Named & { values?: unknown[] },
    wait?: () => LockWait | undefined,
  ): Promise<QueryResult> {
    if (this.#ended) return Promise.reject(new Error('the transaction has ended'));
    if (this.failure instanceof StoreBusy) return Promise.reject(this.failure);
    sendTogether(this.#connection.client.connection.stream);
    void this.#begin();
    return this.#note(this.#connection.client.query(query), wait);
  }

  /** Resolves when the server has answered, also with an error. */
  #begin(): Promise<unknown> {
    if (this.#begun !== undefined) return this.#begun;
    const { client, session } = this.#connection;
    const text = beginning(session, BEGIN[this.#kind], this.#lockMs);
    this.#begun = this.#sendAhead(
      this.#note(client.query(text)).then(() => {
        this.#hasBegun = true;
      }),
    );
    return this.#begun;
  }

  /** `wait` says which row the statement may have to wait for. */
  async #note<T>(answer: Promise<T>, wait?: () => LockWait | undefined): Promise<T> {
    if (this.#unanswered === 0) this.#heardAt = systemTimer();
    this.#unanswered += 1;
    try {
      return await answer;
    } catch (error) {
      if (this.failure === undefined && isLockTimeout(error)) this.blockedOn = wait?.();
      this.failure ??= error;
      throw error;
    } finally {
      this.#unanswered -= 1;
      this.#heardAt = systemTimer();
    }
  }

  #end(): void {
    this.#ended = true;
  }
}

const NOTHING = () => {};

/** Whether the server has told the outcome of a commit. */
function isVerdict(error: unknown): boolean {
  return ['conflict', 'unique', 'stale', 'fault'].includes(failureOf(error));
}
