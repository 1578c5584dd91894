import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about network ACLs. Source: DeleteNetworkAcl and DisassociateNetworkAcl unless said
 * otherwise.
 */
export const networkAclRefusals = {
  NetworkAclNotFound: {
    http: 404,
    code: 'InvalidNetworkAcl.NotFound',
    message: 'The specified Network ACL does not exist.',
    source: 'documented',
  },
  NetworkAclInvalidStatus: {
    http: 400,
    code: 'InvalidNetworkAcl.InvalidStatus',
    message: 'The specified Network ACL is not in the correct status for the request.',
    source: 'documented',
  },
  NetworkAclInUse: {
    http: 400,
    code: 'InvalidNetworkAcl.InUse',
    message: 'The specified Network ACL has dependent resource of a subnet.',
    source: 'documented',
  },
  ResourceDisorder: {
    http: 400,
    code: 'InvalidResource.Disorder',
    message: 'The specified resource index orders are malformed.',
    source: 'documented',
  },
  ResourceNetworkAclMismatch: {
    http: 400,
    code: 'InvalidResource.NetworkAclMismatch',
    message: 'The specified resource is not associated with the specified Network ACL.',
    source: 'documented',
  },
  /** The page breaks off after the code; the message is that of cen, of the same network family. */
  ResourceLimit: {
    http: 400,
    code: 'LimitExceeded.Resource',
    message: "You've reached the limit on the number of resources that you can operate at a time.",
    source: 'observed',
  },
  /** The code was observed on AssociateNetworkAcl; status and wording are ours. */
  ResourceAssociated: {
    http: 400,
    code: 'InvalidResource.Associated',
    message: 'The specified resource is already associated with a Network ACL.',
    source: 'observed',
  },
  NetworkAclVpcMismatch: {
    http: 400,
    code: 'InvalidNetworkAcl.VpcMismatch',
    message: 'The specified Network ACL and subnet are in different VPC.',
    source: 'ours',
  },
  NetworkAclQuota: {
    http: 400,
    code: 'QuotaExceeded.NetworkAcl',
    message: "You've reached the limit on the number of Network ACLs per VPC.",
    source: 'ours',
  },
  NetworkAclEntryQuota: {
    http: 400,
    code: 'QuotaExceeded.NetworkAclEntry',
    message: "You've reached the limit on the number of %s entries per Network ACL.",
    source: 'ours',
  },
  NetworkAclEntryNotFound: {
    http: 404,
    code: 'InvalidNetworkAclEntry.NotFound',
    message: 'The specified Network ACL entry does not exist.',
    source: 'ours',
  },
  NetworkAclEntryRepeated: {
    http: 400,
    code: 'InvalidNetworkAclEntry.Malformed',
    message: 'The specified Network ACL entry is given more than once.',
    source: 'ours',
  },
  NetworkAclPortMalformed: {
    http: 400,
    code: 'InvalidPort.Malformed',
    message: 'The specified port is malformed.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
