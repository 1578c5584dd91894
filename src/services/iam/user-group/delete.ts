import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import type { IamUserGroupRow } from '#store/schema/iam.ts';
import { existing } from '../parameters.ts';
import { attachmentsOf } from '../policy/attachments.ts';
import { iamRefusals } from '../refusals.ts';
import { countUsersOfGroup } from './members.ts';
import { ownUserGroupToChange, userGroupGoes } from './rows.ts';
import { groupExists } from './user-group.rules.ts';

interface DeleteFacts {
  readonly groupName: string;
  readonly group: IamUserGroupRow | undefined;
  readonly policies: number;
  readonly users: number;
}

/** Ours, like the rules of users. */
const deleteRules: readonly Rule<DeleteFacts>[] = [
  groupExists,
  {
    refusal: iamRefusals.UserGroupDeleteConflictWithUser,
    args: ({ groupName }) => [groupName],
    broken: ({ users }) => users > 0,
    because: ({ groupName, users }) => `${groupName} has ${users} users`,
  },
  {
    refusal: iamRefusals.UserGroupDeleteConflictWithPolicy,
    args: ({ groupName }) => [groupName],
    broken: ({ policies }) => policies > 0,
    because: ({ groupName, policies }) => `${groupName} has ${policies} policies`,
  },
];

/** Deletes a user group that has no users and no policies. */
export const deleteGroup = writeAction({
  name: 'DeleteGroup',
  summary: 'delete a user group',
  parameters: () => z.object({ UserGroupName: existing() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { UserGroupName }, { accountId }) {
    const key = { account_id: accountId, name: UserGroupName };
    const group = await tx.first(ownUserGroupToChange, key);
    return {
      groupName: UserGroupName,
      group,
      policies: group ? (await attachmentsOf(tx, 'UserGroup', group.id)).length : 0,
      users: group ? await countUsersOfGroup(tx, group.id) : 0,
    };
  },

  async change(tx, { group }, { UserGroupName }) {
    const { id } = group ?? refuse(iamRefusals.UserGroupNotExist, UserGroupName);
    await tx.run(userGroupGoes, { id });
    return {};
  },
});
