import type { Refusal } from '#core/refusal.ts';

/** Of OpenID Connect providers. No page was seen: they are worded like those of users. */
export const oidcProviderRefusals = {
  OidcProviderNotExist: {
    http: 404,
    code: 'OIDCProviderNotExist',
    message: "OIDCProvider '%s' cannot be found.",
    source: 'ours',
  },
  OidcProviderAlreadyExists: {
    http: 409,
    code: 'OIDCProviderAlreadyExists',
    message: "OIDCProvider '%s' already exists.",
    source: 'ours',
  },
  OidcProviderLimitExceeded: {
    http: 409,
    code: 'OIDCProviderLimitExceeded',
    message: "Exceed account OIDC provider quota: '%s'",
    source: 'ours',
  },
  OidcProviderMemberConflict: {
    http: 409,
    code: 'OIDCProviderMemberConflict',
    message: "'%s' already belongs to the OIDC provider.",
    source: 'ours',
  },
  OidcProviderMemberNotExist: {
    http: 404,
    code: 'OIDCProviderMemberNotExist',
    message: "'%s' does not belong to the OIDC provider.",
    source: 'ours',
  },
  OidcProviderMemberLimitExceeded: {
    http: 409,
    code: 'OIDCProviderMemberLimitExceeded',
    message: "Exceed OIDC provider quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
