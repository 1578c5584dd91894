import type { Compilable, Kysely } from 'kysely';
import type { Db } from '../schema.ts';

/** A temporary key ends when the key that it was made with ends. */
export function sessionKeyRoots(db: Db): Compilable<unknown>[] {
  return [
    (db as unknown as Kysely<never>).schema
      .alterTable('session_key')
      .addColumn('root_key_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
