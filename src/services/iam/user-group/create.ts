import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, displayName, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { addUserGroup, ownUserGroup } from './rows.ts';
import { groupNameFree } from './user-group.rules.ts';
import { userGroupResult, viewUserGroup } from './view.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  groupNameFree('UserGroupName'),
  withinCapacity(iamRefusals.UserGroupLimitExceeded, 'IamUserGroups', 'UserGroupName'),
];

/** Makes a user group, without users and policies. */
export const createGroup = writeAction({
  name: 'CreateGroup',
  summary: 'make a user group',
  parameters: () =>
    z.object({
      UserGroupName: newName(),
      DisplayName: displayName().default(''),
      Description: description().default(''),
    }),
  result: () => z.object({ UserGroup: userGroupResult() }),
  rules: createRules,

  async facts(tx, { UserGroupName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownUserGroup, { account_id: accountId, name: UserGroupName });
    const used = await countOf(tx, 'iam_user_group', accountId);
    return {
      newName: UserGroupName,
      nameTaken: taken !== undefined,
      capacity: capacityOf(context, 'IamUserGroups', used),
    };
  },

  async change(tx, _, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_user_group'),
      account_id: context.accountId,
      name: input.UserGroupName,
      display_name: input.DisplayName,
      description: input.Description,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addUserGroup(tx, row);
    return { UserGroup: viewUserGroup(row) };
  },
});
