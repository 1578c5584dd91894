import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

/** A temporary key ends when the key that it was made with ends. */
export function sessionKeyRoots(db: Db): Compilable<unknown>[] {
  return [
    dynamic(db)
      .schema.alterTable('session_key')
      .addColumn('root_key_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
