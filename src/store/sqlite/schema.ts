import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { CARRIED_AT_ONCE, type Carry, type Migration } from '../migrations/columns.ts';
import { migrations } from '../migrations.ts';
import { type SchemaVersion, stepsToTake, versionOf } from '../version.ts';
import { db } from './connection.ts';
import { LATEST_SCHEMA, LATEST_VERSION } from './latest-schema.ts';

/**
 * Brings the schema up to date: all of it, or nothing. A new store is made by one text, since to
 * compile every step takes a tenth of the start.
 * @throws when the store is too new.
 */
export function migrate(database: DatabaseSync, known: readonly Migration[]): void {
  const isLatest = known === migrations && known.length === LATEST_VERSION;
  change(database, known, (steps) => {
    if (isLatest && steps.length === known.length) database.exec(LATEST_SCHEMA);
    else take(database, steps);
  });
}

/** The same by the steps alone, as for a store that is not new. */
export function migrateBySteps(database: DatabaseSync, known: readonly Migration[]): void {
  change(database, known, (steps) => take(database, steps));
}

function take(database: DatabaseSync, steps: readonly Migration[]): void {
  for (const { statements, carry } of steps) {
    for (const statement of statements(db)) database.exec(statement.compile().sql);
    if (carry) carryRows(database, carry);
  }
}

function carryRows(database: DatabaseSync, { rows, statements }: Carry): void {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const portion = run(database, rows(db, after, CARRIED_AT_ONCE)) as { id: string }[];
    for (const statement of statements(db, portion)) run(database, statement);
    after = portion.length < CARRIED_AT_ONCE ? undefined : portion.at(-1)?.id;
  }
}

function run(database: DatabaseSync, statement: Compilable<unknown>): unknown[] {
  const { sql, parameters } = statement.compile();
  return database.prepare(sql).all(...(parameters as SQLInputValue[]));
}

function change(
  database: DatabaseSync,
  known: readonly Migration[],
  apply: (steps: readonly Migration[]) => void,
): void {
  database.exec('begin immediate');
  try {
    const steps = stepsToTake(readVersion(database), known);
    apply(steps);
    if (steps.length > 0) writeVersion(database, versionOf(known));
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/*
 * SQLite keeps one number for its user, and it holds both of ours, with the version in the lower
 * half. So they change together, and programs that know only the version take the store for one
 * that is too new.
 */
const HALF = 2 ** 16;

export function readVersion(database: DatabaseSync): SchemaVersion {
  const { user_version: both } = database.prepare('pragma user_version').get() as {
    user_version: number;
  };
  return { version: both % HALF, compatibleFrom: Math.floor(both / HALF) };
}

function writeVersion(database: DatabaseSync, { version, compatibleFrom }: SchemaVersion): void {
  database.exec(`pragma user_version = ${compatibleFrom * HALF + version}`);
}
