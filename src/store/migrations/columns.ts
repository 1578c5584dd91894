import type { Compilable, CreateTableBuilder } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

/**
 * One step of the schema's history. Steps are only ever added. Each statement can be repeated,
 * which is necessary when a step ended half-way in a database without transactional schema changes.
 */
export interface Migration {
  readonly name: string;
  readonly statements: (db: Db) => Compilable<unknown>[];
  /**
   * Programs that know fewer than `before` steps can no longer work on the schema. A step without
   * this only adds: older programs go on beside newer ones, and know nothing of it.
   */
  readonly leavesBehind?: { readonly before: number; readonly because: string };
  /** What becomes of rows that are there, after the statements, where SQL alone does not say it. */
  readonly carry?: Carry;
}

/** Makes statements of the rows of a table, in portions, in the order of their ids. */
// biome-ignore lint/suspicious/noExplicitAny: each step has rows of its own
export interface Carry<R extends { readonly id: string } = any> {
  /** The next `limit` rows after an id; '' is before the first. */
  rows(db: Db, after: string, limit: number): Compilable<R>;
  /** What is written of a portion. Like all of a step it can be repeated. */
  statements(db: Db, rows: readonly R[]): Compilable<unknown>[];
}

/** The rows of a portion of a {@link Carry}. */
export const CARRIED_AT_ONCE = 500;

// The builders below take column names that the row types declare, but Kysely's schema builder is
// not typed by those.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Table = CreateTableBuilder<any, any>;

/** A new table of resources, with the columns that all of them carry. */
export function resource(db: Db, name: string): Table {
  return text(keyed(db, name), [
    'account_id',
    'region',
    'project_name',
    'name',
    'description',
    'status',
  ])
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull());
}

/** A new table whose rows have an id. */
export function keyed(db: Db, name: string): Table {
  return db.schema.createTable(name).addColumn('id', 'text', (column) => column.primaryKey());
}

export function text(table: Table, columns: readonly string[]): Table {
  return columns.reduce(
    (t, name) => t.addColumn(name, 'text', (column) => column.notNull()),
    table,
  );
}

export function number(table: Table, columns: readonly string[]): Table {
  return columns.reduce(
    (t, name) => t.addColumn(name, 'bigint', (column) => column.notNull()),
    table,
  );
}

/** A new index; call `unique` on it for a unique one. */
export function index(typed: Db, name: string, table: string, ...columns: string[]) {
  return dynamic(typed).schema.createIndex(name).on(table).columns(columns);
}
