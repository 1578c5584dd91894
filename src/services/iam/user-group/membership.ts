import type { Context } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { capacityOf } from '../capacity.rules.ts';
import { ownUserToChange } from '../user/rows.ts';
import { groupsOfUser, isMember } from './members.ts';
import { ownUserGroupToChange } from './rows.ts';

interface Asked {
  readonly UserName: string;
  readonly UserGroupName: string;
}

/** A user, a group, and whether the one is in the other. */
export async function membershipFacts(
  tx: Reader,
  { UserName, UserGroupName }: Asked,
  context: Context,
) {
  const { accountId } = context;
  const user = await tx.first(ownUserToChange, { account_id: accountId, name: UserName });
  const group = await tx.first(ownUserGroupToChange, {
    account_id: accountId,
    name: UserGroupName,
  });
  const joined = user ? (await tx.all(groupsOfUser, { userId: user.id })).length : 0;
  return {
    userName: UserName,
    user,
    groupName: UserGroupName,
    group,
    member: user && group ? await isMember(tx, { userGroupId: group.id, userId: user.id }) : false,
    capacity: capacityOf(context, 'UserGroupsPerUser', joined),
  };
}
