import { query } from '#store/query.ts';
import type { IamOidcProviderRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's OpenID Connect providers. */
export const ownProvider = byName('iam_oidc_provider');

/** The same, locked. */
export const ownProviderToChange = byNameToChange('iam_oidc_provider');

export const addProvider = (tx: Writer, row: IamOidcProviderRow): Promise<void> =>
  tx.insert('iam_oidc_provider', row);

/** Writes what of a provider can change. */
export const rewriteProvider = query((db, p: IamOidcProviderRow) =>
  db
    .updateTable('iam_oidc_provider')
    .set({
      description: p.description,
      issuance_limit_time: p.issuance_limit_time,
      client_ids: p.client_ids,
      thumbprints: p.thumbprints,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const providerGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_oidc_provider').where('id', '=', p.id),
);
