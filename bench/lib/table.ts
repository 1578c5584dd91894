import { median } from './measure.ts';

/** What a column shows of a row: a number, with so many decimals, or a text. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => number | string;
  readonly decimals?: number;
}

/** Prints a table. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void {
  head(columns.map(({ title }) => title));
  for (const row of rows) line(columns.map((column) => cell(column, column.of(row))));
}

/** What was measured, in milliseconds unless it says otherwise, and what it should be at most. */
export interface Figure {
  readonly what: string;
  readonly ms: number;
  readonly goal: number;
}

/** Prints figures of different kinds, each beside its goal. */
export function printFigures(figures: readonly Figure[]): void {
  table(
    [
      { title: 'figure', of: ({ what }) => what },
      { title: 'ms', of: ({ ms }) => ms },
      { title: 'goal, ms', of: ({ goal }) => goal },
    ],
    figures,
  );
}

/** Prints a table whose rows take long to come. */
export class TableAsItComes<Row> {
  readonly #columns: readonly Column<Row>[];

  constructor(columns: readonly Column<Row>[]) {
    this.#columns = columns;
    head(columns.map(({ title }) => title));
  }

  add(row: Row): void {
    line(this.#columns.map((column) => cell(column, column.of(row))));
  }
}

/** Prints a table of rounds as they come, and a last row with the medians of its numbers. */
export class RoundsTable<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #rows: Row[] = [];

  constructor(columns: readonly Column<Row>[]) {
    this.#columns = columns;
    head(['round', ...columns.map(({ title }) => title)]);
  }

  add(row: Row): void {
    this.#rows.push(row);
    line([
      String(this.#rows.length),
      ...this.#columns.map((column) => cell(column, column.of(row))),
    ]);
  }

  /** Prints the medians; they come back in the order of the columns. */
  medians(): number[] {
    const values = this.#columns.map(({ of }) => median(this.#rows.map((row) => Number(of(row)))));
    line(['median', ...this.#columns.map((column, at) => cell(column, values[at] ?? Number.NaN))]);
    return values;
  }
}

function cell<Row>({ decimals = 0 }: Column<Row>, value: number | string): string {
  return typeof value === 'string' ? value : value.toFixed(decimals);
}

function head(titles: readonly string[]): void {
  line(titles);
  console.log(`|${'---|'.repeat(titles.length)}`);
}

function line(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
