import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { partOf } from '../named.ts';
import { numberedPaging, offsetResult, rowsBefore } from '../parameters.ts';
import { listedResult, viewListed } from './view.ts';

/** Lists SAML providers by name. */
export const listSamlProviders = readAction({
  name: 'ListSAMLProviders',
  summary: 'list SAML providers',
  parameters: () => z.object(numberedPaging()),
  result: () => z.object({ SAMLProviders: z.array(listedResult()), ...offsetResult() }),

  async view(tx, input, { accountId }) {
    const { Limit, Offset } = input;
    const asked = { Limit, Offset: rowsBefore(input), Query: '' };
    const { rows, total } = await partOf(tx, 'iam_saml_provider', accountId, asked, []);
    return { SAMLProviders: rows.map(viewListed), Limit, Offset, Total: total };
  },
});
