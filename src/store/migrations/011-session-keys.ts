import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

export function sessionKeys(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(keyed(db, 'session_key'), [
        'account_id',
        'secret_access_key',
        'session_token',
        'principal_id',
        'principal_trn',
        'policies',
      ]),
      ['expires_at'],
    ),
    index(db, 'session_key_by_end', 'session_key', 'expires_at'),
  ];
}
