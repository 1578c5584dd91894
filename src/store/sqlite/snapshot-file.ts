import { copyFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { TABLES } from '#core/tables.ts';
import type { Migration } from '../migrations/columns.ts';
import type { Tables } from '../schema.ts';
import { type SnapshotRows, UnreadableSnapshot } from '../snapshot-rows.ts';
import { versionOf } from '../version.ts';
import { migrate, readVersion } from './schema.ts';

/** The primary result code of SQLite for a file that is no database. */
const SQLITE_NOTADB = 26;

let copies = 0;

/**
 * A copy of a store in a file, as `backUp` writes it, whose rows are read. The file stays as it is:
 * one of an older version is brought up to date in a copy beside it.
 */
export class SnapshotFile implements SnapshotRows {
  readonly #database: DatabaseSync;
  readonly #copy: string | undefined;
  readonly file: string;

  /** @throws UnreadableSnapshot */
  constructor(file: string, schema: readonly Migration[]) {
    const { version } = versionIn(file);
    const known = versionOf(schema).version;
    if (version === 0) throw new UnreadableSnapshot('it is no store of Tenon');
    if (version > known) {
      throw new UnreadableSnapshot(
        `it is of a newer version (${version}) than this Tenon knows (${known})`,
      );
    }
    this.#copy = version < known ? migratedCopy(file, schema) : undefined;
    this.file = this.#copy ?? file;
    this.#database = new DatabaseSync(this.file, { readOnly: true });
    try {
      this.#database.exec('pragma trusted_schema = off');
      this.#check();
    } catch (error) {
      this.close();
      throw unreadable(error);
    }
  }

  *pages<T extends keyof Tables>(table: T, rowsAtOnce: number): Generator<Tables[T][]> {
    try {
      let rows: Tables[T][] = [];
      for (const row of this.#database.prepare(`select * from "${table}"`).iterate()) {
        rows.push(row as unknown as Tables[T]);
        if (rows.length < rowsAtOnce) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    } catch (error) {
      throw unreadable(error);
    }
  }

  close(): void {
    this.#database.close();
    if (this.#copy !== undefined) rmSync(this.#copy, { force: true });
  }

  #check(): void {
    const found = this.#database
      .prepare("select name from sqlite_schema where type = 'table'")
      .all() as { name: string }[];
    const names = new Set(found.map(({ name }) => name));
    const missing = TABLES.find((table) => !names.has(table));
    if (missing !== undefined) throw new UnreadableSnapshot(`it has no table ${missing}`);
  }
}

function versionIn(file: string) {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    return readVersion(database);
  } catch (error) {
    throw unreadable(error);
  } finally {
    database?.close();
  }
}

function migratedCopy(file: string, schema: readonly Migration[]): string {
  copies += 1;
  const copy = `${file}.${process.pid}-${copies}.part`;
  let database: DatabaseSync | undefined;
  try {
    copyFileSync(file, copy);
    database = new DatabaseSync(copy);
    database.exec('pragma synchronous = off');
    migrate(database, schema);
  } catch (error) {
    rmSync(copy, { force: true });
    throw unreadable(error);
  } finally {
    database?.close();
  }
  return copy;
}

/** An error of the engine's about a file, in words. */
function unreadable(error: unknown): Error {
  if (error instanceof UnreadableSnapshot) return error;
  const { errcode, message } = error as { errcode?: number; message: string };
  const why = errcode === SQLITE_NOTADB ? 'it is no store of Tenon' : message;
  return new UnreadableSnapshot(why, { cause: error });
}
