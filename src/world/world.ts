/** What this Tenon offers besides resources: accounts, regions, a catalogue and quotas. */
export interface World {
  readonly accounts: readonly Account[];
  readonly regions: readonly Region[];
  /** The default account and region of the command line, the demo and explain. */
  readonly defaultAccountId: string;
  readonly defaultRegionId: string;
  instanceType(id: string): InstanceType | undefined;
  readonly instanceTypes: readonly InstanceType[];
  readonly images: readonly Image[];
  /** The account's limit for `quota`: its own, otherwise the world's, otherwise the default. */
  quota(accountId: string, quota: QuotaName): number;
  account(id: string): Account | undefined;
  key(accessKeyId: string): AccessKey | undefined;
  region(id: string): Region | undefined;
}

export interface Account {
  /** Digits, like the vendor's account ids. */
  readonly id: string;
  readonly name: string;
  readonly keys: readonly AccessKey[];
  readonly quotas: Readonly<Partial<Record<QuotaName, number>>>;
  /** How often it may call each process. Absent for no limit. */
  readonly rateLimits?: readonly RateLimit[];
  /** Absent if every requested project is to exist. The one called `default` always does. */
  readonly projects?: readonly Project[];
  /** Absent if every requested role is to exist, with the rights of its caller. */
  readonly roles?: readonly Role[];
}

/**
 * How often the named actions may be called, together: a bucket of `burst`, refilled by
 * `perSecond`.
 */
export interface RateLimit {
  /** Patterns over `service:Action` with `*`. */
  readonly actions: readonly string[];
  readonly perSecond: number;
  readonly burst: number;
}

export interface Project {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
}

/** A role for which AssumeRole makes temporary keys. */
export interface Role {
  readonly name: string;
  /** Absent: everything. */
  readonly policy?: Policy;
  /** Other accounts that may assume it. */
  readonly trustedAccountIds: readonly string[];
}

/** The caller, and what they may do. */
export interface Caller {
  readonly accountId: string;
  /** Absent or '' when nobody signs. */
  readonly accessKeyId?: string;
  /** Only a temporary key has one. */
  readonly session?: Session;
  /** Absent: the account itself. */
  readonly principal?: Principal;
  /** Absent: everything. */
  readonly policy?: Policy;
  /** Each of these must permit a call as well. */
  readonly bounds?: readonly Policy[];
}

/** What a temporary key was made with and cannot outlive. */
export interface Session {
  /**
   * The key of the world that was used to get it, directly or by other temporary keys; '' for none.
   */
  readonly rootKeyId: string;
  /** Milliseconds since the epoch, by the world's clock. */
  readonly endsAt: number;
}

/** Its name in GetCallerIdentity. */
export interface Principal {
  readonly type: 'Account' | 'User' | 'AssumedRole';
  readonly id: string;
  readonly trn: string;
}

export interface AccessKey extends Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; absent for a key that does not expire. */
  readonly expiresAt?: number;
}

/**
 * Patterns over `service:Action` with `*` and `?`. A match in `deny` takes precedence; without a match in
 * `allow` a call is refused.
 */
export interface Policy {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** What a policy document says besides: of some resources, or of all actions but some. */
  readonly statements?: readonly Statement[];
}

/** A statement of a policy document. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Patterns over `service:Action`. */
  readonly actions: Patterns;
  /** Patterns over TRNs. */
  readonly resources: Patterns;
  /** Of what is in one project alone; absent for everything. */
  readonly project?: string;
}

/** What one of some patterns matches, or what none of them does. `*` and `?` are wildcards. */
export type Patterns = { readonly of: readonly string[] } | { readonly not: readonly string[] };

export interface Region {
  readonly id: string;
  readonly zones: readonly string[];
}

