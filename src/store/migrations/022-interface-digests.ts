import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

/**
 * Tells one set of interfaces from another without reading them. Those that are there already count
 * as none: only differences matter. Older programs beside newer ones do not keep it up to date; the
 * number of interfaces, which they do, still tells most of what they change.
 */
export function interfaceDigests(db: Db): Compilable<unknown>[] {
  return [
    dynamic(db)
      .schema.alterTable('interface_tally')
      .addColumn('digest', 'bigint', (column) => column.notNull().defaultTo(0)),
  ];
}
