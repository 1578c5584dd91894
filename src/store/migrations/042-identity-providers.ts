import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

/** OpenID Connect providers, what accounts set for all of their users, and users for themselves. */
export function identityProviders(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(keyed(db, 'iam_oidc_provider'), [
        'account_id',
        'name',
        'description',
        'issuer_url',
        'client_ids',
        'thumbprints',
      ]),
      ['issuance_limit_time', 'created_at', 'updated_at'],
    ),
    index(
      db,
      'iam_oidc_provider_one_of_a_name',
      'iam_oidc_provider',
      'account_id',
      'name',
    ).unique(),
    number(text(keyed(db, 'iam_account_setting'), ['account_id', 'ip_list']), [
      'enable_ip_list',
      'updated_at',
    ]),
    index(db, 'iam_account_setting_by_account', 'iam_account_setting', 'account_id'),
    dynamic(db)
      .schema.alterTable('iam_user')
      .addColumn('safe_auth_type', 'text', (column) => column.notNull().defaultTo('')),
    dynamic(db)
      .schema.alterTable('iam_user')
      .addColumn('safe_auth_exempt_duration', 'bigint', (column) => column.notNull().defaultTo(0)),
  ];
}
