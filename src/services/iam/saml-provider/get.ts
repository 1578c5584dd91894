import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { whichProvider } from './parameters.ts';
import { certificatesOfProvider, ownProvider } from './rows.ts';
import { providerResult, viewProvider } from './view.ts';

/** Shows a SAML provider. */
export const getSamlProvider = readAction({
  name: 'GetSAMLProvider',
  summary: 'show a SAML provider',
  parameters: () => z.object(whichProvider()),
  result: providerResult,
  refusals: [iamRefusals.SamlProviderNotExist],

  async view(tx, { SAMLProviderName: name }, { accountId }) {
    const key = { account_id: accountId };
    const row =
      (await tx.first(ownProvider, { ...key, name })) ??
      refuse(iamRefusals.SamlProviderNotExist, name);
    const [first] = await tx.all(certificatesOfProvider, { ...key, provider_id: row.id });
    return viewProvider(row, first);
  },
});
