import type { Refusal } from '#core/refusal.ts';

/** Of SAML providers. The pages that were seen have no code of their own: they are worded like those of users. */
export const samlProviderRefusals = {
  SamlProviderNotExist: {
    http: 404,
    code: 'SAMLProviderNotExist',
    message: "SAMLProvider '%s' cannot be found.",
    source: 'ours',
  },
  SamlProviderAlreadyExists: {
    http: 409,
    code: 'SAMLProviderAlreadyExists',
    message: "SAMLProvider '%s' already exists.",
    source: 'ours',
  },
  SamlProviderLimitExceeded: {
    http: 409,
    code: 'SAMLProviderLimitExceeded',
    message: "Exceed account SAML provider quota: '%s'",
    source: 'ours',
  },
  SamlCertificateNotExist: {
    http: 404,
    code: 'SAMLProviderCertificateNotExist',
    message: "SAMLProviderCertificate '%s' cannot be found.",
    source: 'ours',
  },
  SamlCertificateAlreadyExists: {
    http: 409,
    code: 'SAMLProviderCertificateAlreadyExists',
    message: "The certificate already belongs to the SAML provider '%s'.",
    source: 'ours',
  },
  SamlCertificateLimitExceeded: {
    http: 409,
    code: 'SAMLProviderCertificateLimitExceeded',
    message: "Exceed SAML provider certificate quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
