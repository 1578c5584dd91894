import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Db, Tables } from '../schema.ts';
import { Statements } from '../statements.ts';
import { Hints } from '../store.ts';
import { Statement } from './statement.ts';

/** Compiles statements for SQLite; it never runs one. */
export const db: Db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const DYNAMIC_STATEMENTS_KEPT = 500;

/** The prepared statements of one database. */
export class Connection {
  readonly savepoint: StatementSync;
  readonly release: StatementSync;
  readonly rollbackTo: StatementSync;
  readonly statements: Statements<Statement>;
  readonly hints = new Hints();
  readonly #database: DatabaseSync;
  readonly #dynamic = new Map<string, Statement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.savepoint = database.prepare('savepoint work');
    this.release = database.prepare('release work');
    this.rollbackTo = database.prepare('rollback to work');
    this.statements = new Statements({
      db,
      prepare: (sql) => new Statement(database, sql),
      prepareDynamic: (sql) => this.prepare(sql),
    });
  }

  tables(): (keyof Tables)[] {
    const found = this.#database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: keyof Tables }[];
    return found.map(({ name }) => name);
  }

  /** A prepared statement of a varying shape; not all of these can be kept. */
  prepare(sql: string): Statement {
    let statement = this.#dynamic.get(sql);
    if (statement === undefined) {
      statement = new Statement(this.#database, sql);
      if (this.#dynamic.size === DYNAMIC_STATEMENTS_KEPT) {
        const [oldest] = this.#dynamic.keys();
        if (oldest !== undefined) this.#dynamic.delete(oldest);
      }
      this.#dynamic.set(sql, statement);
    }
    return statement;
  }
}
