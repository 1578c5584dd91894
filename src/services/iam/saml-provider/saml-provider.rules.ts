import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

export interface ProviderFacts {
  readonly providerName: string;
  readonly provider: object | undefined;
}

/** What every action on a provider takes. */
export const providerExists: Rule<ProviderFacts> = {
  refusal: iamRefusals.SamlProviderNotExist,
  parameter: 'SAMLProviderName',
  args: ({ providerName }) => [providerName],
  broken: ({ provider }) => provider === undefined,
  because: ({ providerName, provider }) =>
    provider ? `${providerName} exists` : `there is no identity provider ${providerName}`,
};

export interface CertificatesFacts {
  /** How many certificates the provider has once all is done. */
  readonly certificates: number;
  readonly most: number;
}

/** The certificates of a provider are no more than it may have. */
export const certificatesFit = (parameter: string): Rule<CertificatesFacts> => ({
  refusal: iamRefusals.SamlCertificateLimitExceeded,
  parameter,
  args: ({ most }) => [String(most)],
  broken: ({ certificates, most }) => certificates > most,
  because: ({ certificates, most }) => `it is to have ${certificates} of ${most}`,
});

interface AddFacts extends ProviderFacts, CertificatesFacts {
  readonly isThere: boolean;
}

/** The preconditions of AddSAMLProviderCertificate. */
export const addRules: readonly Rule<AddFacts>[] = [
  providerExists,
  {
    refusal: iamRefusals.SamlCertificateAlreadyExists,
    parameter: 'X509Certificate',
    args: ({ providerName }) => [providerName],
    broken: ({ isThere }) => isThere,
    because: ({ providerName, isThere }) =>
      isThere ? `${providerName} has the certificate` : `${providerName} has not the certificate`,
  },
  certificatesFit('X509Certificate'),
];

/** The preconditions of UpdateSAMLProvider. */
export const updateRules: readonly Rule<ProviderFacts & CertificatesFacts>[] = [
  providerExists,
  certificatesFit('NewEncodedSAMLMetadataDocument'),
];

interface RemoveFacts {
  readonly certificateId: string;
  readonly certificate: object | undefined;
}

/** The preconditions of RemoveSAMLProviderCertificate. */
export const removeRules: readonly Rule<RemoveFacts>[] = [
  {
    refusal: iamRefusals.SamlCertificateNotExist,
    parameter: 'CertificateId',
    args: ({ certificateId }) => [certificateId],
    broken: ({ certificate }) => certificate === undefined,
    because: ({ certificateId, certificate }) =>
      certificate ? `${certificateId} exists` : `there is no certificate ${certificateId}`,
  },
];
