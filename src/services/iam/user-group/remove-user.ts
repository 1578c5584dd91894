import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { leaveGroup } from './members.ts';
import { leaveRules } from './membership.rules.ts';
import { membershipFacts } from './membership.ts';

/** Takes a user out of a group. */
export const removeUserFromGroup = writeAction({
  name: 'RemoveUserFromGroup',
  summary: 'take a user out of a user group',
  parameters: () => z.object({ UserName: existing(), UserGroupName: existing() }),
  result: () => z.object({}),
  rules: leaveRules,
  facts: membershipFacts,

  async change(tx, { user, group }) {
    if (user && group) await leaveGroup(tx, { userGroupId: group.id, userId: user.id });
    return {};
  },
});
