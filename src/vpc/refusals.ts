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

  // EIPs. Source: ReleaseEipAddress, docs 6402/71038, unless said otherwise.
  EipNotFound: {
    http: 404,
    code: 'InvalidEip.NotFound',
    message: 'The specified elastic ip does not exist.',
    source: 'ours',
  },
  EipInUse: {
    http: 400,
    code: 'InvalidEip.InUse',
    message: 'The specified elastic ip is in use.',
    source: 'documented',
  },
  EipBillingMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type is malformed.',
    source: 'documented',
  },
  EipQuota: {
    http: 400,
    code: 'QuotaExceeded.Eip',
    message: "You've reached the limit on the number of elastic ips.",
    source: 'ours',
  },
  EipPoolEmpty: {
    http: 400,
    code: 'InsufficientEip',
    message: 'The region does not contain enough free public IP addresses to fulfill your request.',
    source: 'ours',
  },
  EipAddressMalformed: {
    http: 400,
    code: 'InvalidIpAddress.Malformed',
    message: 'The specified ip address is malformed.',
    source: 'ours',
  },
  EipAddressInUse: {
    http: 400,
    code: 'InvalidIpAddress.InUse',
    message: 'The specified ip address is in use.',
    source: 'ours',
  },
  /** Source: ModifyEipAddressAttributes, docs 6402/71039; there is no space after the first stop. */
  EipBandwidthTooSmall: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed.Ensure that bandwidth is not smaller than 1.',
    source: 'documented',
  },
  EipBandwidthTooLarge: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed.',
    source: 'ours',
  },
  EipPeriodMalformed: {
    http: 400,
    code: 'InvalidPeriod.Malformed',
    message: 'The specified period is malformed.',
    source: 'ours',
  },
  EipProtectionMalformed: {
    http: 400,
    code: 'InvalidSecurityProtectionTypes.Malformed',
    message:
      'The specified security protection types are malformed. Ensure that the billing type is pay-as-you-go and the ISP is BGP.',
    source: 'ours',
  },
  /** Source: RemoveBandwidthPackageIp. */
  BandwidthPackageNotFound: {
    http: 404,
    code: 'InvalidBandwidthPackage.NotFound',
    message: 'The specified bandwidth package does not exist.',
    source: 'observed',
  },
  IpAddressPoolNotFound: {
    http: 404,
    code: 'InvalidIpAddressPool.NotFound',
    message: 'The specified IP address pool does not exist.',
    source: 'ours',
  },
  EipTargetUnsupported: {
    http: 400,
    code: 'InvalidInstanceType.NotSupport',
    message:
      'The specified instance type %s does not support this operation. Tenon binds EIPs to EcsInstance and NetworkInterface only.',
    source: 'ours',
  },
  PrivateIpHasEip: {
    http: 400,
    code: 'InvalidOperation.EipAssociated',
    message: 'The specified private ip is already associated with an elastic ip.',
    source: 'ours',
  },
  /** The code was observed on CreateSnatEntry of the natgateway service; the wording is ours. */
  EipInstanceMismatch: {
    http: 400,
    code: 'InvalidEip.InstanceMismatch',
    message: 'The specified elastic ip is not associated with the specified instance.',
    source: 'observed',
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
  /** Seen with `a security group`; the article is part of the argument, as in `an ENI`. */
  VpcInUse: {
    http: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of %s.',
    source: 'observed',
  },
  VpcQuota: {
    http: 400,
    code: 'QuotaExceeded.Vpc',
    message: "You've reached the limit on the number of VPCs.",
    source: 'ours',
  },
  VpcIpv6Disabled: {
    http: 400,
    code: 'InvalidVpc.DisableIpv6',
    message: 'The specified VPC does not support IPv6.',
    source: 'ours',
  },
  VpcIpv6Enabled: {
    http: 400,
    code: 'InvalidVpc.EnableIpv6',
    message: 'The specified VPC already has another IPv6 cidr block.',
    source: 'ours',
  },
  Ipv6IspNotSupport: {
    http: 400,
    code: 'InvalidIpv6Isp.NotSupport',
    message: 'The specified Ipv6Isp is not supported in this region.',
    source: 'ours',
  },
  Ipv6MaskLenMalformed: {
    http: 400,
    code: 'InvalidIpv6MaskLen.Malformed',
    message: 'The specified Ipv6MaskLen is malformed.',
    source: 'ours',
  },
  /** Source: ModifyEipAddressAttributes; the VPC pages name the code alone. */
  DryRunOperation: {
    http: 400,
    code: 'DryRunOperation',
    message:
      'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    source: 'documented',
  },

  // CIDR blocks of VPCs and subnets.
  /** Source: ModifySubnetAttributes, docs 6401/70746. */
  CidrMalformed: {
    http: 400,
    code: 'InvalidCidr.Malformed',
    message: 'The specified cidr block is malformed.',
    source: 'documented',
  },
  CidrVpcMismatch: {
    http: 400,
    code: 'InvalidCidr.VpcMismatch',
    message: 'The specified cidr block is not within the cidr block of the specified VPC.',
    source: 'ours',
  },
  CidrConflict: {
    http: 400,
    code: 'InvalidCidr.Conflict',
    message: 'The specified cidr block conflicts with the cidr block of %s.',
    source: 'ours',
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
    message: 'The specified subnet has dependent resource of %s.',
    source: 'observed',
  },
  SubnetQuota: {
    http: 400,
    code: 'QuotaExceeded.Subnet',
    message: "You've reached the limit on the number of subnets per VPC.",
    source: 'ours',
  },
  ZoneNotFound: {
    http: 404,
    code: 'InvalidZone.NotFound',
    message: 'The specified zone does not exist.',
    source: 'ours',
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
  SecurityGroupServiceManaged: {
    http: 403,
    code: 'Forbidden',
    message:
      'You are not authorized to perform operations on the specified security group. The specified security group is a service-managed security group.',
    source: 'documented',
  },
  SecurityGroupDefault: {
    http: 403,
    code: 'Forbidden',
    message:
      'You are not authorized to perform operations on the specified security group. The specified security group is a default security group.',
    source: 'ours',
  },
  SecurityGroupInUseByInterface: {
    http: 400,
    code: 'InvalidSecurityGroup.InUse',
    message: 'The specified security group has dependent resource of an ENI.',
    source: 'documented',
  },
  SecurityGroupInUseByRule: {
    http: 400,
    code: 'InvalidSecurityGroup.InUse',
    message: 'The specified security group has dependent resource of a security rule.',
    source: 'documented',
  },
  SecurityGroupQuota: {
    http: 400,
    code: 'QuotaExceeded.SecurityGroup',
    message: "You've reached the limit on the number of security groups.",
    source: 'ours',
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
  PrefixUnsupported: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The specified parameter %s is not supported: Tenon gives out no address prefixes.',
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
