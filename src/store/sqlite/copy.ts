import { promises as fs, fstatSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { readAt, writeAt } from '../file-io.ts';
import type { Migration } from '../migrations/columns.ts';
import { migrate } from './schema.ts';

const BYTES_AT_ONCE = 2 ** 20;

/** Copies an open file that nobody writes to into a file that exists already. */
export async function copyBytes(from: number, to: string): Promise<void> {
  const { size } = fstatSync(from);
  const copy = await fs.open(to, 'r+');
  try {
    for (let at = 0; at < size; at += BYTES_AT_ONCE) {
      await writeAt(copy.fd, at, await readAt(from, at, Math.min(BYTES_AT_ONCE, size - at)));
    }
  } finally {
    await copy.close();
  }
}

/** Copies a database in memory off the event loop. Nobody may use it meanwhile. */
export async function copyMemory(database: DatabaseSync, to: string): Promise<void> {
  await backup(database, to, { rate: 2 ** 30 });
}

/** A new database file that takes the rows of another engine, all of them or none. */
export class NewDatabase {
  readonly #database: DatabaseSync;

  /** Works on an empty file. The caller syncs it. */
  constructor(file: string, schema: readonly Migration[]) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('pragma synchronous = off');
    migrate(this.#database, schema);
    this.#database.exec('begin');
  }

  /** Its tables, each with the columns of its primary key in order. */
  tables(): { readonly name: string; readonly key: readonly string[] }[] {
    const found = this.#database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: string }[];
    return found.map(({ name }) => ({ name, key: this.#key(name) }));
  }

  insert(table: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
    const [first] = rows;
    if (first === undefined) return;
    const columns = Object.keys(first);
    const statement = this.#database.prepare(
      `insert into "${table}" (${columns.map((name) => `"${name}"`).join()}) values (${columns.map(() => '?').join()})`,
    );
    for (const row of rows) statement.run(...columns.map((name) => row[name] as string | number));
  }

  commit(): void {
    this.#database.exec('commit');
  }

  close(): void {
    this.#database.close();
  }

  #key(table: string): string[] {
    const columns = this.#database.prepare(`pragma table_info("${table}")`).all() as {
      name: string;
      pk: number;
    }[];
    return columns
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(({ name }) => name);
  }
}

/**
 * Opens a copy, checks that it is whole, and makes it a single file that needs no log.
 * @throws when it cannot be used as a store.
 */
export function checkCopy(file: string): void {
  const database = new DatabaseSync(file);
  try {
    const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
    one('pragma locking_mode = exclusive');
    if (one('pragma journal_mode = delete') !== 'delete') throw new Error('it cannot be opened');
    if (Number(one('pragma user_version')) === 0) throw new Error('it has no version');
    one('select count(*) from sqlite_schema');
  } finally {
    database.close();
  }
}
