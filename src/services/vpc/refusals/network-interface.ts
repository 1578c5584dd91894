import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about network interfaces. Source: the AttachNetworkInterface page unless said otherwise.
 */
export const networkInterfaceRefusals = {
  EniNotFound: {
    http: 404,
    code: 'InvalidEniId.NotFound',
    message: 'The specified elastic network interface does not exist.',
    source: 'documented',
  },
  EniServiceManaged: {
    http: 403,
    code: 'Forbidden',
    message:
      'You are not authorized to perform operations on the specified elastic network interface. The specified elastic network interface is a service-managed elastic network interface.',
    source: 'documented',
  },
  InstanceNotFound: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The specified instance does not exist.',
    source: 'documented',
  },
  EsiForbidden: {
    http: 403,
    code: 'Forbidden',
    message: 'You are not authorized to perform operations on ESI related resources.',
    source: 'documented',
  },
  EniAccountMismatch: {
    http: 400,
    code: 'InvalidEni.AccountMismatch',
    message: 'The specified elastic network interface and instance are in different account.',
    source: 'documented',
  },
  EniInvalidStatus: {
    http: 400,
    code: 'InvalidEni.InvalidStatus',
    message:
      'The specified elastic network interface is not in the correct status for the request.',
    source: 'documented',
  },
  InstanceInvalidStatus: {
    http: 400,
    code: 'InvalidInstance.InvalidStatus',
    message: 'The specified instance is not in the correct status for the request.',
    source: 'documented',
  },
  InstanceInvalidType: {
    http: 400,
    code: 'InvalidInstance.InvalidType',
    message: 'The specified instance type is invalid for the request.',
    source: 'documented',
  },
  EniZoneMismatch: {
    http: 400,
    code: 'InvalidEni.ZoneMismatch',
    message:
      'The specified elastic network interface and instance are in different Available Zones.',
    source: 'documented',
  },
  EniIpv4ToIpv6OnlyInstance: {
    http: 400,
    code: 'InvalidEni.IPv4ToIPv6OnlyInstance',
    message: 'Attaching IPv4 ENI to IPv6 only instance is not supported.',
    source: 'documented',
  },
  EnisPerInstance: {
    http: 400,
    code: 'LimitExceeded.EnisPerInstance',
    message:
      "You've reached the limit on the number of elastic network interfaces that can be attached to a single instance.",
    source: 'documented',
  },
  PrivateIpsPerEni: {
    http: 400,
    code: 'LimitExceeded.PrivateIpsPerEni',
    message:
      "You've reached the limit on the number of private IPs per elastic network interface that you can create.",
    source: 'documented',
  },
  Ipv6AddressesPerEni: {
    http: 400,
    code: 'LimitExceeded.Ipv6AddressesPerEni',
    message:
      'The number of IPv6 addresses for a specified network interface exceeds the limit for the type of instance you are attaching.',
    source: 'documented',
  },
  EipInvalidStatus: {
    http: 400,
    code: 'InvalidEip.InvalidStatus',
    message: 'The specified elastic ip is not in the correct status for the request.',
    source: 'documented',
  },
  /**
   * Wording observed on CreateTrafficMirrorTarget; cello expects the code from
   * DetachNetworkInterface.
   */
  EniInstanceMismatch: {
    http: 400,
    code: 'InvalidEni.InstanceMismatch',
    message: 'The specified elastic network interface is not attached to the specified instance.',
    source: 'observed',
  },
  /** Source: UnassignIpv6Addresses, docs 6401/149913. */
  EniInvalidType: {
    http: 400,
    code: 'InvalidEni.InvalidType',
    message: 'The type of specified elastic network interface is illegal for the request.',
    source: 'documented',
  },
  EniQuota: {
    http: 400,
    code: 'QuotaExceeded.Eni',
    message: "You've reached the limit on the number of elastic network interfaces.",
    source: 'observed',
  },
  EniSecurityGroupQuota: {
    http: 400,
    code: 'QuotaExceeded.EniSecurityGroup',
    message:
      "You've reached the limit on the number of security groups per elastic network interface.",
    source: 'observed',
  },
  SecurityGroupVpcMismatch: {
    http: 400,
    code: 'InvalidSecurityGroup.VpcMismatch',
    message: 'The specified security group and elastic network interface are in different VPC.',
    source: 'ours',
  },
  MacInvalid: {
    http: 400,
    code: 'InvalidMacAddress.Malformed',
    message: 'The specified mac address is malformed.',
    source: 'ours',
  },
  MacInUse: {
    http: 400,
    code: 'InvalidMacAddress.InUse',
    message: 'The specified mac address is in use.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
