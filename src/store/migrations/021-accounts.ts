import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

/** Accounts that the control API makes; and whose a failed task is, so that it goes with them. */
export function accounts(db: Db): Compilable<unknown>[] {
  return [
    number(text(keyed(db, 'account'), ['name', 'access_key_id', 'secret_access_key']), [
      'created_at',
    ]),
    index(db, 'account_by_key', 'account', 'access_key_id').unique(),
    dynamic(db)
      .schema.alterTable('failed_task')
      .addColumn('account_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
