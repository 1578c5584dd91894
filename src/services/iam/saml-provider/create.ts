import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { keepDocumented } from './keep.ts';
import {
  MOST_CERTIFICATES,
  metadataDocument,
  OF_USERS,
  providerStatus,
  ssoType,
  USUAL_STATUS,
} from './parameters.ts';
import { addProvider, ownProvider } from './rows.ts';
import { type CertificatesFacts, certificatesFit } from './saml-provider.rules.ts';
import { changedResult, viewChanged } from './view.ts';
import { certificatesOf } from './x509.ts';

interface CreateFacts extends NewNameFacts, CertificatesFacts {
  readonly capacity: Capacity;
  readonly isOfUsers: boolean;
  readonly status: number | undefined;
}

const createRules: readonly Rule<CreateFacts>[] = [
  {
    // Source: Terraform's documentation of the resource.
    refusal: iamRefusals.ParameterNotFound,
    parameter: 'Status',
    args: () => ['Status'],
    broken: ({ isOfUsers, status }) => isOfUsers && status === undefined,
    because: ({ isOfUsers, status }) => {
      if (!isOfUsers) return 'it is for roles';
      return `it is for users, ${status === undefined ? 'without' : 'with'} a status`;
    },
  },
  {
    refusal: iamRefusals.SamlProviderAlreadyExists,
    parameter: 'SAMLProviderName',
    args: ({ newName }) => [newName],
    broken: ({ nameTaken }) => nameTaken,
    because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
  },
  withinCapacity(iamRefusals.SamlProviderLimitExceeded, 'IamSamlProviders', 'SAMLProviderName'),
  certificatesFit('EncodedSAMLMetadataDocument'),
];

/** Records a SAML provider. Nobody signs in with its assertions here. */
export const createSamlProvider = writeAction({
  name: 'CreateSAMLProvider',
  summary: 'record a SAML provider',
  parameters: () =>
    z.object({
      SAMLProviderName: newName(),
      EncodedSAMLMetadataDocument: metadataDocument(),
      SSOType: ssoType(),
      Status: providerStatus().optional(),
      Description: description().default(''),
    }),
  result: changedResult,
  rules: createRules,

  async facts(tx, input, context) {
    const { accountId } = context;
    const { SAMLProviderName: newName, EncodedSAMLMetadataDocument } = input;
    const taken = await tx.first(ownProvider, { account_id: accountId, name: newName });
    const used = await countOf(tx, 'iam_saml_provider', accountId);
    const documented = certificatesOf(EncodedSAMLMetadataDocument, MOST_CERTIFICATES);
    return {
      newName,
      nameTaken: taken !== undefined,
      capacity: capacityOf(context, 'IamSamlProviders', used),
      isOfUsers: input.SSOType === OF_USERS,
      status: input.Status,
      documented,
      certificates: documented.length,
      most: MOST_CERTIFICATES,
    };
  },

  async change(tx, { documented }, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_saml_provider'),
      account_id: context.accountId,
      name: input.SAMLProviderName,
      description: input.Description,
      encoded_metadata_document: input.EncodedSAMLMetadataDocument,
      sso_type: input.SSOType,
      status: input.Status ?? USUAL_STATUS,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addProvider(tx, row);
    await keepDocumented(tx, context, row, [], documented);
    return viewChanged(row);
  },
});
