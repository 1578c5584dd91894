import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

const COLUMNS = ['tcp_established_timeout', 'tcp_closing_timeout', 'udp_timeout'];

export function connectionTimeouts(db: Db): Compilable<unknown>[] {
  return COLUMNS.map((name) =>
    dynamic(db)
      .schema.alterTable('network_interface')
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0)),
  );
}
