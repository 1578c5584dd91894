import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { description } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { issuanceLimitTime, whichProvider } from './parameters.ts';
import { providerExists } from './provider.rules.ts';
import { ownProviderToChange, rewriteProvider } from './rows.ts';
import { changedResult, viewChanged } from './view.ts';

/** Changes an OpenID Connect provider; what is not given stays. */
export const updateOidcProvider = writeAction({
  name: 'UpdateOIDCProvider',
  summary: 'change an OpenID Connect provider',
  parameters: () =>
    z.object({
      ...whichProvider(),
      Description: description().optional(),
      IssuanceLimitTime: issuanceLimitTime().optional(),
    }),
  result: changedResult,
  rules: [providerExists],

  facts: async (tx, { OIDCProviderName }, { accountId }) => ({
    providerName: OIDCProviderName,
    provider: await tx.first(ownProviderToChange, {
      account_id: accountId,
      name: OIDCProviderName,
    }),
  }),

  async change(tx, { provider }, input) {
    const before = provider ?? refuse(iamRefusals.OidcProviderNotExist, input.OIDCProviderName);
    const row = {
      ...before,
      description: input.Description ?? before.description,
      issuance_limit_time: input.IssuanceLimitTime ?? before.issuance_limit_time,
      updated_at: tx.now,
    };
    await tx.run(rewriteProvider, row);
    return viewChanged(row);
  },
});
