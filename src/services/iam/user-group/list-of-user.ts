import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing, iamDate, offsetPaging, offsetResult, searched } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownUser } from '../user/rows.ts';
import { groupsOfUser } from './members.ts';

/** Lists the groups of a user by name. */
export const listGroupsForUser = readAction({
  name: 'ListGroupsForUser',
  summary: 'list the user groups of a user',
  parameters: () => z.object({ UserName: existing(), Query: searched(), ...offsetPaging() }),
  result: () =>
    z.object({
      UserGroups: z.array(
        z.object({
          UserGroupID: z.int(),
          UserGroupName: z.string(),
          DisplayName: z.string(),
          Description: z.string(),
          JoinDate: z.string(),
        }),
      ),
      ...offsetResult(),
    }),
  refusals: [iamRefusals.UserNotExist],

  async view(tx, { UserName, Query, Limit, Offset }, { accountId }) {
    const user = await tx.first(ownUser, { account_id: accountId, name: UserName });
    const { id } = user ?? refuse(iamRefusals.UserNotExist, UserName);
    const found = (await tx.all(groupsOfUser, { userId: id })).filter(
      (row) => row.name.includes(Query) || row.display_name.includes(Query),
    );
    return {
      UserGroups: found.slice(Offset, Offset + Limit).map((row) => ({
        UserGroupID: Number(row.id),
        UserGroupName: row.name,
        DisplayName: row.display_name,
        Description: row.description,
        JoinDate: iamDate(row.joined_at),
      })),
      Limit,
      Offset,
      Total: found.length,
    };
  },
});
