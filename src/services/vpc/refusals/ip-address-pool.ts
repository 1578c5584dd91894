import type { Refusal } from '#core/refusal.ts';

/** Refusals about IP address pools. No page with a table was seen. */
export const ipAddressPoolRefusals = {
  IpAddressPoolNotFound: {
    http: 404,
    code: 'InvalidIpAddressPool.NotFound',
    message: 'The specified IP address pool does not exist.',
    source: 'ours',
  },
  IpAddressPoolInvalidStatus: {
    http: 400,
    code: 'InvalidIpAddressPool.InvalidStatus',
    message: 'The specified IP address pool is not in the correct status for the request.',
    source: 'ours',
  },
  IpAddressPoolInUse: {
    http: 400,
    code: 'InvalidIpAddressPool.InUse',
    message: 'The specified IP address pool has dependent resource of an elastic ip.',
    source: 'ours',
  },
  IpAddressPoolIspMismatch: {
    http: 400,
    code: 'InvalidIpAddressPool.ISPMismatch',
    message: 'The specified IP address pool and elastic ip are of different ISPs.',
    source: 'ours',
  },
  IpAddressPoolQuota: {
    http: 400,
    code: 'QuotaExceeded.IpAddressPool',
    message: "You've reached the limit on the number of IP address pools.",
    source: 'ours',
  },
  PoolAddressQuota: {
    http: 400,
    code: 'QuotaExceeded.IpAddressPoolAddress',
    message: "You've reached the limit on the number of addresses in IP address pools.",
    source: 'ours',
  },
  PoolBlockMalformed: {
    http: 400,
    code: 'InvalidCidrBlock.Malformed',
    message:
      'The specified cidr block is malformed. Ensure that it is a public block with a mask from 24 to 32.',
    source: 'ours',
  },
  PoolBlockConflict: {
    http: 400,
    code: 'InvalidCidrBlock.Conflict',
    message: 'The specified cidr block conflicts with public addresses that are in use.',
    source: 'ours',
  },
  PoolBlockNotFound: {
    http: 404,
    code: 'InvalidCidrBlock.NotFound',
    message: 'The specified cidr block is not in the specified IP address pool.',
    source: 'ours',
  },
  PoolBlockInUse: {
    http: 400,
    code: 'InvalidCidrBlock.InUse',
    message: 'The specified cidr block has dependent resource of an elastic ip.',
    source: 'ours',
  },
  PoolBlocksExhausted: {
    http: 400,
    code: 'InsufficientCidrBlock',
    message: 'The region does not contain a free public cidr block of the specified mask.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
