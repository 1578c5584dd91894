import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Value } from '../query.ts';

type Row = Record<string, Value>;
type Named = (row: readonly Value[]) => Row;

/** From so many rows on, a statement gets a function of its own: to make it costs as much as those. */
const OFTEN = 256;

/**
 * A prepared statement. Its rows are ordinary objects of one shape: node:sqlite would make each as a
 * dictionary, which takes half as long again to make, and is slow to read.
 */
export class Statement {
  readonly #statement: StatementSync;
  #columns: readonly string[] | undefined;
  /** How many rows it has given. */
  #rows = 0;
  #named: Named | undefined;

  constructor(database: DatabaseSync, sql: string) {
    this.#statement = database.prepare(sql);
    this.#statement.setReturnArrays(true);
  }

  all(values: readonly Value[]): unknown[] {
    const rows = this.#statement.all(...values) as unknown as Value[][];
    return rows.length === 0 ? rows : rows.map(this.#naming(rows.length));
  }

  get(values: readonly Value[]): unknown {
    const row = this.#statement.get(...values) as unknown as Value[] | undefined;
    return row === undefined ? undefined : this.#naming(1)(row);
  }

  /** How many rows it changed. */
  run(values: readonly Value[]): number {
    return Number(this.#statement.run(...values).changes);
  }

  /** What gives the next `count` rows the names of the columns. */
  #naming(count: number): Named {
    if (this.#named !== undefined) return this.#named;
    // Only after the statement has run once does the engine know the tables as they are now.
    this.#columns ??= this.#statement.columns().map(({ name }) => name);
    const columns = this.#columns;
    this.#rows += count;
    if (this.#rows < OFTEN) return (row) => named(columns, row);
    this.#named = literalOf(columns);
    return this.#named;
  }
}

function named(columns: readonly string[], row: readonly Value[]): Row {
  const found: Row = {};
  columns.forEach((column, at) => {
    found[column] = row[at] as Value;
  });
  return found;
}

/**
 * The same, as somebody would write it for these columns alone: `{id: row[0], name: row[1]}`. What
 * serves every statement sees more shapes than V8 follows, and each property is searched for: that
 * was a twentieth of a list.
 */
function literalOf(columns: readonly string[]): Named {
  const properties = columns.map((column, at) => `${JSON.stringify(column)}: row[${at}]`);
  return new Function('row', `return {${properties.join()}}`) as Named;
}
