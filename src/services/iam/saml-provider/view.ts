import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IamSamlCertificateRow, IamSamlProviderRow } from '#store/schema/iam.ts';

/** What every answer about a provider has. Source: docs 6257/1206012 and 1206020. */
const shown = () => ({
  SSOType: z.int(),
  Status: z.int(),
  Description: z.string(),
  Trn: z.string(),
  CreateDate: z.string(),
  UpdateDate: z.string(),
});

export const changedResult = () => z.object({ SAMLProviderName: z.string(), ...shown() });

export const providerResult = () =>
  z.object({
    ProviderName: z.string(),
    EncodedSAMLMetadataDocument: z.string(),
    CertificateExpireTime: z.string(),
    ...shown(),
  });

/** The type of the SDK has both names; the page's answer, and what Terraform reads, the first alone. */
export const listedResult = () =>
  z.object({ ProviderName: z.string(), SAMLProviderName: z.string(), ...shown() });

const view = (row: IamSamlProviderRow) => ({
  SSOType: row.sso_type,
  Status: row.status,
  Description: row.description,
  Trn: `trn:iam::${row.account_id}:saml-provider/${row.name}`,
  CreateDate: beijing(row.created_at),
  UpdateDate: beijing(row.updated_at),
});

export const viewChanged = (row: IamSamlProviderRow) => ({
  SAMLProviderName: row.name,
  ...view(row),
});

/** @param first the certificate that ends before the others, if the provider has any */
export const viewProvider = (
  row: IamSamlProviderRow,
  first: IamSamlCertificateRow | undefined,
) => ({
  ProviderName: row.name,
  EncodedSAMLMetadataDocument: row.encoded_metadata_document,
  CertificateExpireTime: first ? beijing(first.not_after) : '',
  ...view(row),
});

export const viewListed = (row: IamSamlProviderRow) => ({
  ProviderName: row.name,
  SAMLProviderName: row.name,
  ...view(row),
});

/** Source: the types of the SDK. */
export const certificateResult = () =>
  z.object({
    CertificateId: z.string(),
    Subject: z.string(),
    Issuer: z.string(),
    SerialNumber: z.string(),
    SignatureAlgorithm: z.string(),
    Version: z.string(),
    NotBefore: z.string(),
    NotAfter: z.string(),
    CreateDate: z.string(),
    UpdateDate: z.string(),
  });

export const viewCertificate = (row: IamSamlCertificateRow) => ({
  CertificateId: row.id,
  Subject: row.subject,
  Issuer: row.issuer,
  SerialNumber: row.serial_number,
  SignatureAlgorithm: row.signature_algorithm,
  Version: String(row.version),
  NotBefore: beijing(row.not_before),
  NotAfter: beijing(row.not_after),
  CreateDate: beijing(row.created_at),
  UpdateDate: beijing(row.updated_at),
});
