import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { description } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { providerExists } from './oauth-provider.rules.ts';
import {
  authorizeTemplate,
  clientId,
  clientSecret,
  endpoint,
  identityMapType,
  idpIdentityKey,
  providerStatus,
  scope,
  whichProvider,
} from './parameters.ts';
import { ownProviderToChange, rewriteProvider } from './rows.ts';
import { changedResult, viewChanged } from './view.ts';

/** Changes an OAuth provider; what is not given stays. */
export const updateOauthProvider = writeAction({
  name: 'UpdateOAuthProvider',
  summary: 'change an OAuth provider',
  parameters: () =>
    z.object({
      ...whichProvider(),
      Status: providerStatus().optional(),
      Description: description().optional(),
      ClientId: clientId().optional(),
      ClientSecret: clientSecret().optional(),
      UserInfoURL: endpoint().optional(),
      TokenURL: endpoint().optional(),
      AuthorizeURL: endpoint().optional(),
      AuthorizeTemplate: authorizeTemplate().optional(),
      Scope: scope().optional(),
      IdentityMapType: identityMapType().optional(),
      IdpIdentityKey: idpIdentityKey().optional(),
    }),
  result: changedResult,
  rules: [providerExists],

  facts: async (tx, { OAuthProviderName: name }, { accountId }) => ({
    providerName: name,
    provider: await tx.first(ownProviderToChange, { account_id: accountId, name }),
  }),

  async change(tx, { provider }, input) {
    const before = provider ?? refuse(iamRefusals.OauthProviderNotExist, input.OAuthProviderName);
    const row = {
      ...before,
      status: input.Status ?? before.status,
      description: input.Description ?? before.description,
      client_id: input.ClientId ?? before.client_id,
      client_secret: input.ClientSecret ?? before.client_secret,
      user_info_url: input.UserInfoURL ?? before.user_info_url,
      token_url: input.TokenURL ?? before.token_url,
      authorize_url: input.AuthorizeURL ?? before.authorize_url,
      authorize_template: input.AuthorizeTemplate ?? before.authorize_template,
      scope: input.Scope ?? before.scope,
      identity_map_type: input.IdentityMapType ?? before.identity_map_type,
      idp_identity_key: input.IdpIdentityKey ?? before.idp_identity_key,
      updated_at: tx.now,
    };
    await tx.run(rewriteProvider, row);
    return viewChanged(row);
  },
});
