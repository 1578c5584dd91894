import type { Compilable } from 'kysely';
import type { Touch, TouchedTable } from '#core/packet-tables.ts';
import type { ListQuery, Query } from './query.ts';
import type { Db, IntentRow, ResourceTable, Tables } from './schema.ts';

/**
 * The database. What distinguishes the engines is hidden behind this interface.
 *
 * The work given to `read` and `write` may await nothing but its transaction, because other
 * transactions of the same process may have to wait for it.
 */
export interface Store {
  /**
   * Whether this process alone works on the store. Then the leases of an earlier process are void.
   */
  readonly exclusive: boolean;
  /** How many writes wait to begin; and reads too, on an engine where reads wait for writes. */
  readonly waiting: number;
  /** Sees one snapshot. */
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  /**
   * One transaction, durable before the promise resolves. When `work` throws, nothing of it stays.
   * An engine with concurrent writers runs `work` again when another was in its way.
   * @throws UniqueViolation when a row would break a unique index.
   * @throws StoreBusy when others were in its way for too long.
   * @throws StoreUnavailable when nothing can be written now.
   */
  write<T>(work: (tx: Writer) => Promise<T>, isolation?: Isolation): Promise<T>;
  /**
   * Calls `listener` after each commit that wrote intents, with the time when the earliest is due.
   */
  onIntents(listener: (dueAt: number) => void): void;
  /**
   * Calls `settle` for each intent that a write schedules and that is due at once, one after the
   * other.
   */
  settleWith(settle: SettleAtOnce): void;
  /**
   * Calls `notice` at the end of each write that touched networks, or that wrote rows which packets
   * meet, in its transaction and after everything else. Undefined ends that.
   */
  noticeWith(notice: NoticeTouches | undefined): void;
  /**
   * Calls `observer` after each commit that changed resources, in the order of the commits, before
   * the write resolves. Undefined ends that. Each such write costs some statements more.
   */
  observeWith(observer: ChangeObserver | undefined): void;
  /**
   * Why the store does nothing, or only reads, as far as is known; undefined when it works. Engines
   * that find this out only in a transaction do not have this.
   */
  readonly outage?: StoreUnavailable | undefined;
  /**
   * Copies everything, consistently, into an empty SQLite file that exists, while other
   * transactions go on. Engines that cannot do this are read row by row instead.
   */
  copyTo?(file: string): Promise<void>;
  /**
   * In one transaction puts the rows that some tables have in a SQLite file in the place of all that
   * there is, and runs `after`. Engines that cannot do this get the rows one after the other.
   */
  restoreFrom?(
    file: string,
    tables: readonly (keyof Tables)[],
    after: (tx: Writer) => Promise<void>,
  ): Promise<void>;
  /**
   * The engine's own time, in milliseconds since the epoch: the one clock of all processes on it.
   * Undefined when one process has the store alone.
   */
  engineTime(): Promise<number | undefined>;
  /** Says that the process ends: no work waits for others for long any more. */
  hurry?(): void;
  close(): Promise<void>;
}

/**
 * Settles an intent at the end of the transaction that schedules it, so that it is never stored.
 * Undefined when it has to be stored and settled later.
 */
export type SettleAtOnce = (tx: Writer, intent: IntentRow) => Promise<void> | undefined;

/**
 * Keeps what a transaction has touched. `unconsidered` are tables with rows that packets meet, of
 * which it wrote some and touched nothing, though it must.
 */
export type NoticeTouches = (
  tx: Writer,
  touches: readonly Touch[],
  unconsidered: readonly (keyof Tables)[],
) => Promise<void>;

/** Is told what one committed transaction has changed; it must be quick, and must not throw. */
export type ChangeObserver = (changes: readonly ResourceChange[]) => void;

/** What a transaction has made of one resource, seen from before and after it. */
export interface ResourceChange {
  readonly table: ResourceTable;
  readonly id: string;
  readonly account_id: string;
  readonly region: string;
  /** Its status before; undefined when it was made. */
  readonly from: string | undefined;
  /** Its status now; undefined when it is gone. */
  readonly to: string | undefined;
  /** Of its row, the last one when it is gone. */
  readonly revision: number;
}

