import type { Refusal } from '#core/refusal.ts';

/** Refusals about NAT IPs. Source: DeleteNatIp unless said otherwise. */
export const natIpRefusals = {
  NatIpNotFound: {
    http: 404,
    code: 'InvalidNatIp.NotFound',
    message: 'The specified nat ip does not exist.',
    source: 'documented',
  },
  NatIpInvalidStatus: {
    http: 400,
    code: 'InvalidNatIp.InvalidStatus',
    message: 'The specified nat ip is not in the correct status for the request.',
    source: 'ours',
  },
  NatIpIsDefault: {
    http: 400,
    code: 'InvalidNatIp.Default',
    message: "The specified default nat ip can't be deleted.",
    source: 'documented',
  },
  NatIpInUse: {
    http: 400,
    code: 'InvalidNatIp.InUse',
    message: "The specified nat ip is in use, and can't be deleted.",
    source: 'documented',
  },
  NatIpMismatch: {
    http: 400,
    code: 'InvalidNatIp.InstanceMismatch',
    message: 'The specified nat ip is not on the specified NAT gateway.',
    source: 'ours',
  },
  NatIpQuota: {
    http: 400,
    code: 'QuotaExceeded.NatIp',
    message: "You've reached the limit on the number of nat ips per NAT gateway.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
