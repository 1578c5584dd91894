import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { whichProvider } from './parameters.ts';
import { providerExists } from './provider.rules.ts';
import { ownProviderToChange, providerGoes } from './rows.ts';

/** Deletes an OpenID Connect provider. */
export const deleteOidcProvider = writeAction({
  name: 'DeleteOIDCProvider',
  summary: 'delete an OpenID Connect provider',
  parameters: () => z.object(whichProvider()),
  result: () => z.object({}),
  rules: [providerExists],

  facts: async (tx, { OIDCProviderName }, { accountId }) => ({
    providerName: OIDCProviderName,
    provider: await tx.first(ownProviderToChange, {
      account_id: accountId,
      name: OIDCProviderName,
    }),
  }),

  async change(tx, { provider }, { OIDCProviderName }) {
    const { id } = provider ?? refuse(iamRefusals.OidcProviderNotExist, OIDCProviderName);
    await tx.run(providerGoes, { id });
    return {};
  },
});
