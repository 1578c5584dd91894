import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';

export interface GroupFacts {
  readonly groupName: string;
  readonly group: object | undefined;
}

/** What every action on a group takes. */
export const groupExists: Rule<GroupFacts> = {
  refusal: iamRefusals.UserGroupNotExist,
  parameter: 'UserGroupName',
  args: ({ groupName }) => [groupName],
  broken: ({ group }) => group === undefined,
  because: ({ groupName, group }) =>
    group ? `${groupName} exists` : `there is no user group ${groupName}`,
};

/** No other group of the account has the name. */
export const groupNameFree = (parameter: string): Rule<NewNameFacts> => ({
  refusal: iamRefusals.UserGroupAlreadyExists,
  parameter,
  args: ({ newName }) => [newName],
  broken: ({ nameTaken }) => nameTaken,
  because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
});
