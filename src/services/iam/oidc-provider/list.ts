import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { partOf } from '../named.ts';
import { offsetPaging, offsetResult } from '../parameters.ts';
import { listedResult, viewListed } from './view.ts';

/** Lists OpenID Connect providers by name. */
export const listOidcProviders = readAction({
  name: 'ListOIDCProviders',
  summary: 'list OpenID Connect providers',
  parameters: () => z.object(offsetPaging()),
  result: () => z.object({ OIDCProviders: z.array(listedResult()), ...offsetResult() }),

  async view(tx, { Limit, Offset }, { accountId }) {
    const asked = { Limit, Offset, Query: '' };
    const { rows, total } = await partOf(tx, 'iam_oidc_provider', accountId, asked, []);
    return { OIDCProviders: rows.map(viewListed), Limit, Offset, Total: total };
  },
});
