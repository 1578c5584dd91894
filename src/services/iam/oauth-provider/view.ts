import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IamOauthProviderRow } from '#store/schema/iam.ts';

/** What every answer about a provider has. Source: docs 6257/1206005. */
const shown = () => ({
  OAuthProviderName: z.string(),
  SSOType: z.int(),
  Status: z.int(),
  Description: z.string(),
  Trn: z.string(),
  CreateDate: z.string(),
  UpdateDate: z.string(),
});

export const changedResult = () => z.object(shown());

/** Source: the types of the SDK. */
export const providerResult = () =>
  z.object({
    ...shown(),
    ProviderId: z.string(),
    ClientId: z.string(),
    ClientSecret: z.string(),
    UserInfoURL: z.string(),
    TokenURL: z.string(),
    AuthorizeURL: z.string(),
    AuthorizeTemplate: z.string(),
    Scope: z.string(),
    IdentityMapType: z.int(),
    IdpIdentityKey: z.string(),
  });

export const viewChanged = (row: IamOauthProviderRow) => ({
  OAuthProviderName: row.name,
  SSOType: row.sso_type,
  Status: row.status,
  Description: row.description,
  Trn: `trn:iam::${row.account_id}:oauth-provider/${row.name}`,
  CreateDate: beijing(row.created_at),
  UpdateDate: beijing(row.updated_at),
});

/** Terraform compares the secret with the one of its file, so that it is shown. */
export const viewProvider = (row: IamOauthProviderRow) => ({
  ...viewChanged(row),
  ProviderId: row.id,
  ClientId: row.client_id,
  ClientSecret: row.client_secret,
  UserInfoURL: row.user_info_url,
  TokenURL: row.token_url,
  AuthorizeURL: row.authorize_url,
  AuthorizeTemplate: row.authorize_template,
  Scope: row.scope,
  IdentityMapType: row.identity_map_type,
  IdpIdentityKey: row.idp_identity_key,
});
