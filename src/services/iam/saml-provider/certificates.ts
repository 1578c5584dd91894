import * as z from 'zod';
import { readAction, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { has, keepCertificate } from './keep.ts';
import { certificate, MOST_CERTIFICATES, whichProvider } from './parameters.ts';
import {
  certificateGoes,
  certificatesOfProvider,
  ownCertificateToChange,
  ownProvider,
  ownProviderToChange,
} from './rows.ts';
import { addRules, removeRules } from './saml-provider.rules.ts';
import { certificateResult, viewCertificate } from './view.ts';
import { readX509 } from './x509.ts';

/** Trusts another certificate of a provider, besides those of its document. */
export const addSamlProviderCertificate = writeAction({
  name: 'AddSAMLProviderCertificate',
  summary: 'add a certificate to a SAML provider',
  parameters: () => z.object({ ...whichProvider(), X509Certificate: certificate() }),
  result: () => z.object({ CertificateId: z.string() }),
  rules: addRules,

  async facts(tx, { SAMLProviderName: name, X509Certificate }, { accountId }) {
    const key = { account_id: accountId };
    const provider = await tx.first(ownProviderToChange, { ...key, name });
    const before = provider
      ? await tx.all(certificatesOfProvider, { ...key, provider_id: provider.id })
      : [];
    const read = readX509(X509Certificate);
    return {
      providerName: name,
      provider,
      read,
      isThere: read !== undefined && has(before, read),
      certificates: before.length + 1,
      most: MOST_CERTIFICATES,
    };
  },

  async change(tx, { provider, read }, { SAMLProviderName }, context) {
    if (provider === undefined || read === undefined) {
      refuse(iamRefusals.SamlProviderNotExist, SAMLProviderName);
    }
    return { CertificateId: await keepCertificate(tx, context, provider, read, false) };
  },
});

/** Trusts a certificate no more, wherever it is from. */
export const removeSamlProviderCertificate = writeAction({
  name: 'RemoveSAMLProviderCertificate',
  summary: 'take a certificate from a SAML provider',
  parameters: () => z.object({ CertificateId: existing() }),
  result: () => z.object({}),
  rules: removeRules,

  facts: async (tx, { CertificateId: id }, { accountId }) => ({
    certificateId: id,
    certificate: await tx.first(ownCertificateToChange, { account_id: accountId, id }),
  }),

  async change(tx, _, { CertificateId: id }) {
    await tx.run(certificateGoes, { id });
    return {};
  },
});

/** Lists the certificates of a provider, the one that ends first before the others. */
export const listSamlProviderCertificates = readAction({
  name: 'ListSAMLProviderCertificates',
  summary: 'list the certificates of a SAML provider',
  parameters: () => z.object(whichProvider()),
  result: () => z.object({ Certificates: z.array(certificateResult()), Total: z.int() }),
  refusals: [iamRefusals.SamlProviderNotExist],

  async view(tx, { SAMLProviderName: name }, { accountId }) {
    const key = { account_id: accountId };
    const provider =
      (await tx.first(ownProvider, { ...key, name })) ??
      refuse(iamRefusals.SamlProviderNotExist, name);
    const rows = await tx.all(certificatesOfProvider, { ...key, provider_id: provider.id });
    return { Certificates: rows.map(viewCertificate), Total: rows.length };
  },
});
