import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';
import { type UserFacts, userExists } from '../user/user.rules.ts';

export interface ProfileFacts extends UserFacts {
  readonly profile: object | undefined;
}

const because = ({ userName, profile }: ProfileFacts) =>
  `${userName} has ${profile ? 'a' : 'no'} login profile`;

/** The preconditions of CreateLoginProfile. */
export const createRules: readonly Rule<ProfileFacts>[] = [
  userExists,
  {
    refusal: iamRefusals.LoginProfileAlreadyExist,
    args: ({ userName }) => [userName],
    broken: ({ profile }) => profile !== undefined,
    because,
  },
];

/** What every action on a login profile takes. */
export const profileRules: readonly Rule<ProfileFacts>[] = [
  userExists,
  {
    refusal: iamRefusals.LoginProfileNotExist,
    args: ({ userName }) => [userName],
    broken: ({ user, profile }) => user !== undefined && profile === undefined,
    because,
  },
];
