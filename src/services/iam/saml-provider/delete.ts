import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { whichProvider } from './parameters.ts';
import { certificatesGo, ownProviderToChange, providerGoes } from './rows.ts';
import { providerExists } from './saml-provider.rules.ts';

/** Deletes a SAML provider, and its certificates with it. */
export const deleteSamlProvider = writeAction({
  name: 'DeleteSAMLProvider',
  summary: 'delete a SAML provider',
  parameters: () => z.object(whichProvider()),
  result: () => z.object({}),
  rules: [providerExists],

  facts: async (tx, { SAMLProviderName: name }, { accountId }) => ({
    providerName: name,
    provider: await tx.first(ownProviderToChange, { account_id: accountId, name }),
  }),

  async change(tx, { provider }, { SAMLProviderName }, { accountId }) {
    const { id } = provider ?? refuse(iamRefusals.SamlProviderNotExist, SAMLProviderName);
    await tx.run(certificatesGo, { account_id: accountId, provider_id: id });
    await tx.run(providerGoes, { id });
    return {};
  },
});
