import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, text } from './columns.ts';

export function instanceIamRoles(db: Db): Compilable<unknown>[] {
  return [
    text(keyed(db, 'instance_iam_role'), [
      'account_id',
      'region',
      'role_name',
      'policies',
      'session_key_id',
    ]),
    index(db, 'instance_iam_role_by_account', 'instance_iam_role', 'account_id', 'region', 'id'),
  ];
}
