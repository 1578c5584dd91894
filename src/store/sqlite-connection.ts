import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Placeholder, placeholders, type Query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';

/** Compiles statements for SQLite; it never runs one. */
export const db: Db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A statement of one database, ready to run. */
export interface Prepared {
  readonly statement: StatementSync;
  /** The arguments in order: constants of the statement, and the names of its parameters. */
  readonly slots: readonly (SQLInputValue | Placeholder)[];
}

const DYNAMIC_STATEMENTS_KEPT = 500;

/** The prepared statements of one database. */
export class Connection {
  readonly savepoint: StatementSync;
  readonly release: StatementSync;
  readonly rollbackTo: StatementSync;
  readonly #database: DatabaseSync;
  readonly #declared = new Map<object, Prepared>();
  readonly #dynamic = new Map<string, StatementSync>();
  readonly #inserts = new Map<string, Prepared>();
  readonly #updates = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.savepoint = database.prepare('savepoint work');
    this.release = database.prepare('release work');
    this.rollbackTo = database.prepare('rollback to work');
  }

  declared<P, R>(query: Query<P, R>): Prepared {
    let prepared = this.#declared.get(query);
    if (prepared === undefined) {
      prepared = this.#prepare(query.build(db, placeholders<P>()));
      this.#declared.set(query, prepared);
    }
    return prepared;
  }

  dynamic(statement: Compilable<unknown>): Prepared {
    const { sql, parameters } = statement.compile();
    let prepared = this.#dynamic.get(sql);
    if (prepared === undefined) {
      prepared = this.#database.prepare(sql);
      if (this.#dynamic.size === DYNAMIC_STATEMENTS_KEPT) {
        const [oldest] = this.#dynamic.keys();
        if (oldest !== undefined) this.#dynamic.delete(oldest);
      }
      this.#dynamic.set(sql, prepared);
    }
    return { statement: prepared, slots: parameters as SQLInputValue[] };
  }

  insert(table: keyof Tables, columns: readonly string[]): Prepared {
    return this.#remember(this.#inserts, `${table} ${columns.join()}`, () => {
      const values = Object.fromEntries(columns.map((name) => [name, new Placeholder(name)]));
      return db.insertInto(table).values(values as never);
    });
  }

  update(table: ResourceTable, columns: readonly string[]): Prepared {
    return this.#remember(this.#updates, `${table} ${columns.join()}`, () => {
      const values = Object.fromEntries(columns.map((name) => [name, new Placeholder(name)]));
      return db
        .updateTable(table as 'vpc')
        .set(values)
        .set((expression) => ({ revision: expression('revision', '+', 1) }))
        .where('id', '=', new Placeholder('id') as never);
    });
  }

  /** `from` -> `to`, for a row that is still in `from`. */
  advance(table: ResourceTable): Prepared {
    return this.#remember(this.#updates, `advance ${table}`, () =>
      db
        .updateTable(table as 'vpc')
        .set({ status: new Placeholder('to'), updated_at: new Placeholder('now') } as never)
        .set((expression) => ({ revision: expression('revision', '+', 1) }))
        .where('id', '=', new Placeholder('id') as never)
        .where('status', '=', new Placeholder('from') as never),
    );
  }

  tables(): (keyof Tables)[] {
    const found = this.#database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: keyof Tables }[];
    return found.map(({ name }) => name);
  }

  emptying(table: keyof Tables): Prepared {
    return this.#prepare(db.deleteFrom(table));
  }

  #remember(known: Map<string, Prepared>, key: string, build: () => Compilable<unknown>): Prepared {
    let prepared = known.get(key);
    if (prepared === undefined) {
      prepared = this.#prepare(build());
      known.set(key, prepared);
    }
    return prepared;
  }

  #prepare(statement: Compilable<unknown>): Prepared {
    const { sql, parameters } = statement.compile();
    return {
      statement: this.#database.prepare(sql),
      slots: parameters as (SQLInputValue | Placeholder)[],
    };
  }
}
