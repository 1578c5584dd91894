import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing, iamDate, offsetPaging, offsetResult } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { countUsersOfGroup, usersOfGroup } from './members.ts';
import { ownUserGroup } from './rows.ts';

/** Lists the users of a group. */
export const listUsersForGroup = readAction({
  name: 'ListUsersForGroup',
  summary: 'list the users of a user group',
  parameters: () => z.object({ UserGroupName: existing(), ...offsetPaging() }),
  result: () =>
    z.object({
      Users: z.array(
        z.object({
          Id: z.int(),
          UserName: z.string(),
          DisplayName: z.string(),
          Description: z.string(),
          JoinDate: z.string(),
        }),
      ),
      ...offsetResult(),
    }),
  refusals: [iamRefusals.UserGroupNotExist],

  async view(tx, { UserGroupName, Limit, Offset }, { accountId }) {
    const group = await tx.first(ownUserGroup, { account_id: accountId, name: UserGroupName });
    const { id } = group ?? refuse(iamRefusals.UserGroupNotExist, UserGroupName);
    const rows = await tx.all(usersOfGroup, { userGroupId: id, limit: Limit, offset: Offset });
    return {
      Users: rows.map((row) => ({
        Id: Number(row.id),
        UserName: row.name,
        DisplayName: row.display_name,
        Description: row.description,
        JoinDate: iamDate(row.joined_at),
      })),
      Limit,
      Offset,
      Total: await countUsersOfGroup(tx, id),
    };
  },
});
