import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';

export interface PolicyFacts {
  readonly policyName: string;
  readonly policy: object | undefined;
}

/** What every action on a policy takes. */
export const policyExists: Rule<PolicyFacts> = {
  refusal: iamRefusals.PolicyNotExist,
  parameter: 'PolicyName',
  args: ({ policyName }) => [policyName],
  broken: ({ policy }) => policy === undefined,
  because: ({ policyName, policy }) =>
    policy ? `${policyName} exists` : `there is no policy ${policyName} of that type`,
};

/** No other policy of the account, and none of the system, has the name. */
export const policyNameFree = (parameter: string): Rule<NewNameFacts> => ({
  refusal: iamRefusals.PolicyAlreadyExists,
  parameter,
  args: ({ newName }) => [newName],
  broken: ({ nameTaken }) => nameTaken,
  because: ({ newName, nameTaken }) => `${newName} is ${nameTaken ? 'taken' : 'free'}`,
});
