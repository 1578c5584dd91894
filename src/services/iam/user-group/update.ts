import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { refuse } from '#core/refusal.ts';
import type { IamUserGroupRow } from '#store/schema/iam.ts';
import { description, displayName, existing, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { ownUserGroup, ownUserGroupToChange, rewriteUserGroup } from './rows.ts';
import { groupExists, groupNameFree } from './user-group.rules.ts';

interface UpdateFacts extends NewNameFacts {
  readonly groupName: string;
  readonly group: IamUserGroupRow | undefined;
}

const updateRules: readonly Rule<UpdateFacts>[] = [
  groupExists,
  onlyWhere(({ newName }: NewNameFacts) => newName !== '', groupNameFree('NewUserGroupName')),
];

/** Changes a user group; what is not given stays. */
export const updateGroup = writeAction({
  name: 'UpdateGroup',
  summary: 'change a user group',
  parameters: () =>
    z.object({
      UserGroupName: existing(),
      NewUserGroupName: newName().optional(),
      NewDisplayName: displayName().optional(),
      NewDescription: description().optional(),
    }),
  result: () => z.object({}),
  rules: updateRules,

  async facts(tx, { UserGroupName, NewUserGroupName = '' }, { accountId }) {
    const key = { account_id: accountId, name: UserGroupName };
    const group = await tx.first(ownUserGroupToChange, key);
    const other =
      NewUserGroupName === ''
        ? undefined
        : await tx.first(ownUserGroup, { ...key, name: NewUserGroupName });
    return {
      groupName: UserGroupName,
      group,
      newName: NewUserGroupName,
      nameTaken: other !== undefined && other.id !== group?.id,
    };
  },

  async change(tx, { group }, input) {
    const before = group ?? refuse(iamRefusals.UserGroupNotExist, input.UserGroupName);
    await tx.run(rewriteUserGroup, {
      ...before,
      name: input.NewUserGroupName ?? before.name,
      display_name: input.NewDisplayName ?? before.display_name,
      description: input.NewDescription ?? before.description,
      updated_at: tx.now,
    });
    return {};
  },
});
