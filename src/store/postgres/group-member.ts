import type { Compilable } from 'kysely';
import type { ListQuery, Query } from '../query.ts';
import type { Db } from '../schema.ts';
import { fill, type Prepared } from '../statements.ts';
import type { Amounts, EndChange } from '../store.ts';
import { HoldingTransaction } from './holding-transaction.ts';
import { lockedById, RowsTaken } from './lockable-row.ts';
import type { Named } from './statements.ts';
import type { PostgresTransaction } from './transaction.ts';

/**
 * What writes that share a transaction read alike: while none of them has changed anything, the same
 * statement is asked once for all. Guards prove at the end that what was read still holds.
 */
export class SharedReads {
  readonly #tx: PostgresTransaction;
  readonly #answers = new Map<string, Promise<object[]>>();

  constructor(tx: PostgresTransaction) {
    this.#tx = tx;
  }

  /** Each has rows of its own, since whoever allocates addresses counts them there. */
  async rows<R>(prepared: Prepared<Named>, parameters: unknown): Promise<R[]> {
    const { statement, slots } = prepared;
    const key = `${statement.text} ${JSON.stringify(fill(slots, parameters))}`;
    const answer = this.#answers.get(key) ?? this.#tx.rows<object>(prepared, parameters);
    if (!this.#tx.changed) this.#answers.set(key, answer);
    return (await answer).map((row) => ({ ...row })) as R[];
  }

  /** One of the writes changes something. */
  end(): void {
    this.#answers.clear();
  }
}

/**
 * Which of several writes that share a transaction locks which row. Their transaction's locks do not
 * keep them from each other.
 */
export class MemberLocks {
  readonly #holders = new Map<string, GroupMember>();

  /**
   * @param row undefined when nobody can tell which it is
   * @throws RowsTaken when it is another's, or may be.
   */
  take(row: string | undefined, member: GroupMember): void {
    if (row === undefined) throw new RowsTaken();
    const holder = this.#holders.get(row);
    if (holder !== undefined && holder !== member) throw new RowsTaken();
    this.#holders.set(row, member);
  }
}

/**
 * One of several writes that share a transaction: it has its own intents, and is told apart from the
 * others while it has changed nothing. It waits for no row, or all would. It has no savepoints, which
 * would undo what the others have sent since.
 */
export class GroupMember extends HoldingTransaction {
  override readonly guarded = true;
  readonly #tx: PostgresTransaction;
  readonly #reads: SharedReads;
  readonly #locks: MemberLocks;

  constructor(tx: PostgresTransaction, reads: SharedReads, locks: MemberLocks) {
    super(tx.statements, tx.now, tx.hints);
    this.#tx = tx;
    this.#reads = reads;
    this.#locks = locks;
  }

  /** @throws RowsTaken when it would have to wait for a row that the query locks. */
  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    await this.sendHeld();
    const prepared = this.statements.declared(query);
    if (query.locks === 'none') return this.#reads.rows(prepared, parameters);
    this.#locks.take(lockedById(prepared.statement.text, parameters), this);
    return this.#tx.rowsIfFree(query, parameters);
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined> {
    const [row] = await this.all(query, parameters);
    return row;
  }

  async allOf<R>(query: ListQuery<R>, ids: readonly string[]): Promise<R[]> {
    if (ids.length === 0) return [];
    await this.sendHeld();
    const { prepared, parameters } = this.statements.ofMany(query, ids);
    return this.#reads.rows(prepared, parameters);
  }

  async select<R>(build: (db: Db) => Compilable<R>): Promise<R[]> {
    await this.sendHeld();
    return this.#reads.rows(this.statements.dynamic(build), {});
  }

  /** All make the changes of their end together. */
  override atEnd<A extends Amounts>(change: EndChange<A>): Promise<void> {
    this.#beginsToChange();
    return this.#tx.atEnd(change);
  }

  protected async count(prepared: Prepared<Named>, parameters: unknown): Promise<number> {
    this.#beginsToChange();
    await this.sendHeld();
    return this.#tx.count(prepared, parameters);
  }

  protected async change(prepared: Prepared<Named>, parameters: unknown): Promise<void> {
    this.#beginsToChange();
    await this.sendHeld();
    return this.#tx.change(prepared, parameters);
  }

  protected tables(): Promise<never> {
    throw new Error('a write that shares its transaction empties no table');
  }

  protected mark(): Promise<never> {
    throw new Error('a write that shares its transaction cannot undo a part of it');
  }

  protected unmark(): Promise<never> {
    return this.mark();
  }

  #beginsToChange(): void {
    this.changed = true;
    this.#reads.end();
  }
}