/**
 * How a write is isolated from concurrent ones, on engines that have any. `serial`, the default, is
 * as if it ran alone. Under `locked` the work may rely only on rows that it has locked, and on the
 * conditions of its own changing statements; it ends in a conflict only after a deadlock. `guarded`
 * is the same for a request: what it relied on without a lock it must find again in its changing
 * statements (`expectOne`), and when it throws it is done again as `serial`, so that every refusal is
 * true of one moment. `grouped` is a guarded one that may share one transaction and its commit with
 * others of its process: with those that lock none of its rows. When that fails, each is done again,
 * `guarded`. Those that are `grouped` meet at rows that all of them change, so one group goes on at a
 * time; those that are `grouped-by-row` change rows of their own, so two do.
 */
export type Isolation = 'serial' | 'locked' | 'guarded' | Grouped;
export type Grouped = 'grouped' | 'grouped-by-row';

export interface Reader {
  /** The time of this transaction, in milliseconds since the epoch. */
  readonly now: number;
  all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]>;
  first<P, R>(query: Query<P, R>, parameters: P): Promise<R | undefined>;
  /** The rows that belong to some of many; no ids have none, and cost no statement. */
  allOf<R>(query: ListQuery<R>, ids: readonly string[]): Promise<R[]>;
  /** For statements whose shape depends on the request. */
  select<R>(build: (db: Db) => Compilable<R>): Promise<R[]>;
}

/**
 * A change may be sent without waiting for its result. The next read or the commit then throws its
 * error.
 */
export interface Writer extends Reader {
  /** Runs a statement and says how many rows it changed. */
  run<P>(query: Query<P, unknown>, parameters: P): Promise<number>;
  /** Adds a row. A resource gets its revision and its times from the store. */
  insert<T extends keyof Tables>(table: T, row: NewRow<T>): Promise<void>;
  /** Changes columns of one resource; its revision grows and its updated time is now. */
  update<T extends ResourceTable>(table: T, id: string, patch: Partial<Tables[T]>): Promise<void>;
  /**
   * Moves one resource from one status to the next, and changes other columns with it; its revision
   * grows and its updated time is now. Resolves to false, with nothing changed, when it is gone or
   * no longer in `from`.
   */
  advance<T extends ResourceTable>(
    table: T,
    id: string,
    change: StatusChange,
    patch?: Partial<Tables[T]>,
  ): Promise<boolean>;
  /** Deletes one resource's row. */
  remove(table: ResourceTable, id: string): Promise<void>;
  /**
   * Adds rows as they were in a store, with their revisions and times: many at once, and no
   * transition begins by it.
   */
  insertMany<T extends keyof Tables>(table: T, rows: readonly Tables[T][]): Promise<void>;
  /**
   * Deletes all rows of a table that have one of some hundred values in a column, however many they
   * are.
   */
  removeMany(table: keyof Tables, column: string, values: readonly string[]): Promise<void>;
  /**
   * Removes every row of every table: resources, counters, tokens, intents, seeds; not the secrets.
   */
  empty(): Promise<void>;
  /**
   * Whether others may change, until the end of this transaction, what it has read without a lock.
   */
  readonly guarded: boolean;
  /**
   * Numbers that the process keeps from one transaction to the next, by what they are about. Nothing
   * may rely on them: they may be lost, old, or of a transaction that was rolled back.
   */
  readonly hints: Hints;
  /**
   * Changes a row where many meet when all other work is done, so that nobody waits for it longer
   * than the commit takes.
   */
  atEnd<A extends Amounts>(change: EndChange<A>): Promise<void>;
  /** Withdraws the intents of a resource, for `overtake` of transition.ts. Resolves to them. */
  withdraw(resourceId: string): Promise<Pick<IntentRow, 'id' | 'kind' | 'account_id'>[]>;
  /** Runs a part of the work. When it throws, nothing of the part stays, and the work may go on. */
  attempt<T>(part: () => Promise<T>): Promise<T>;
  /** Writes an intent for the reconciler, together with everything else in this transaction. */
  intend(intent: NewIntent): Promise<void>;
  /**
   * Writes an intent that its writer leases from the first moment, for `ms`: it does not settle in
   * this transaction, and no worker takes it before the lease has ended. Its fence is 1.
   */
  intendLeased(intent: NewIntent, ms: number): Promise<void>;
  /**
   * Writes an intent whose id always is the same. If it is there already it is due again, and a
   * worker that holds it does not end it.
   */
  intendAgain(intent: NewIntent): Promise<void>;
  /**
   * Says that the transaction changes what packets meet in the networks of a row. It costs nothing
   * unless a data plane is on, and then at the end of the transaction. `carried`: a transition that
   * the same transaction schedules, or settles, applies the network.
   */
  touch(table: TouchedTable, id: string, how?: 'carried'): void;
  /** Says that what it writes makes no difference to a packet. */
  touchNothing(): void;
  /**
   * Says that the transaction is one of the product's own, which must touch the networks of what it
   * writes. Where the suites check that, it fails when it has written such rows and touched none.
   */
  mustTouch(): void;
}

