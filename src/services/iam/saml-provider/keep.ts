import type { Context } from '#core/context.ts';
import type { IamSamlCertificateRow, IamSamlProviderRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { freeId } from '../named.ts';
import { addCertificate, certificateGoes } from './rows.ts';
import type { ReadCertificate } from './x509.ts';

/** Whether a provider has a certificate already. */
export const has = (
  certificates: readonly { readonly fingerprint: string }[],
  { fingerprint }: ReadCertificate,
): boolean => certificates.some((each) => each.fingerprint === fingerprint);

/** Writes that a provider has a certificate. */
export async function keepCertificate(
  tx: Writer,
  context: Context,
  provider: IamSamlProviderRow,
  read: ReadCertificate,
  ofDocument: boolean,
): Promise<string> {
  const id = await freeId(tx, context, 'iam_saml_certificate');
  await addCertificate(tx, {
    id,
    account_id: provider.account_id,
    provider_id: provider.id,
    fingerprint: read.fingerprint,
    subject: read.subject,
    issuer: read.issuer,
    serial_number: read.serialNumber,
    signature_algorithm: read.signatureAlgorithm,
    version: read.version,
    not_before: read.notBefore,
    not_after: read.notAfter,
    of_document: ofDocument ? 1 : 0,
    created_at: tx.now,
    updated_at: tx.now,
  });
  return id;
}

/** The certificates that a provider keeps when it gets another document: those that were added, and those of both. */
export const keptWith = (
  before: readonly IamSamlCertificateRow[],
  documented: readonly ReadCertificate[],
): readonly IamSamlCertificateRow[] =>
  before.filter(
    ({ of_document, fingerprint }) =>
      of_document === 0 || documented.some((each) => each.fingerprint === fingerprint),
  );

/** Makes the certificates of a document those of the provider, in place of those of the document before. */
export async function keepDocumented(
  tx: Writer,
  context: Context,
  provider: IamSamlProviderRow,
  before: readonly IamSamlCertificateRow[],
  documented: readonly ReadCertificate[],
): Promise<void> {
  const kept = keptWith(before, documented);
  for (const { id } of before) {
    if (!kept.some((each) => each.id === id)) await tx.run(certificateGoes, { id });
  }
  for (const read of documented) {
    if (!has(kept, read)) await keepCertificate(tx, context, provider, read, true);
  }
}
