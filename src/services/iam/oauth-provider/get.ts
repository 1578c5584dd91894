import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { whichProvider } from './parameters.ts';
import { ownProvider } from './rows.ts';
import { providerResult, viewProvider } from './view.ts';

/** Shows an OAuth provider. */
export const getOauthProvider = readAction({
  name: 'GetOAuthProvider',
  summary: 'show an OAuth provider',
  parameters: () => z.object(whichProvider()),
  result: providerResult,
  refusals: [iamRefusals.OauthProviderNotExist],

  async view(tx, { OAuthProviderName: name }, { accountId }) {
    const row = await tx.first(ownProvider, { account_id: accountId, name });
    return viewProvider(row ?? refuse(iamRefusals.OauthProviderNotExist, name));
  },
});
