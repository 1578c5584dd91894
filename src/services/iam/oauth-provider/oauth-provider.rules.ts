import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

interface ProviderFacts {
  readonly providerName: string;
  readonly provider: object | undefined;
}

/** What every action on a provider takes. */
export const providerExists: Rule<ProviderFacts> = {
  refusal: iamRefusals.OauthProviderNotExist,
  parameter: 'OAuthProviderName',
  args: ({ providerName }) => [providerName],
  broken: ({ provider }) => provider === undefined,
  because: ({ providerName, provider }) =>
    provider ? `${providerName} exists` : `there is no identity provider ${providerName}`,
};
