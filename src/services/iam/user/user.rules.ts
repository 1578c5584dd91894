import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

export interface UserFacts {
  readonly userName: string;
  readonly user: object | undefined;
}

/** What every action on a user takes. */
export const userExists: Rule<UserFacts> = {
  refusal: iamRefusals.UserNotExist,
  parameter: 'UserName',
  args: ({ userName }) => [userName],
  broken: ({ user }) => user === undefined,
  because: ({ userName, user }) => (user ? `${userName} exists` : `there is no user ${userName}`),
};

export interface NewNameFacts {
  readonly newName: string;
  readonly nameTaken: boolean;
}

/** No other user of the account has the name. */
export const userNameFree = (parameter: string): Rule<NewNameFacts> => ({
  refusal: iamRefusals.UserAlreadyExists,
  parameter,
  args: ({ newName }) => [newName],
  broken: ({ nameTaken }) => nameTaken,
  because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
});
