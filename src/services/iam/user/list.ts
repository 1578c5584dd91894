import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { integer } from '#core/parameters.ts';
import { partOf } from '../named.ts';
import { offsetPaging, offsetResult, searched } from '../parameters.ts';
import { userResult, viewUser } from './view.ts';

/** Lists users by name. */
export const listUsers = readAction({
  name: 'ListUsers',
  summary: 'list users',
  parameters: () =>
    z.object({ Query: searched(), PiiRedaction: integer(0, 1).optional(), ...offsetPaging() }),
  result: () => z.object({ UserMetadata: z.array(userResult()), ...offsetResult() }),
  inert: { PiiRedaction: 'mail addresses and numbers are shown as they were given' },

  async view(tx, input, { accountId }) {
    const columns = ['name', 'display_name', 'description', 'email', 'mobile_phone'];
    const { rows, total } = await partOf(tx, 'iam_user', accountId, input, columns);
    return {
      UserMetadata: rows.map(viewUser),
      Limit: input.Limit,
      Offset: input.Offset,
      Total: total,
    };
  },
});
