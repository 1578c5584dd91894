import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

/** SAML providers, and the certificates that they sign with. */
export function samlProviders(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(keyed(db, 'iam_saml_provider'), [
        'account_id',
        'name',
        'description',
        'encoded_metadata_document',
      ]),
      ['sso_type', 'status', 'created_at', 'updated_at'],
    ),
    index(
      db,
      'iam_saml_provider_one_of_a_name',
      'iam_saml_provider',
      'account_id',
      'name',
    ).unique(),
    number(
      text(keyed(db, 'iam_saml_certificate'), [
        'account_id',
        'provider_id',
        'fingerprint',
        'subject',
        'issuer',
        'serial_number',
        'signature_algorithm',
      ]),
      ['version', 'not_before', 'not_after', 'of_document', 'created_at', 'updated_at'],
    ),
    index(
      db,
      'iam_saml_certificate_once_in_a_provider',
      'iam_saml_certificate',
      'account_id',
      'provider_id',
      'fingerprint',
    ).unique(),
  ];
}
