import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { joinGroup } from './members.ts';
import { joinRules } from './membership.rules.ts';
import { membershipFacts } from './membership.ts';

/** Adds a user to a group, whose policies are the user's then. */
export const addUserToGroup = writeAction({
  name: 'AddUserToGroup',
  summary: 'add a user to a user group',
  parameters: () => z.object({ UserName: existing(), UserGroupName: existing() }),
  result: () => z.object({}),
  rules: joinRules,
  facts: membershipFacts,

  async change(tx, { user, group }, _, { accountId }) {
    if (user && group) await joinGroup(tx, accountId, { userGroupId: group.id, userId: user.id });
    return {};
  },
});
