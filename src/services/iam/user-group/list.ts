import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { partOf } from '../named.ts';
import { offsetPaging, offsetResult, searched } from '../parameters.ts';
import { userGroupResult, viewUserGroup } from './view.ts';

/** Lists user groups by name. */
export const listGroups = readAction({
  name: 'ListGroups',
  summary: 'list user groups',
  parameters: () => z.object({ Query: searched(), ...offsetPaging() }),
  result: () => z.object({ UserGroups: z.array(userGroupResult()), ...offsetResult() }),

  async view(tx, input, { accountId }) {
    const columns = ['name', 'display_name', 'description'];
    const { rows, total } = await partOf(tx, 'iam_user_group', accountId, input, columns);
    return {
      UserGroups: rows.map(viewUserGroup),
      Limit: input.Limit,
      Offset: input.Offset,
      Total: total,
    };
  },
});