/** A map that forgets everything when it has become too large. */
export class Hints extends Map<string, number> {
  override set(about: string, number: number): this {
    if (this.size >= HINTS_AT_MOST) this.clear();
    return super.set(about, number);
  }
}

const HINTS_AT_MOST = 1000;

/** A change of a row where many meet: see {@link Writer.atEnd}. */
export interface EndChange<A extends Amounts> {
  readonly rank: EndRank;
  /**
   * Names the row, and all that decides how it is changed but the amounts: writes that share a
   * transaction make their changes of one key as one.
   */
  readonly key: string;
  /** What the row is changed by; of several changes of one key, the sums. */
  readonly amounts: A;
  readonly change: (tx: Writer, amounts: A) => Promise<void>;
}

export type Amounts = Readonly<Record<string, number>>;

/**
 * What is changed at the end of a transaction, in this order, and by key within a rank: so any two
 * transactions wait for each other in one order.
 */
export type EndRank = (typeof END_RANKS)[number];
export const END_RANKS = ['instance', 'subnet', 'group', 'tally', 'usage'] as const;

type Kept = 'revision' | 'created_at' | 'updated_at';

export type NewRow<T extends keyof Tables> = T extends ResourceTable
  ? Omit<Tables[T], Kept>
  : Tables[T];

export interface StatusChange {
  readonly from: string;
  readonly to: string;
}

export type NewIntent = Pick<
  IntentRow,
  'id' | 'kind' | 'account_id' | 'region' | 'resource_id' | 'due_at'
>;

/** A write that would have broken a unique index of the schema. */
export class UniqueViolation extends Error {}

/**
 * What a `guarded` write has read is no longer so: it is done again.
 *
 * @throws Outpaced when a guard has changed another number of rows than one.
 */
export function expectOne(changed: number): void {
  if (changed !== 1) throw new Outpaced('what it relied on has changed meanwhile');
}

/** Whether others may change meanwhile what a transaction reads without a lock. */
export const isGuarded = (tx: Reader): boolean => (tx as Partial<Writer>).guarded === true;

export class Outpaced extends Error {}

/** A write that conflicted with others, when it is not tried again. Nothing of it stays. */
export class WriteConflict extends Error {}

/** The store cannot be reached, or cannot work now. Nothing was changed. */
export class StoreUnavailable extends Error {}

/**
 * Others were in the way for as long as a piece of work may wait. Nothing was changed; it may be
 * tried again.
 */
export class StoreBusy extends StoreUnavailable {}

/** The store was lost while it committed: nobody knows whether the change was made. */
export class OutcomeUnknown extends StoreUnavailable {}