/** The fields that rules and answers need, and the rest of the vendor's answer as it was given. */
export interface InstanceType {
  readonly id: string;
  readonly family: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** How many network interfaces an instance may hold, including the primary one. */
  readonly maxInterfaces: number;
  /**
   * How many private IPv4 addresses an interface may hold, including the primary one; the same for
   * IPv6.
   */
  readonly maxAddressesPerInterface: number;
  /** Fields of a saved DescribeInstanceTypes answer that Tenon only repeats. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Image {
  readonly id: string;
  readonly name: string;
  readonly osName: string;
  readonly osType: string;
  readonly platform: string;
  readonly platformVersion: string;
  readonly architecture: string;
  readonly sizeGiB: number;
}

export type QuotaName = keyof typeof DEFAULT_QUOTAS;

/**
 * Default quotas. Documented: NetworkInterfaces (docs 6401/70758), SecurityGroupsPerInterface,
 * SecurityGroups, Eips, IpAddressPools, AddressesInIpAddressPools, HaVips, HaVipsPerVpc,
 * InstancesPerHaVip, Vpcs, SubnetsPerVpc, AddressesPerDetachedInterface, Ipv6PerDetachedInterface,
 * TagsPerResource, KeyPairs (docs 6396/120445), NetworkAclsPerVpc (docs 6401/108589),
 * EntriesPerNetworkAcl (per direction and IP version: the vendor's FAQ of network ACLs),
 * RulesPerSecurityGroup (likewise: its FAQ of security groups), RouteTablesPerVpc (docs 6401/70765),
 * RoutesPerRouteTable (docs 6401/70771), PrefixLists (docs 6401/1124625),
 * EgressOnlyRulesPerIpv6Gateway (docs 6896/133736), NatGatewaysPerVpc (docs 6404/79662),
 * EipsPerNatGateway, SnatEntriesPerNatGateway, EipsPerSnatEntry and DnatEntriesPerNatGateway (the
 * pages of CreateSnatEntry and CreateDnatEntry), VersionsPerLaunchTemplate
 * (CreateLaunchTemplateVersion), InstancesPerDeploymentSetZone and
 * InstancesPerDeploymentSetGroupsZone (in a zone of the region, by strategy:
 * docs.byteplus.com/en/docs/ecs/Deployment-set-overview), all of iam but providers (docs 6257/1285191). The others
 * are ours: docs/limits.md.
 */
export const DEFAULT_QUOTAS = {
  Vpcs: 10,
  SubnetsPerVpc: 200,
  SecondaryBlocksPerVpc: 10,
  UserBlocksPerVpc: 10,
  SecurityGroups: 300,
  SecurityGroupsPerInterface: 5,
  RulesPerSecurityGroup: 200,
  PrefixLists: 100,
  RouteTablesPerVpc: 10,
  RoutesPerRouteTable: 200,
  NetworkInterfaces: 5000,
  SecondaryIpv4PerDetachedInterface: 49,
  Ipv6PerDetachedInterface: 10,
  Eips: 20,
  BandwidthPackages: 20,
  Ipv4Gateways: 10,
  IpAddressPools: 16,
  AddressesInIpAddressPools: 256,
  HaVips: 20,
  HaVipsPerVpc: 5,
  InstancesPerHaVip: 10,
  TagsPerResource: 50,
  Instances: 10000,
  KeyPairs: 500,
  Images: 100,
  LaunchTemplates: 30,
  VersionsPerLaunchTemplate: 30,
  DeploymentSets: 50,
  InstancesPerDeploymentSetZone: 5,
  InstancesPerDeploymentSetGroupsZone: 60,
  NetworkAclsPerVpc: 200,
  EntriesPerNetworkAcl: 20,
  NatGatewaysPerVpc: 3,
  EipsPerNatGateway: 10,
  SnatEntriesPerNatGateway: 40,
  DnatEntriesPerNatGateway: 100,
  EipsPerSnatEntry: 20,
  NatIpsPerNatGateway: 10,
  EgressOnlyRulesPerIpv6Gateway: 200,
  IamUsers: 5000,
  IamUserGroups: 300,
  IamRoles: 1000,
  IamPolicies: 1500,
  IamOidcProviders: 100,
  IamSamlProviders: 100,
  IamOauthProviders: 100,
  AccessKeysPerUser: 2,
  UserGroupsPerUser: 20,
  CustomPoliciesPerIdentity: 20,
  SystemPoliciesPerIdentity: 40,
} as const;
