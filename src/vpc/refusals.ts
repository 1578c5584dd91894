import type { Refusal } from '../refusal.ts';

/**
 * Every refusal of the vpc service. `documented` rows are the vendor's to the letter; `observed`
 * and `ours` are explained in docs/limits.md.
 */
export const vpcRefusals = {
  // Network interfaces. Source: the AttachNetworkInterface page unless said otherwise.
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
  Conflict: {
    http: 409,
    code: 'InvalidOperation.Conflict',
    message: 'The specified resource operation conflicts.',
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
  /** Wording observed on CreateTrafficMirrorTarget; cello expects the code from DetachNetworkInterface. */
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

  // Addresses.
  InsufficientIp: {
    http: 400,
    code: 'InsufficientIpInSubnet',
    message:
      'The specified subnet does not contain enough free private IP addresses to fulfill your request.',
    source: 'observed',
  },
  /** Source: UnassignPrivateIpAddresses, docs 6401/100674. */
  PrivateIpMalformed: {
    http: 400,
    code: 'InvalidPrivateIp.Malformed',
    message: 'The specified private ip is malformed.',
    source: 'documented',
  },
  PrivateIpInUse: {
    http: 400,
    code: 'InvalidPrivateIp.InUse',
    message: 'The specified private ip is in use.',
    source: 'ours',
  },
  /** Source: UnassignIpv6Addresses, docs 6401/149913. */
  Ipv6Malformed: {
    http: 400,
    code: 'InvalidIpv6.Malformed',
    message: 'The specified IPv6 address is malformed.',
    source: 'documented',
  },
  Ipv6InUse: {
    http: 400,
    code: 'InvalidIpv6.InUse',
    message: 'The specified IPv6 address is in use.',
    source: 'ours',
  },
  SubnetIpv6Disabled: {
    http: 400,
    code: 'InvalidSubnet.DisableIpv6',
    message: 'The specified subnet does not support IPv6.',
    source: 'observed',
  },
  SubnetIpv4Disabled: {
    http: 400,
    code: 'InvalidSubnet.DisableIpv4',
    message: 'The specified subnet does not support IPv4.',
    source: 'ours',
  },

  // VPCs.
  VpcNotFound: {
    http: 404,
    code: 'InvalidVpc.NotFound',
    message: 'The specified VPC does not exist.',
    source: 'observed',
  },
  VpcInvalidStatus: {
    http: 400,
    code: 'InvalidVpc.InvalidStatus',
    message: 'The specified VPC is not in the correct status for the request.',
    source: 'documented',
  },
  VpcInUse: {
    http: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of a %s.',
    source: 'observed',
  },

  // Subnets.
  SubnetNotFound: {
    http: 404,
    code: 'InvalidSubnet.NotFound',
    message: 'The specified subnet does not exist.',
    source: 'observed',
  },
  /** Source: DisassociateRouteTable. */
  SubnetInvalidStatus: {
    http: 400,
    code: 'InvalidSubnet.InvalidStatus',
    message: 'The specified subnet is not in the correct status for the request.',
    source: 'documented',
  },
  SubnetInUse: {
    http: 400,
    code: 'InvalidSubnet.InUse',
    message: 'The specified subnet has dependent resource of a %s.',
    source: 'observed',
  },

  // Security groups. Source: DeleteSecurityGroup, docs 6401/70757.
  SecurityGroupNotFound: {
    http: 404,
    code: 'InvalidSecurityGroupId.NotFound',
    message: 'The specified security group does not exist.',
    source: 'documented',
  },
  SecurityGroupInvalidStatus: {
    http: 400,
    code: 'InvalidSecurityGroup.InvalidStatus',
    message: 'The specified security group is not in the correct status for the request.',
    source: 'documented',
  },

  MissingParameter: {
    http: 400,
    codeN: 100002,
    code: 'MissingParameter',
    message: 'The request is missing %s parameter.',
    source: 'documented',
  },
  /** The code is `Invalid<Parameter>.Malformed`: the shape is the vendor's (docs 6406/113579). */
  ParameterMalformed: {
    http: 400,
    code: 'InvalidParameter.Malformed',
    message: 'The specified %s is malformed.',
    source: 'observed',
  },

  /** Source: AssociateRouteTable, docs 6401/70769. */
  ClientTokenMalformed: {
    http: 400,
    code: 'InvalidParameter.ClientTokenMalformed',
    message: 'The specified parameter ClientToken is malformed.',
    source: 'documented',
  },
  /** Source: CreateSubnet, docs 6401/70496. */
  IdempotentParameterMismatch: {
    http: 400,
    code: 'IdempotentParameterMismatch',
    message:
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    source: 'documented',
  },

  // Parameters shared by many actions. Source: ModifySecurityGroupAttributes.
  NameTooLong: {
    http: 400,
    code: 'InvalidName.Malformed',
    message: 'The specified name is malformed. Ensure the maximum length of name is 128.',
    source: 'documented',
  },
  NameMalformed: {
    http: 400,
    code: 'InvalidName.Malformed',
    message: 'The specified name is malformed.',
    source: 'documented',
  },
  DescriptionTooLong: {
    http: 400,
    code: 'InvalidDescription.Malformed',
    message:
      'The specified description is malformed. Ensure the maximum length of description is 255.',
    source: 'documented',
  },
  DescriptionMalformed: {
    http: 400,
    code: 'InvalidDescription.Malformed',
    message: 'The specified description is malformed.',
    source: 'documented',
  },
  PrivateIpsNeedVpc: {
    http: 400,
    code: 'MissingParameter',
    message: 'The request is missing VpcId parameter.',
    source: 'ours',
  },
  ParametersExclude: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The specified parameters %s and %s exclude each other.',
    source: 'ours',
  },
  NextTokenMalformed: {
    http: 400,
    code: 'InvalidNextToken.Malformed',
    message: 'The specified next token is malformed.',
    source: 'ours',
  },
  /** Source: UntagResources of cen, of the same network family. */
  TagKeyMalformed: {
    http: 400,
    code: 'InvalidTagKey.Malformed',
    message: 'The specified parameter tag key is invalid.',
    source: 'observed',
  },
  TagValueMalformed: {
    http: 400,
    code: 'InvalidTagValue.Malformed',
    message: 'The specified parameter tag value is invalid.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
