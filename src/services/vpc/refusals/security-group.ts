import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about security groups. Source: DeleteSecurityGroup, docs 6401/70757, unless said
 * otherwise.
 */
export const securityGroupRefusals = {
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
  /** Client code knows this code, and takes it for "already there"; the wording is ours. */
  SecurityRuleConflict: {
    http: 409,
    code: 'InvalidSecurityRule.Conflict',
    message: 'The specified security rule already exists.',
    source: 'observed',
  },
  SecurityRuleNotFound: {
    http: 404,
    code: 'InvalidSecurityRule.NotFound',
    message: 'The specified security rule does not exist.',
    source: 'ours',
  },
  SecurityRulePortsMalformed: {
    http: 400,
    code: 'InvalidPort.Malformed',
    message:
      'The specified port is malformed. Ensure that it is 1 to 65535 with PortStart not above PortEnd for tcp and udp, and -1 otherwise.',
    source: 'ours',
  },
  SecurityRuleWithoutPeer: {
    http: 400,
    code: 'MissingParameter',
    message: 'The request is missing CidrIp, SourceGroupId or PrefixListId parameter.',
    source: 'ours',
  },
  SecurityGroupCidrOnly: {
    http: 400,
    code: 'InvalidSecurityGroup.InvalidType',
    message:
      'The specified security group is of the type cidr_only: its rules name CIDR blocks alone.',
    source: 'ours',
  },
  SourceGroupVpcMismatch: {
    http: 400,
    code: 'InvalidSecurityGroup.VpcMismatch',
    message:
      'The specified security group and the group that its rule refers to are in different VPC.',
    source: 'ours',
  },
  SecurityRuleQuota: {
    http: 400,
    code: 'QuotaExceeded.SecurityRule',
    message: "You've reached the limit on the number of security rules of the security group.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
