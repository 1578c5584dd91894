import { dynamic } from './dynamic.ts';
import type { Migration } from './migrations/columns.ts';
import type { Tables } from './schema.ts';
import { NewDatabase } from './sqlite/copy.ts';
import type { Reader, Store } from './store.ts';

const ROWS_AT_ONCE = 500;

/**
 * Copies the rows of a store, as one snapshot sees them, into a new SQLite file: for engines that
 * cannot copy themselves into one. `file` must exist and be empty.
 */
export async function exportRows(
  store: Store,
  file: string,
  schema: readonly Migration[],
): Promise<void> {
  const copy = new NewDatabase(file, schema);
  try {
    await store.read(async (tx) => {
      for (const { name, key } of copy.tables()) {
        for await (const rows of pages(tx, name as keyof Tables, key)) copy.insert(name, rows);
      }
    });
    copy.commit();
  } finally {
    copy.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

/** The rows of a table in the order of its primary key. */
async function* pages(tx: Reader, table: keyof Tables, key: readonly string[]) {
  let last: Row | undefined;
  for (;;) {
    const rows: Row[] = await page(tx, table, key, last);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1);
  }
}

function page(
  tx: Reader,
  table: keyof Tables,
  key: readonly string[],
  last: Row | undefined,
): Promise<Row[]> {
  return tx.select((db) => {
    const all = dynamic(db).selectFrom(table).selectAll();
    const after =
      last === undefined
        ? all
        : all.where((row) =>
            key.length === 1
              ? row(String(key[0]), '>', last[String(key[0])])
              : row(
                  row.refTuple(...(key as [string, string])),
                  '>',
                  row.tuple(...(key.map((name) => last[name]) as [string, string])),
                ),
          );
    return key.reduce((select, name) => select.orderBy(name), after).limit(ROWS_AT_ONCE);
  });
}
