import type { Refusal } from '#core/refusal.ts';

/** Of OAuth providers. No page with a code was seen: they are worded like those of users. */
export const oauthProviderRefusals = {
  OauthProviderNotExist: {
    http: 404,
    code: 'OAuthProviderNotExist',
    message: "OAuthProvider '%s' cannot be found.",
    source: 'ours',
  },
  OauthProviderAlreadyExists: {
    http: 409,
    code: 'OAuthProviderAlreadyExists',
    message: "OAuthProvider '%s' already exists.",
    source: 'ours',
  },
  OauthProviderLimitExceeded: {
    http: 409,
    code: 'OAuthProviderLimitExceeded',
    message: "Exceed account OAuth provider quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
