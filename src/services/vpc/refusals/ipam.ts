import type { Refusal } from '#core/refusal.ts';

/** Refusals about IP address management; nothing of the vendor's about them was found. */
export const ipamRefusals = {
  IpamNotFound: {
    http: 404,
    code: 'InvalidIpam.NotFound',
    message: 'The specified IPAM does not exist.',
    source: 'ours',
  },
  IpamInUse: {
    http: 400,
    code: 'InvalidIpam.InUse',
    message: 'The specified IPAM has dependent resource of %s.',
    source: 'ours',
  },
  IpamRegionNotFound: {
    http: 400,
    code: 'InvalidRegion.NotFound',
    message: 'The specified region %s does not exist.',
    source: 'ours',
  },
  IpamRegionInUse: {
    http: 400,
    code: 'InvalidRegion.InUse',
    message: 'The specified region %s is in use, and can not be removed.',
    source: 'ours',
  },
  IpamScopeNotFound: {
    http: 404,
    code: 'InvalidIpamScope.NotFound',
    message: 'The specified IPAM scope does not exist.',
    source: 'ours',
  },
  IpamScopeIsDefault: {
    http: 400,
    code: 'InvalidIpamScope.InvalidType',
    message: 'The specified IPAM scope is the default one, which is deleted with its IPAM.',
    source: 'ours',
  },
  IpamScopeInUse: {
    http: 400,
    code: 'InvalidIpamScope.InUse',
    message: 'The specified IPAM scope has dependent resource of an IPAM pool.',
    source: 'ours',
  },
  IpamScopeMismatch: {
    http: 400,
    code: 'InvalidIpamScope.Mismatch',
    message: 'The specified IPAM scopes belong to different IPAMs or are of different types.',
    source: 'ours',
  },
  IpamPoolNotFound: {
    http: 404,
    code: 'InvalidIpamPool.NotFound',
    message: 'The specified IPAM pool does not exist.',
    source: 'ours',
  },
  IpamPoolInUse: {
    http: 400,
    code: 'InvalidIpamPool.InUse',
    message: 'The specified IPAM pool has dependent resource of %s.',
    source: 'ours',
  },
  IpamPoolMismatch: {
    http: 400,
    code: 'InvalidIpamPool.Mismatch',
    message: 'The specified IPAM pool does not fit: %s.',
    source: 'ours',
  },
  IpamPoolMaskMalformed: {
    http: 400,
    code: 'InvalidAllocationCidrMask.Malformed',
    message:
      'The specified masks are malformed. Ensure that they fit the IP version, and that the default one is between the others.',
    source: 'ours',
  },
  IpamPoolCidrMalformed: {
    http: 400,
    code: 'InvalidCidrBlock.Malformed',
    message: 'The specified cidr block is malformed. Ensure that it is a block of the %s pool.',
    source: 'ours',
  },
  IpamPoolCidrConflict: {
    http: 400,
    code: 'InvalidCidrBlock.Conflict',
    message: 'The specified cidr block conflicts with %s.',
    source: 'ours',
  },
  IpamPoolCidrNotFound: {
    http: 404,
    code: 'InvalidCidrBlock.NotFound',
    message: 'The specified cidr block does not belong to the IPAM pool.',
    source: 'ours',
  },
  IpamPoolCidrInUse: {
    http: 400,
    code: 'InvalidCidrBlock.InUse',
    message: 'The specified cidr block has dependent resource of an allocation.',
    source: 'ours',
  },
  IpamPoolExhausted: {
    http: 400,
    code: 'InsufficientCidrBlock',
    message: 'The specified IPAM pool has no cidr block left of the mask %s.',
    source: 'ours',
  },
  IpamMaskNotAllowed: {
    http: 400,
    code: 'InvalidCidrMask.Malformed',
    message: 'The specified mask %s is not one that the IPAM pool allows.',
    source: 'ours',
  },
  IpamPoolAllocationNotFound: {
    http: 404,
    code: 'InvalidIpamPoolAllocation.NotFound',
    message: 'The specified IPAM pool allocation does not exist.',
    source: 'ours',
  },
  IpamPoolAllocationInUse: {
    http: 400,
    code: 'InvalidIpamPoolAllocation.InUse',
    message: 'The specified IPAM pool allocation is in use by %s.',
    source: 'ours',
  },
  IpamResourceDiscoveryNotFound: {
    http: 404,
    code: 'InvalidIpamResourceDiscovery.NotFound',
    message: 'The specified IPAM resource discovery does not exist.',
    source: 'ours',
  },
  IpamResourceDiscoveryIsDefault: {
    http: 400,
    code: 'InvalidIpamResourceDiscovery.InvalidType',
    message: 'The specified IPAM resource discovery is the default one of its IPAM.',
    source: 'ours',
  },
  IpamResourceDiscoveryInUse: {
    http: 400,
    code: 'InvalidIpamResourceDiscovery.InUse',
    message: 'The specified IPAM resource discovery is associated with an IPAM.',
    source: 'ours',
  },
  IpamResourceDiscoveryAssociated: {
    http: 400,
    code: 'InvalidIpamResourceDiscovery.Associated',
    message: 'The specified IPAM resource discovery is already associated with the IPAM.',
    source: 'ours',
  },
  IpamResourceDiscoveryAssociationNotFound: {
    http: 404,
    code: 'InvalidIpamResourceDiscoveryAssociation.NotFound',
    message: 'The specified IPAM resource discovery association does not exist.',
    source: 'ours',
  },
  IpamResourceCidrNotFound: {
    http: 404,
    code: 'InvalidIpamResourceCidr.NotFound',
    message: 'The specified resource cidr does not exist in the IPAM scope.',
    source: 'ours',
  },
  IpamResourceCidrManaged: {
    http: 400,
    code: 'InvalidIpamResourceCidr.InUse',
    message: 'The specified resource cidr is allocated from an IPAM pool.',
    source: 'ours',
  },
  IpamOrganizationAccountNotFound: {
    http: 404,
    code: 'InvalidAccountId.NotFound',
    message: 'The specified account does not belong to the organization.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
