import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type NetworkAclFacts = Holding<
  'networkAcl',
  { readonly id: string; readonly status: string }
>;

/** What each action on a network ACL asks of it. */
export const networkAclExists = exists(vpcRefusals.NetworkAclNotFound, 'networkAcl', 'network ACL');

export const networkAclIsAvailable = inStatus(
  vpcRefusals.NetworkAclInvalidStatus,
  'networkAcl',
  'network ACL',
  ['Available'],
);
