import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface NetworkAclFacts {
  readonly networkAcl: { readonly id: string; readonly status: string } | undefined;
}

/** The preconditions of every action on a network ACL. */
export const networkAclExists: Rule<NetworkAclFacts> = {
  refusal: vpcRefusals.NetworkAclNotFound,
  broken: ({ networkAcl }) => networkAcl === undefined,
  because: ({ networkAcl }) =>
    networkAcl ? `${networkAcl.id} exists` : 'there is no such network ACL',
};

export const networkAclIsAvailable: Rule<NetworkAclFacts> = {
  refusal: vpcRefusals.NetworkAclInvalidStatus,
  broken: ({ networkAcl }) => networkAcl && networkAcl.status !== 'Available',
  because: ({ networkAcl }) => `the network ACL is ${networkAcl?.status ?? 'absent'}`,
};
