import type { Compilable } from 'kysely';
import { dynamic } from './dynamic.ts';
import { type ListQuery, Placeholder, placeholders, type Query, type Value } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';
import { packetTableOf } from './written-table.ts';

/** A statement that an engine has prepared. */
export interface Prepared<S> {
  readonly statement: S;
  /** The arguments in order: constants of the statement, and the names of its parameters. */
  readonly slots: readonly (Value | Placeholder)[];
  /** The table that it writes, if what it writes decides what packets meet. */
  readonly packets?: keyof Tables | undefined;
}

/** A statement, and the parameters that it is to run with. */
export interface Filled<S> {
  readonly prepared: Prepared<S>;
  readonly parameters?: readonly string[];
}

/** A page has no more rows than this; the few longer lists are compiled as they come. */
const LONGEST_LIST = 128;

/** For how many ids a statement about `count` is compiled: a power of two. */
function sizeFor(count: number): number | undefined {
  let size = 1;
  while (size < count) size *= 2;
  return size > LONGEST_LIST ? undefined : size;
}

/** How an engine compiles and prepares statements. */
export interface Engine<S> {
  readonly db: Db;
  prepare(sql: string): S;
  /** The same, for a statement whose shape depends on the request; not all of these can be kept. */
  prepareDynamic(sql: string): S;
}

/** The statements that an engine has prepared, each compiled once. */
export class Statements<S> {
  readonly #engine: Engine<S>;
  readonly #declared = new Map<object, Prepared<S>>();
  readonly #named = new Map<string, Prepared<S>>();
  readonly #ofMany = new Map<object, Map<number, Prepared<S>>>();

  constructor(engine: Engine<S>) {
    this.#engine = engine;
  }

  /** What compiles statements for the engine. */
  get db(): Db {
    return this.#engine.db;
  }

  declared<P, R>(query: Query<P, R>): Prepared<S> {
    let prepared = this.#declared.get(query);
    if (prepared === undefined) {
      prepared = this.prepare(this.build(query));
      this.#declared.set(query, prepared);
    }
    return prepared;
  }

  dynamic(build: (db: Db) => Compilable<unknown>): Prepared<S> {
    const { sql, parameters } = build(this.#engine.db).compile();
    return { statement: this.#engine.prepareDynamic(sql), slots: parameters as Value[] };
  }

  /** A statement about some of many, and its parameters. */
  ofMany<R>(query: ListQuery<R>, ids: readonly string[]): Filled<S> {
    const size = sizeFor(ids.length);
    if (size === undefined) return { prepared: this.dynamic((db) => query.build(db, ids)) };
    let bySize = this.#ofMany.get(query);
    if (bySize === undefined) {
      bySize = new Map();
      this.#ofMany.set(query, bySize);
    }
    let prepared = bySize.get(size);
    if (prepared === undefined) {
      const places = Array.from({ length: size }, (_, at) => new Placeholder(String(at)));
      prepared = this.prepare(query.build(this.#engine.db, places as unknown as string[]));
      bySize.set(size, prepared);
    }
    const parameters = ids.slice();
    while (parameters.length < size) parameters.push(ids.at(-1) ?? '');
    return { prepared, parameters };
  }

  insert(table: keyof Tables, columns: readonly string[]): Prepared<S> {
    return this.#remember(`insert ${table} ${columns.join()}`, (db) =>
      dynamic(db).insertInto(table).values(places(columns)),
    );
  }

  /** Changes columns of a row; its revision grows by `steps`. */
  update(table: ResourceTable, columns: readonly string[]): Prepared<S> {
    return this.#remember(`update ${table} ${columns.join()}`, (db) =>
      dynamic(db)
        .updateTable(table)
        .set(places(columns))
        .set((expression) => ({ revision: expression('revision', '+', new Placeholder('steps')) }))
        .where('id', '=', new Placeholder('id')),
    );
  }

  /** `from` -> `to` and other columns, for a row that is still in `from`. */
  advance(table: ResourceTable, columns: readonly string[]): Prepared<S> {
    return this.#remember(`advance ${table} ${columns.join()}`, (db) =>
      dynamic(db)
        .updateTable(table)
        .set({
          ...places(columns),
          status: new Placeholder('to'),
          updated_at: new Placeholder('now'),
        })
        .set((expression) => ({ revision: expression('revision', '+', 1) }))
        .where('id', '=', new Placeholder('id'))
        .where('status', '=', new Placeholder('from')),
    );
  }

  emptying(table: keyof Tables): Prepared<S> {
    return this.#remember(`empty ${table}`, (db) => db.deleteFrom(table));
  }

  prepare(statement: Compilable<unknown>): Prepared<S> {
    const { sql, parameters, query } = statement.compile();
    return {
      statement: this.#engine.prepare(sql),
      slots: parameters as (Value | Placeholder)[],
      packets: packetTableOf(query),
    };
  }

  protected build<P, R>(query: Query<P, R>): Compilable<R> {
    return query.build(this.#engine.db, placeholders<P>());
  }

  #remember(key: string, build: (db: Db) => Compilable<unknown>): Prepared<S> {
    let prepared = this.#named.get(key);
    if (prepared === undefined) {
      prepared = this.prepare(build(this.#engine.db));
      this.#named.set(key, prepared);
    }
    return prepared;
  }
}

const places = (columns: readonly string[]): Record<string, Placeholder> =>
  Object.fromEntries(columns.map((name) => [name, new Placeholder(name)]));

/** The arguments of one run of a statement. */
export function fill(slots: Prepared<unknown>['slots'], parameters: unknown): Value[] {
  const given = parameters as Record<string, Value>;
  const values: Value[] = [];
  for (const slot of slots) {
    values.push(slot instanceof Placeholder ? (given[slot.name] as Value) : slot);
  }
  return values;
}
