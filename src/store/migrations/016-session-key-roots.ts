import type { Compilable, Kysely } from 'kysely';
import type { Db } from '../schema.ts';

/** A temporary key ends with the key that it goes back to. */
export function sessionKeyRoots(db: Db): Compilable<unknown>[] {
  return [
    (db as unknown as Kysely<never>).schema
      .alterTable('session_key')
      .addColumn('root_key_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
