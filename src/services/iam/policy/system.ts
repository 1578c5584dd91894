/** A policy that every account has. */
export interface SystemPolicy {
  readonly name: string;
  readonly description: string;
  readonly document: string;
}

const allowing = (name: string, description: string, ...actions: readonly string[]) => ({
  name,
  description,
  document: JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: actions, Resource: ['*'] }],
  }),
});

/** What reads and changes nothing, as ReadOnlyAccess says it. */
const READS = ['Describe', 'List', 'Get', 'Query', 'Check'];

/** A service as a whole, and only for reading. The vendor's documents of these were not seen. */
const ofService = (prefix: string, title: string, ...services: readonly string[]) => [
  allowing(
    `${prefix}FullAccess`,
    `Full access to ${title}`,
    ...services.map((service) => `${service}:*`),
  ),
  allowing(
    `${prefix}ReadOnlyAccess`,
    `Read-only access to ${title}`,
    ...services.flatMap((service) => READS.map((verb) => `${service}:${verb}*`)),
  ),
];

/**
 * System policies, in the order in which they are listed. Source: docs 6402/1222889 for
 * AdministratorAccess, ReadOnlyAccess, IAMReadOnlyAccess and IAMFullAccess; the names of the others are
 * the vendor's, what they say is ours.
 */
export const SYSTEM_POLICIES: readonly SystemPolicy[] = [
  allowing('AdministratorAccess', 'Full access to all services', '*'),
  allowing(
    'ReadOnlyAccess',
    'Read-only access to all services',
    '*:*Describe*',
    '*:List*',
    '*:Get*',
    '*:Query*',
    '*:Check*',
    '*:Read*',
    '*:Desc*',
    '*:Search*',
    'tos:Head*',
    'rms:*Get*',
    'rtc:Find*',
    'cloud_trail:Lookup*',
  ),
  allowing('IAMFullAccess', 'Full access to IAM', 'iam:*'),
  allowing(
    'IAMReadOnlyAccess',
    'Read-only access to IAM',
    'iam:Get*',
    'iam:ListUser*',
    'iam:ListRole*',
    'iam:ListGroup*',
    'iam:ListPolicy*',
    'iam:ListSAML*',
    'iam:ListIdentity*',
    'iam:ListProject*',
    'iam:ListAccount*',
    'iam:ListAttach*',
    'iam:ListVirtualMFADevices',
    'iam:ListThirdParty*',
    'iam:ListConsole*',
    'iam:ListService*',
    'iam:ListPlatformIdentity*',
    'iam:ListCategory*',
    'iam:ListSystem*',
    'iam:ListEntities*',
    'iam:ListIDP*',
    'iam:ListAccessKeys*',
    'iam:ListPolicies*',
    'iam:ListAppID*',
    'iam:ListResource*',
    'iam:ListTag*',
  ),
  ...ofService('ECS', 'ECS', 'ecs', 'storage_ebs'),
  ...ofService('VPC', 'VPC', 'vpc'),
  ...ofService('EIP', 'EIP', 'vpc'),
  ...ofService('NATGateway', 'NAT Gateway', 'natgateway'),
  ...ofService('CLB', 'CLB', 'clb'),
  ...ofService('STS', 'STS', 'sts').slice(0, 1),
];

const BY_NAME: ReadonlyMap<string, SystemPolicy> = new Map(
  SYSTEM_POLICIES.map((each) => [each.name, each]),
);

export const systemPolicy = (name: string): SystemPolicy | undefined => BY_NAME.get(name);
