import type { Rule } from '#core/action.ts';
import { type Capacity, withinCapacity } from '../capacity.rules.ts';
import { iamRefusals } from '../refusals.ts';
import { type UserFacts, userExists } from '../user/user.rules.ts';
import { type GroupFacts, groupExists } from './user-group.rules.ts';

export interface MembershipFacts extends UserFacts, GroupFacts {
  readonly member: boolean;
  /** How many more groups the user may join. */
  readonly capacity: Capacity;
}

const args = ({ userName, groupName }: MembershipFacts) => [userName, groupName];
const because = ({ userName, groupName, member }: MembershipFacts) =>
  `${userName} ${member ? 'is' : 'is not'} in ${groupName}`;

/** The preconditions of AddUserToGroup. */
export const joinRules: readonly Rule<MembershipFacts>[] = [
  userExists,
  groupExists,
  {
    refusal: iamRefusals.AddUserToGroupConflict,
    args,
    broken: ({ member }) => member,
    because,
  },
  withinCapacity(iamRefusals.GroupsPerUserLimitExceeded, 'UserGroupsPerUser', 'UserName'),
];

/** The preconditions of RemoveUserFromGroup. */
export const leaveRules: readonly Rule<MembershipFacts>[] = [
  userExists,
  groupExists,
  {
    refusal: iamRefusals.RemoveUserFromGroupConflict,
    args,
    broken: ({ user, group, member }) => user !== undefined && group !== undefined && !member,
    because,
  },
];
