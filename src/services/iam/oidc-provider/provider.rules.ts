import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

export interface ProviderFacts {
  readonly providerName: string;
  readonly provider: object | undefined;
}

/** What every action on a provider takes. */
export const providerExists: Rule<ProviderFacts> = {
  refusal: iamRefusals.OidcProviderNotExist,
  parameter: 'OIDCProviderName',
  args: ({ providerName }) => [providerName],
  broken: ({ provider }) => provider === undefined,
  because: ({ providerName, provider }) =>
    provider ? `${providerName} exists` : `there is no identity provider ${providerName}`,
};

interface MemberFacts extends ProviderFacts {
  /** The client ids or the thumbprints of the provider. */
  readonly members: readonly string[];
  readonly member: string;
  readonly most: number;
}

const because = ({ providerName, members, member }: MemberFacts) =>
  `${providerName} ${members.includes(member) ? 'has' : 'has not'} ${member}`;

/** The preconditions of what adds a client id or a thumbprint. */
export const addRules = (parameter: string): readonly Rule<MemberFacts>[] => [
  providerExists,
  {
    refusal: iamRefusals.OidcProviderMemberConflict,
    parameter,
    args: ({ member }) => [member],
    broken: ({ members, member }) => members.includes(member),
    because,
  },
  {
    refusal: iamRefusals.OidcProviderMemberLimitExceeded,
    parameter,
    args: ({ most }) => [String(most)],
    broken: ({ provider, members, most }) => provider !== undefined && members.length >= most,
    because: ({ members, most }) => `it has ${members.length} of ${most}`,
  },
];

/** The preconditions of what takes one away. */
export const removeRules = (parameter: string): readonly Rule<MemberFacts>[] => [
  providerExists,
  {
    refusal: iamRefusals.OidcProviderMemberNotExist,
    parameter,
    args: ({ member }) => [member],
    broken: ({ provider, members, member }) => provider !== undefined && !members.includes(member),
    because,
  },
];
