import { query } from '#store/query.ts';
import type { IamOauthProviderRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's OAuth providers. */
export const ownProvider = byName('iam_oauth_provider');

/** The same, locked. */
export const ownProviderToChange = byNameToChange('iam_oauth_provider');

export const addProvider = (tx: Writer, row: IamOauthProviderRow): Promise<void> =>
  tx.insert('iam_oauth_provider', row);

/** Writes what of a provider can change. */
export const rewriteProvider = query((db, p: IamOauthProviderRow) =>
  db
    .updateTable('iam_oauth_provider')
    .set({
      description: p.description,
      status: p.status,
      client_id: p.client_id,
      client_secret: p.client_secret,
      user_info_url: p.user_info_url,
      token_url: p.token_url,
      authorize_url: p.authorize_url,
      authorize_template: p.authorize_template,
      scope: p.scope,
      identity_map_type: p.identity_map_type,
      idp_identity_key: p.idp_identity_key,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const providerGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_oauth_provider').where('id', '=', p.id),
);
