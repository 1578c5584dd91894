import type { Rule } from '#core/action.ts';
import { stsRefusals } from '../refusals.ts';

export interface AssumeFacts {
  readonly roleTrn: string;
  readonly wellFormed: boolean;
  readonly roleExists: boolean;
  /** Whether the role trusts the caller's account. */
  readonly trusted: boolean;
  readonly policyReadable: boolean;
}

/** The preconditions of AssumeRole. Its table was not seen: codes and order are ours. */
export const assumeRules: readonly Rule<AssumeFacts>[] = [
  {
    refusal: stsRefusals.RoleTrnMalformed,
    parameter: 'RoleTrn',
    broken: ({ wellFormed }) => !wellFormed,
    because: ({ roleTrn }) => `RoleTrn is ${roleTrn}`,
  },
  {
    refusal: stsRefusals.RoleNotExist,
    broken: ({ wellFormed, roleExists }) => wellFormed && !roleExists,
    because: ({ roleTrn, roleExists }) =>
      roleExists ? `${roleTrn} exists` : `there is no role ${roleTrn}`,
  },
  {
    refusal: stsRefusals.AccessDenied,
    args: ({ roleTrn }) => ['sts:AssumeRole', roleTrn],
    broken: ({ roleExists, trusted }) => roleExists && !trusted,
    because: ({ trusted }) => `the role ${trusted ? 'trusts' : 'does not trust'} the account`,
  },
  {
    refusal: stsRefusals.PolicyMalformed,
    parameter: 'Policy',
    broken: ({ policyReadable }) => !policyReadable,
    because: ({ policyReadable }) =>
      policyReadable ? 'Policy is absent or a document' : 'Policy is no policy document',
  },
];
