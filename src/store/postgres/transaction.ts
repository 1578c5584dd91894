import type { Compilable } from 'kysely';
import type { QueryResult } from 'pg';
import { BaseTransaction } from '../base-transaction.ts';
import type { Query } from '../query.ts';
import type { Db, Tables } from '../schema.ts';
import { fill, type Prepared } from '../statements.ts';
import { type Isolation, OutcomeUnknown } from '../store.ts';
import { type Connection, sendTogether } from './connection.ts';
import { failureOf, inStoresWords } from './failures.ts';
import { beginning } from './session.ts';
import { type Named, type PostgresStatements, readsMore } from './statements.ts';

/** The isolation of each kind of transaction; docs/scale.md gives the reasons. */
export type TransactionMode = 'snapshot' | Isolation;

/**
 * Reads begin as transactions that may write too: a standby, which may lag behind, refuses those.
 */
const BEGIN: Readonly<Record<TransactionMode, string>> = {
  snapshot: 'begin isolation level repeatable read, read write',
  serial: 'begin isolation level serializable',
  locked: 'begin isolation level read committed',
};

/** The table with the version of the schema. It is no part of the world. */
export const VERSION_TABLE = 'tenon_schema';

/**
 * One transaction on a connection of its own. It begins with its first statement. Changes are sent
 * without waiting for the server: only reads and the commit wait. End it with `commit` or
 * `rollback`.
 */
export class PostgresTransaction extends BaseTransaction<Named> {
  readonly #connection: Connection;
  readonly #kind: TransactionMode;
  readonly #own: PostgresStatements;
  readonly #ahead: Promise<unknown>[] = [];
  #begun: Promise<unknown> | undefined;
  #hasBegun = false;
  #ended = false;
  #changed = false;
  /** The first error. After it the server refuses every statement. */
  failure: unknown;

  constructor(
    connection: Connection,
    statements: PostgresStatements,
    now: number,
    kind: TransactionMode,
  ) {
    super(statements, now);
    this.#connection = connection;
    this.#own = statements;
    this.#kind = kind;
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    return (await this.#ask(this.#reading(query, parameters), parameters)).rows as R[];
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const [row] = await this.all(query, parameters);
    return row;
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    return (await this.#ask(this.statements.dynamic(build), {})).rows as R[];
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
      if (this.#changed && command !== 'ROLLBACK' && !isVerdict(cause)) {
        throw new OutcomeUnknown('the store was lost while it committed', { cause });
      }
      throw inStoresWords(cause);
    }
  }

  /** Nobody waits for it: the next statement on the connection comes after it. */
  rollback(): void {
    if (this.#begun) this.#send({ text: 'rollback' }).catch(() => {});
    this.#end();
  }

  get changed(): boolean {
    return this.#changed;
  }

  protected async count(prepared: Prepared<Named>, parameters: unknown): Promise<number> {
    this.#changed = true;
    await this.#mayChange();
    return (await this.#ask(prepared, parameters)).rowCount ?? 0;
  }

  protected async change(prepared: Prepared<Named>, parameters: unknown): Promise<void> {
    this.#changed = true;
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
    this.#sendAhead(this.#send({ text: 'savepoint part' }));
  }

  protected async unmark(outcome: 'keep' | 'undo'): Promise<void> {
    if (outcome === 'undo') this.#sendAhead(this.#send({ text: 'rollback to savepoint part' }));
    this.#sendAhead(this.#send({ text: 'release savepoint part' }));
  }

  /** The statement that reads a query's rows, and locks those that must be locked. */
  #reading<P, R>(query: Query<P, R>, parameters: P): Prepared<Named> {
    if (query.locks === 'none') return this.statements.declared(query);
    if (this.#kind === 'snapshot') return this.#own.unlocked(query);
    if (this.#kind === 'locked' && query.locks === 'wait' && readsMore(query)) {
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
    const named = this.#own.kept && name !== undefined ? { text, name } : { text };
    return this.#send({ ...named, values: fill(slots, parameters) });
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

  #send(query: Named & { values?: unknown[] }): Promise<QueryResult> {
    if (this.#ended) return Promise.reject(new Error('the transaction has ended'));
    sendTogether(this.#connection.client.connection.stream);
    void this.#begin();
    return this.#note(this.#connection.client.query(query));
  }

  /** Resolves when the server has answered, also with an error. */
  #begin(): Promise<unknown> {
    const { client, session } = this.#connection;
    this.#begun ??= this.#sendAhead(
      this.#note(client.query(beginning(session, BEGIN[this.#kind]))).then(() => {
        this.#hasBegun = true;
      }),
    );
    return this.#begun;
  }

  async #note<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.failure ??= error;
      throw error;
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
