import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../migrations/columns.ts';
import { type SchemaVersion, stepsToTake, versionOf } from '../version.ts';
import { db } from './connection.ts';

/**
 * Brings the schema up to date: all of it, or nothing.
 * @throws when the store is too new.
 */
export function migrate(database: DatabaseSync, known: readonly Migration[]): void {
  database.exec('begin immediate');
  try {
    const steps = stepsToTake(readVersion(database), known);
    for (const { statements } of steps) {
      for (const statement of statements(db)) database.exec(statement.compile().sql);
    }
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
