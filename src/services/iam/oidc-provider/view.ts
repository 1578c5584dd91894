import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IamOidcProviderRow } from '#store/schema/iam.ts';

/** What every answer about a provider has. Source: the SDK's types; of the dates, docs 6257/1866373. */
const shown = () => ({
  Description: z.string(),
  Trn: z.string(),
  CreateDate: z.string(),
  UpdateDate: z.string(),
});

export const changedResult = () => z.object({ OIDCProviderName: z.string(), ...shown() });

export const providerResult = () =>
  z.object({
    OIDCProviderName: z.string(),
    IssuerURL: z.string(),
    ClientIDs: z.array(z.string()),
    Thumbprints: z.array(z.string()),
    IssuanceLimitTime: z.int(),
    ...shown(),
  });

/** A list calls the name otherwise. */
export const listedResult = () => z.object({ ProviderName: z.string(), ...shown() });

const view = (row: IamOidcProviderRow) => ({
  Description: row.description,
  Trn: `trn:iam::${row.account_id}:oidc-provider/${row.name}`,
  CreateDate: beijing(row.created_at),
  UpdateDate: beijing(row.updated_at),
});

export const viewChanged = (row: IamOidcProviderRow) => ({
  OIDCProviderName: row.name,
  ...view(row),
});

export const viewProvider = (row: IamOidcProviderRow) => ({
  ...viewChanged(row),
  IssuerURL: row.issuer_url,
  ClientIDs: textsOf(row.client_ids),
  Thumbprints: textsOf(row.thumbprints),
  IssuanceLimitTime: row.issuance_limit_time,
});

export const viewListed = (row: IamOidcProviderRow) => ({ ProviderName: row.name, ...view(row) });

/** The client ids or the thumbprints, as a row keeps them. */
export const textsOf = (json: string): string[] => JSON.parse(json) as string[];
