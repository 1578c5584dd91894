import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { whichProvider } from './parameters.ts';
import { ownProvider } from './rows.ts';
import { providerResult, viewProvider } from './view.ts';

/** Shows an OpenID Connect provider. */
export const getOidcProvider = readAction({
  name: 'GetOIDCProvider',
  summary: 'show an OpenID Connect provider',
  parameters: () => z.object(whichProvider()),
  result: providerResult,
  refusals: [iamRefusals.OidcProviderNotExist],

  async view(tx, { OIDCProviderName }, { accountId }) {
    const row = await tx.first(ownProvider, { account_id: accountId, name: OIDCProviderName });
    return viewProvider(row ?? refuse(iamRefusals.OidcProviderNotExist, OIDCProviderName));
  },
});
