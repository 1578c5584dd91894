import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { keysOfUser } from '../access-key/rows.ts';
import { loginProfileGoes } from '../login-profile/rows.ts';
import { existing } from '../parameters.ts';
import { attachmentsOf } from '../policy/attachments.ts';
import { iamRefusals } from '../refusals.ts';
import { leaveAllGroups } from '../user-group/members.ts';
import { ownUserToChange, userGoes } from './rows.ts';
import { type UserFacts, userExists } from './user.rules.ts';

interface DeleteFacts extends UserFacts {
  readonly policies: number;
  readonly keys: number;
}

/** Source: the codes of docs 6257/64992; that a user leaves its groups by itself is ours. */
const deleteRules: readonly Rule<DeleteFacts>[] = [
  userExists,
  {
    refusal: iamRefusals.UserDeleteConflictWithPolicy,
    args: ({ userName }) => [userName],
    broken: ({ policies }) => policies > 0,
    because: ({ userName, policies }) => `${userName} has ${policies} policies`,
  },
  {
    refusal: iamRefusals.UserDeleteConflictWithAccessKey,
    args: ({ userName }) => [userName],
    broken: ({ keys }) => keys > 0,
    because: ({ userName, keys }) => `${userName} has ${keys} access keys`,
  },
];

/** Deletes a user who has no policies and no keys, with the login profile and the memberships. */
export const deleteUser = writeAction({
  name: 'DeleteUser',
  summary: 'delete a user',
  parameters: () => z.object({ UserName: existing() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { UserName }, { accountId }) {
    const user = await tx.first(ownUserToChange, { account_id: accountId, name: UserName });
    const id = user?.id;
    return {
      userName: UserName,
      user,
      policies: id === undefined ? 0 : (await attachmentsOf(tx, 'User', id)).length,
      keys:
        id === undefined
          ? 0
          : (await tx.all(keysOfUser, { account_id: accountId, user_id: id })).length,
    };
  },

  async change(tx, { user }, { UserName }) {
    const { id } = user ?? refuse(iamRefusals.UserNotExist, UserName);
    await tx.run(loginProfileGoes, { id });
    await leaveAllGroups(tx, id);
    await tx.run(userGoes, { id });
    return {};
  },
});
