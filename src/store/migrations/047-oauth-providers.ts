import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

/** OAuth providers. */
export function oauthProviders(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(keyed(db, 'iam_oauth_provider'), [
        'account_id',
        'name',
        'description',
        'client_id',
        'client_secret',
        'user_info_url',
        'token_url',
        'authorize_url',
        'authorize_template',
        'scope',
        'idp_identity_key',
      ]),
      ['sso_type', 'status', 'identity_map_type', 'created_at', 'updated_at'],
    ),
    index(
      db,
      'iam_oauth_provider_one_of_a_name',
      'iam_oauth_provider',
      'account_id',
      'name',
    ).unique(),
  ];
}
