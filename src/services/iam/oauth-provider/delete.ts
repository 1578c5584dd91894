import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { providerExists } from './oauth-provider.rules.ts';
import { whichProvider } from './parameters.ts';
import { ownProviderToChange, providerGoes } from './rows.ts';

/** Deletes an OAuth provider. */
export const deleteOauthProvider = writeAction({
  name: 'DeleteOAuthProvider',
  summary: 'delete an OAuth provider',
  parameters: () => z.object(whichProvider()),
  result: () => z.object({}),
  rules: [providerExists],

  facts: async (tx, { OAuthProviderName: name }, { accountId }) => ({
    providerName: name,
    provider: await tx.first(ownProviderToChange, { account_id: accountId, name }),
  }),

  async change(tx, { provider }, { OAuthProviderName }) {
    const { id } = provider ?? refuse(iamRefusals.OauthProviderNotExist, OAuthProviderName);
    await tx.run(providerGoes, { id });
    return {};
  },
});
