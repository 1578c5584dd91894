import type { Client } from 'pg';

const COLUMNS = `select table_name, column_name, data_type, is_nullable, column_default, collation_name
  from information_schema.columns where table_schema = current_schema()
  order by table_name, ordinal_position`;
const INDEXES = `select indexdef from pg_indexes where schemaname = current_schema() order by indexdef`;

/** Tables, indexes, and all rows. */
export async function describeDatabase(client: Client): Promise<Record<string, unknown>> {
  const columns = (await client.query(COLUMNS)).rows;
  const indexes = (await client.query(INDEXES)).rows;
  const rows: Record<string, unknown> = {};
  for (const table of new Set(columns.map(({ table_name }) => table_name))) {
    rows[table] = (await client.query(`select * from ${table} t order by t::text`)).rows;
  }
  return { columns, indexes, rows };
}

/** Adds a row with '' and 0 where nothing is said. */
export async function addRow(
  client: Client,
  table: string,
  row: Readonly<Record<string, string | number>>,
): Promise<void> {
  const { rows: columns } = await client.query(
    `select column_name as name, data_type as type from information_schema.columns
      where table_name = $1 and table_schema = current_schema()
        and is_nullable = 'NO' and column_default is null`,
    [table],
  );
  const whole = {
    ...Object.fromEntries(columns.map(({ name, type }) => [name, type === 'text' ? '' : 0])),
    ...row,
  };
  const names = Object.keys(whole);
  const places = names.map((_, n) => `$${n + 1}`);
  await client.query(
    `insert into ${table} (${names.join()}) values (${places.join()})`,
    Object.values(whole),
  );
}
