import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { clientIds, issuanceLimitTime, issuerUrl, thumbprints, USUAL_LIMIT } from './parameters.ts';
import { addProvider, ownProvider } from './rows.ts';
import { changedResult, viewChanged } from './view.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  {
    refusal: iamRefusals.OidcProviderAlreadyExists,
    parameter: 'OIDCProviderName',
    args: ({ newName }) => [newName],
    broken: ({ nameTaken }) => nameTaken,
    because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
  },
  withinCapacity(iamRefusals.OidcProviderLimitExceeded, 'IamOidcProviders', 'OIDCProviderName'),
];

/** Records an OpenID Connect provider. Nobody signs in with its tokens here. */
export const createOidcProvider = writeAction({
  name: 'CreateOIDCProvider',
  summary: 'record an OpenID Connect provider',
  parameters: () =>
    z.object({
      OIDCProviderName: newName(),
      IssuerURL: issuerUrl(),
      ClientIDs: clientIds(),
      Thumbprints: thumbprints(),
      Description: description().default(''),
      IssuanceLimitTime: issuanceLimitTime().default(USUAL_LIMIT),
    }),
  result: changedResult,
  rules: createRules,

  async facts(tx, { OIDCProviderName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownProvider, { account_id: accountId, name: OIDCProviderName });
    const used = await countOf(tx, 'iam_oidc_provider', accountId);
    return {
      newName: OIDCProviderName,
      nameTaken: taken !== undefined,
      capacity: capacityOf(context, 'IamOidcProviders', used),
    };
  },

  async change(tx, _, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_oidc_provider'),
      account_id: context.accountId,
      name: input.OIDCProviderName,
      description: input.Description,
      issuer_url: input.IssuerURL,
      client_ids: JSON.stringify(input.ClientIDs),
      thumbprints: JSON.stringify(input.Thumbprints),
      issuance_limit_time: input.IssuanceLimitTime,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addProvider(tx, row);
    return viewChanged(row);
  },
});
