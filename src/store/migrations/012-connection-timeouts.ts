import type { Compilable, Kysely } from 'kysely';
import type { Db } from '../schema.ts';

const COLUMNS = ['tcp_established_timeout', 'tcp_closing_timeout', 'udp_timeout'];

export function connectionTimeouts(db: Db): Compilable<unknown>[] {
  return COLUMNS.map((name) =>
    (db as unknown as Kysely<never>).schema
      .alterTable('network_interface')
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0)),
  );
}
