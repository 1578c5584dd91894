import type { Rule } from '#core/action.ts';
import type { IamUserRow } from '#store/schema/iam.ts';
import { iamRefusals } from '../refusals.ts';

/** Whose keys a request is about. */
export interface Whose {
  /** The user; undefined for the account itself, and for a user that there is not. */
  readonly user: IamUserRow | undefined;
  /** The name that was asked for, or the caller's; '' for the account itself. */
  readonly userName: string;
  /** Whether somebody is named, or the caller is somebody with keys: a role has none. */
  readonly known: boolean;
}

/** Somebody is named who exists, or the caller is somebody with keys. */
export const whoseRules: readonly Rule<Whose>[] = [
  {
    refusal: iamRefusals.ParameterNotFound,
    parameter: 'UserName',
    args: () => ['UserName'],
    broken: ({ known }) => !known,
    because: ({ known }) =>
      known ? 'it is known whose keys are meant' : 'a role has no keys of its own',
  },
  {
    refusal: iamRefusals.UserNotExist,
    parameter: 'UserName',
    args: ({ userName }) => [userName],
    broken: ({ userName, user }) => userName !== '' && user === undefined,
    because: ({ userName, user }) =>
      userName === ''
        ? 'the account itself is meant'
        : user
          ? `${userName} exists`
          : `there is no user ${userName}`,
  },
];
