import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type NetworkAclFacts = Holding<
  'networkAcl',
  { readonly id: string; readonly status: string }
>;

/** The preconditions of every action on a network ACL. */
export const networkAclExists = exists(vpcRefusals.NetworkAclNotFound, 'networkAcl', 'network ACL');

export const networkAclIsAvailable = inStatus(
  vpcRefusals.NetworkAclInvalidStatus,
  'networkAcl',
  'network ACL',
  ['Available'],
);
