import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { beijing } from '#platform/time.ts';
import { countOf } from '../named.ts';
import { numberedPaging, offsetResult, rowsBefore } from '../parameters.ts';
import { KINDS, partOfAll } from './rows.ts';

const TYPES: ReadonlyMap<number, string> = new Map([
  [KINDS.SAML, 'saml-provider'],
  [KINDS.OAUTH, 'oauth-provider'],
  [KINDS.OIDC, 'oidc-provider'],
]);

/** Lists identity providers of all kinds by name. */
export const listIdentityProviders = readAction({
  name: 'ListIdentityProviders',
  summary: 'list identity providers of all kinds',
  parameters: () => z.object(numberedPaging()),
  result: () =>
    z.object({
      IdentityProviders: z.array(
        z.object({
          ProviderName: z.string(),
          IdpType: z.int(),
          SSOType: z.int(),
          Status: z.int(),
          Description: z.string(),
          Trn: z.string(),
          CreateDate: z.string(),
          UpdateDate: z.string(),
        }),
      ),
      ...offsetResult(),
    }),

  async view(tx, input, { accountId }) {
    const { Limit, Offset } = input;
    const asked = { account_id: accountId, limit: Limit, before: rowsBefore(input) };
    const rows = await tx.all(partOfAll, asked);
    let Total = 0;
    for (const table of ['iam_saml_provider', 'iam_oauth_provider', 'iam_oidc_provider'] as const) {
      Total += await countOf(tx, table, accountId);
    }
    const IdentityProviders = rows.map((row) => ({
      ProviderName: row.name,
      IdpType: row.kind,
      SSOType: row.sso_type,
      Status: row.status,
      Description: row.description,
      Trn: `trn:iam::${row.account_id}:${TYPES.get(row.kind)}/${row.name}`,
      CreateDate: beijing(row.created_at),
      UpdateDate: beijing(row.updated_at),
    }));
    return { IdentityProviders, Limit, Offset, Total };
  },
});
