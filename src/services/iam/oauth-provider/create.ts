import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import {
  authorizeTemplate,
  clientId,
  clientSecret,
  endpoint,
  identityMapType,
  idpIdentityKey,
  providerStatus,
  scope,
  ssoType,
  USUAL_STATUS,
} from './parameters.ts';
import { addProvider, ownProvider } from './rows.ts';
import { changedResult, viewChanged } from './view.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  {
    refusal: iamRefusals.OauthProviderAlreadyExists,
    parameter: 'OAuthProviderName',
    args: ({ newName }) => [newName],
    broken: ({ nameTaken }) => nameTaken,
    because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
  },
  withinCapacity(iamRefusals.OauthProviderLimitExceeded, 'IamOauthProviders', 'OAuthProviderName'),
];

/** Records an OAuth provider. Nobody signs in with it here, and its endpoints are asked nothing. */
export const createOauthProvider = writeAction({
  name: 'CreateOAuthProvider',
  summary: 'record an OAuth provider',
  parameters: () =>
    z.object({
      OAuthProviderName: newName(),
      SSOType: ssoType(),
      Status: providerStatus().default(USUAL_STATUS),
      Description: description().default(''),
      ClientId: clientId(),
      ClientSecret: clientSecret(),
      UserInfoURL: endpoint(),
      TokenURL: endpoint(),
      AuthorizeURL: endpoint(),
      AuthorizeTemplate: authorizeTemplate(),
      Scope: scope().default(''),
      IdentityMapType: identityMapType(),
      IdpIdentityKey: idpIdentityKey(),
    }),
  result: changedResult,
  rules: createRules,

  async facts(tx, { OAuthProviderName: newName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownProvider, { account_id: accountId, name: newName });
    const used = await countOf(tx, 'iam_oauth_provider', accountId);
    return {
      newName,
      nameTaken: taken !== undefined,
      capacity: capacityOf(context, 'IamOauthProviders', used),
    };
  },

  async change(tx, _, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_oauth_provider'),
      account_id: context.accountId,
      name: input.OAuthProviderName,
      description: input.Description,
      sso_type: input.SSOType,
      status: input.Status,
      client_id: input.ClientId,
      client_secret: input.ClientSecret,
      user_info_url: input.UserInfoURL,
      token_url: input.TokenURL,
      authorize_url: input.AuthorizeURL,
      authorize_template: input.AuthorizeTemplate,
      scope: input.Scope,
      identity_map_type: input.IdentityMapType,
      idp_identity_key: input.IdpIdentityKey,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addProvider(tx, row);
    return viewChanged(row);
  },
});
