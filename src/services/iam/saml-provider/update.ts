import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { description } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { has, keepDocumented, keptWith } from './keep.ts';
import {
  MOST_CERTIFICATES,
  metadataDocument,
  providerStatus,
  whichProvider,
} from './parameters.ts';
import { certificatesOfProvider, ownProviderToChange, rewriteProvider } from './rows.ts';
import { updateRules } from './saml-provider.rules.ts';
import { changedResult, viewChanged } from './view.ts';
import { certificatesOf } from './x509.ts';

/** Changes a SAML provider; what is not given stays. */
export const updateSamlProvider = writeAction({
  name: 'UpdateSAMLProvider',
  summary: 'change a SAML provider',
  parameters: () =>
    z.object({
      ...whichProvider(),
      NewEncodedSAMLMetadataDocument: metadataDocument().optional(),
      Description: description().optional(),
      Status: providerStatus().optional(),
    }),
  result: changedResult,
  rules: updateRules,

  async facts(tx, { SAMLProviderName: name, NewEncodedSAMLMetadataDocument }, { accountId }) {
    const key = { account_id: accountId };
    const provider = await tx.first(ownProviderToChange, { ...key, name });
    const before = provider
      ? await tx.all(certificatesOfProvider, { ...key, provider_id: provider.id })
      : [];
    const documented =
      NewEncodedSAMLMetadataDocument === undefined
        ? undefined
        : certificatesOf(NewEncodedSAMLMetadataDocument, MOST_CERTIFICATES);
    const kept = documented ? keptWith(before, documented) : before;
    const added = (documented ?? []).filter((each) => !has(kept, each));
    return {
      providerName: name,
      provider,
      before,
      documented,
      certificates: kept.length + added.length,
      most: MOST_CERTIFICATES,
    };
  },

  async change(tx, { provider, before, documented }, input, context) {
    const found = provider ?? refuse(iamRefusals.SamlProviderNotExist, input.SAMLProviderName);
    const row = {
      ...found,
      encoded_metadata_document:
        input.NewEncodedSAMLMetadataDocument ?? found.encoded_metadata_document,
      description: input.Description ?? found.description,
      status: input.Status ?? found.status,
      updated_at: tx.now,
    };
    await tx.run(rewriteProvider, row);
    if (documented) await keepDocumented(tx, context, row, before, documented);
    return viewChanged(row);
  },
});
