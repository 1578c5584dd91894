import type { Rule } from '#core/action.ts';
import { quotaText } from '#core/common.rules.ts';
import type { Refusal } from '#core/refusal.ts';
import type { Capacity } from '../capacity.rules.ts';
import { iamRefusals } from '../refusals.ts';
import { type PolicyFacts, policyExists } from './policy.rules.ts';

export interface AttachFacts extends PolicyFacts {
  readonly holderName: string;
  readonly holder: object | undefined;
  /** Whether it is a role that a world file has given the account. */
  readonly given: boolean;
  readonly attached: boolean;
  readonly capacity: Capacity;
}

/** Who is to have or to lose the policy is there. */
export const holderExists = (refusal: Refusal, parameter: string): Rule<AttachFacts> => ({
  refusal,
  parameter,
  args: ({ holderName }) => [holderName],
  broken: ({ holder, given }) => holder === undefined && !given,
  because: ({ holderName, holder, given }) =>
    holder || given ? `${holderName} exists` : `nobody is called ${holderName}`,
});

/** A role of the world file has what the file says. */
export const notOfWorld: Rule<AttachFacts> = {
  refusal: iamRefusals.AccessDenied,
  broken: ({ holder, given }) => holder === undefined && given,
  because: ({ holderName, given }) =>
    given
      ? `${holderName} is a role of the world file`
      : `${holderName} is no role of a world file`,
};

const args = ({ policyName, holderName }: AttachFacts) => [policyName, holderName];
const because = ({ policyName, holderName, attached }: AttachFacts) =>
  `${policyName} ${attached ? 'is' : 'is not'} attached to ${holderName}`;

/** Whoever has the policy already, in a project or everywhere, takes no more for it. */
export const oneMorePolicy: Rule<AttachFacts> = {
  refusal: iamRefusals.PoliciesPerIdentityLimitExceeded,
  parameter: 'PolicyName',
  args: ({ capacity }) => [String(capacity.most)],
  broken: ({ capacity }) => capacity.left < 1,
  because: ({ capacity }) => quotaText(capacity.left, 'CustomPoliciesPerIdentity'),
};

interface Whom {
  readonly missing: Refusal;
  readonly parameter: string;
}

/** The preconditions of what gives somebody a policy. */
export const attachRules = ({ missing, parameter }: Whom): readonly Rule<AttachFacts>[] => [
  holderExists(missing, parameter),
  notOfWorld,
  policyExists,
  {
    refusal: iamRefusals.PolicyAttachConflict,
    args,
    broken: ({ attached }) => attached,
    because,
  },
  oneMorePolicy,
];

/** The preconditions of what takes a policy from somebody. */
export const detachRules = ({ missing, parameter }: Whom): readonly Rule<AttachFacts>[] => [
  holderExists(missing, parameter),
  notOfWorld,
  policyExists,
  {
    refusal: iamRefusals.PolicyDetachConflict,
    args,
    broken: ({ holder, policy, attached }) =>
      holder !== undefined && policy !== undefined && !attached,
    because,
  },
];
