import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

/** Of what one account may have very many. */
const MANY = ['instance', 'network_interface', 'volume', 'snapshot', 'eip'];

/** Users, groups, roles and policies; and of which made role a temporary key is. */
export function iam(db: Db): Compilable<unknown>[] {
  const named = (table: string, columns: readonly string[], numbers: readonly string[] = []) => [
    number(text(keyed(db, table), ['account_id', 'name', 'description', ...columns]), [
      ...numbers,
      'created_at',
      'updated_at',
    ]),
    index(db, `${table}_one_of_a_name`, table, 'account_id', 'name').unique(),
  ];
  return [
    ...named('iam_user', ['display_name', 'email', 'mobile_phone', 'tags']),
    ...named('iam_user_group', ['display_name']),
    ...named(
      'iam_role',
      ['display_name', 'trust_policy_document', 'tags'],
      ['max_session_duration'],
    ),
    ...named('iam_policy', ['document']),
    ...named('iam_project', ['display_name', 'parent_name', 'path']),
    index(db, 'iam_project_by_parent', 'iam_project', 'account_id', 'parent_name', 'id'),
    number(text(keyed(db, 'iam_login_profile'), ['account_id', 'safe_auth_type']), [
      'login_allowed',
      'password_reset_required',
      'safe_auth_flag',
      'safe_auth_exempt_required',
      'safe_auth_exempt_unit',
      'safe_auth_exempt_duration',
      'password_at',
      'created_at',
      'updated_at',
    ]),
    index(db, 'iam_login_profile_by_account', 'iam_login_profile', 'account_id', 'id'),
    number(
      text(keyed(db, 'iam_access_key'), [
        'account_id',
        'user_id',
        'secret_access_key',
        'status',
        'used_service',
        'used_region',
      ]),
      ['used_at', 'created_at', 'updated_at'],
    ),
    index(db, 'iam_access_key_by_user', 'iam_access_key', 'account_id', 'user_id', 'id'),
    number(text(keyed(db, 'iam_user_group_member'), ['account_id', 'user_group_id', 'user_id']), [
      'created_at',
    ]),
    index(
      db,
      'iam_user_group_member_by_account',
      'iam_user_group_member',
      'account_id',
      'user_group_id',
    ),
    index(db, 'iam_user_group_member_by_group', 'iam_user_group_member', 'user_group_id', 'id'),
    index(db, 'iam_user_group_member_by_user', 'iam_user_group_member', 'user_id', 'id'),
    number(
      text(keyed(db, 'iam_attachment'), [
        'account_id',
        'holder_type',
        'holder_id',
        'policy_type',
        'policy_id',
      ]),
      ['created_at'],
    ),
    index(db, 'iam_attachment_by_holder', 'iam_attachment', 'holder_id', 'id'),
    index(
      db,
      'iam_attachment_by_policy',
      'iam_attachment',
      'account_id',
      'policy_type',
      'policy_id',
      'id',
    ),
    ...MANY.map((table) =>
      index(db, `${table}_by_project`, table, 'account_id', 'project_name').where(
        'project_name',
        '<>',
        'default',
      ),
    ),
    dynamic(db)
      .schema.alterTable('session_key')
      .addColumn('role_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
