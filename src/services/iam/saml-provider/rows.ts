import { lockingQuery, query } from '#store/query.ts';
import type { IamSamlCertificateRow, IamSamlProviderRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's SAML providers. */
export const ownProvider = byName('iam_saml_provider');

/** The same, locked: whoever changes it or its certificates holds it. */
export const ownProviderToChange = byNameToChange('iam_saml_provider');

export const addProvider = (tx: Writer, row: IamSamlProviderRow): Promise<void> =>
  tx.insert('iam_saml_provider', row);

/** Writes what of a provider can change. */
export const rewriteProvider = query((db, p: IamSamlProviderRow) =>
  db
    .updateTable('iam_saml_provider')
    .set({
      description: p.description,
      encoded_metadata_document: p.encoded_metadata_document,
      status: p.status,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const providerGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_saml_provider').where('id', '=', p.id),
);

/** The certificates of a provider, the one that ends first before the others. */
export const certificatesOfProvider = query((db, p: { account_id: string; provider_id: string }) =>
  db
    .selectFrom('iam_saml_certificate')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('provider_id', '=', p.provider_id)
    .orderBy('not_after')
    .orderBy('id'),
);

/** One of the account's certificates by its id, locked. */
export const ownCertificateToChange = lockingQuery((db, p: { account_id: string; id: string }) =>
  db
    .selectFrom('iam_saml_certificate')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('id', '=', p.id),
);

export const addCertificate = (tx: Writer, row: IamSamlCertificateRow): Promise<void> =>
  tx.insert('iam_saml_certificate', row);

export const certificateGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_saml_certificate').where('id', '=', p.id),
);

export const certificatesGo = query((db, p: { account_id: string; provider_id: string }) =>
  db
    .deleteFrom('iam_saml_certificate')
    .where('account_id', '=', p.account_id)
    .where('provider_id', '=', p.provider_id),
);
