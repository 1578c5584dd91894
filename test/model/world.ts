import type { Transition } from '#core/transition.ts';
import { makeWorld } from '#world/make.ts';
import { type HolderSeed, NO_SEEDS, type Seeds } from '#world/seeds.ts';
import type { AccessKey, InstanceType, World } from '#world/world.ts';

/**
 * The world in which the model and the server are run side by side. It is small, so that every
 * limit is reached: a subnet has 5 addresses, an interface 2, an instance 2 interfaces.
 */

export const ALICE = 'alice';
export const BOB = 'bob';
export type Account = typeof ALICE | typeof BOB;
export const ACCOUNTS: readonly Account[] = [ALICE, BOB];

export const REGION = 'cn-beijing';
export const ZONE_A = 'cn-beijing-a';
export const ZONE_B = 'cn-beijing-b';
export const IMAGE = 'image-debian12x64tenon00';

const IDS: Record<Account, string> = { alice: '2100000001', bob: '2100000002' };

export const accountId = (account: Account): string => IDS[account];

export const keyOf = (account: Account): AccessKey => ({
  accountId: IDS[account],
  accessKeyId: `AKLT${account}`,
  secretAccessKey: account,
});

/** What an account may have. */
export const QUOTAS = {
  NetworkInterfaces: 10,
  Instances: 7,
  SecurityGroupsPerInterface: 2,
  SecondaryIpv4PerDetachedInterface: 3,
  Ipv6PerDetachedInterface: 3,
  NatGatewaysPerVpc: 2,
  EipsPerNatGateway: 2,
  SnatEntriesPerNatGateway: 2,
  EipsPerSnatEntry: 2,
  DnatEntriesPerNatGateway: 2,
  Eips: 8,
  BandwidthPackages: 3,
} as const;

/** What an instance may hold, by its type. `withdrawn` is not in the catalogue. */
export const TYPES: Readonly<Record<string, { interfaces: number; addresses: number }>> = {
  'ecs.t.lonely': { interfaces: 1, addresses: 2 },
  'ecs.t.small': { interfaces: 2, addresses: 2 },
  'ecs.t.large': { interfaces: 4, addresses: 4 },
};
export const WITHDRAWN = 'ecs.t.withdrawn';

export const WORLD: World = makeWorld({
  accounts: ACCOUNTS.map((name) => ({
    id: IDS[name],
    name,
    quotas: QUOTAS,
    keys: [keyOf(name)],
  })),
  instanceTypes: Object.entries(TYPES).map(([id, { interfaces, addresses }]) =>
    typeOf(id, interfaces, addresses),
  ),
});

function typeOf(id: string, maxInterfaces: number, maxAddressesPerInterface: number): InstanceType {
  const family = 'ecs.t';
  return {
    id,
    family,
    cpus: 2,
    memoryMiB: 8192,
    maxInterfaces,
    maxAddressesPerInterface,
    extra: {},
  };
}

export interface ModelPlace {
  readonly id: string;
  readonly account: Account;
  readonly vpcId: string;
  readonly zoneId: string;
  /** '' in a subnet of IPv6 alone. */
  readonly cidr: string;
  /** The first half of every IPv6 address in it, '' when it has none. */
  readonly ipv6: string;
}

const place = (
  id: string,
  account: Account,
  vpcId: string,
  zoneId: string,
  cidr: string,
  ipv6 = '',
): ModelPlace => ({ id, account, vpcId, zoneId, cidr, ipv6 });

export const SUBNETS: readonly ModelPlace[] = [
  place('subnet-a-tiny', ALICE, 'vpc-a', ZONE_A, '10.0.1.0/29', '2001:db8:0:1::'),
  place('subnet-a-north', ALICE, 'vpc-a', ZONE_B, '10.0.2.0/28'),
  place('subnet-a-ipv6', ALICE, 'vpc-a', ZONE_A, '', '2001:db8:0:3::'),
  place('subnet-a-wide', ALICE, 'vpc-a', ZONE_A, '10.0.4.0/27', '2001:db8:0:4::'),
  place('subnet-a-spare', ALICE, 'vpc-a', ZONE_A, '10.0.5.0/29'),
  place('subnet-b', ALICE, 'vpc-b', ZONE_A, '10.0.1.0/28'),
  place('subnet-c', BOB, 'vpc-c', ZONE_A, '10.0.1.0/28', '2001:db8:0:101::'),
  place('subnet-c-north', BOB, 'vpc-c', ZONE_B, '10.0.2.0/29'),
];

export const VPCS = [
  { id: 'vpc-a', account: ALICE, ipv6: '2001:db8::/56' },
  { id: 'vpc-b', account: ALICE, ipv6: undefined },
  { id: 'vpc-c', account: BOB, ipv6: '2001:db8:0:100::/56' },
] as const;

export const GROUPS = [
  ...VPCS.map(({ id, account }) => ({
    id: `sg-default-${id}`,
    account,
    vpcId: id,
    type: 'default' as const,
  })),
  { id: 'sg-a-1', account: ALICE, vpcId: 'vpc-a', type: 'normal' },
  { id: 'sg-a-2', account: ALICE, vpcId: 'vpc-a', type: 'normal' },
  { id: 'sg-a-3', account: ALICE, vpcId: 'vpc-a', type: 'normal' },
  { id: 'sg-b-1', account: ALICE, vpcId: 'vpc-b', type: 'normal' },
  { id: 'sg-c-1', account: BOB, vpcId: 'vpc-c', type: 'normal' },
] as const;

export interface Machine {
  readonly id: string;
  readonly account: Account;
  readonly subnetId: string;
  readonly groupId: string;
  readonly type: string;
  /** The elastic scheduled instance (ESI) order that delivered it, '' for none. */
  readonly order: string;
}

const machine = (
  id: string,
  account: Account,
  subnetId: string,
  groupId: string,
  type: string,
  order = '',
): Machine => ({ id, account, subnetId, groupId, type, order });

/** RUNNING from the start. Each has a primary interface `eni-of-<id>`. */
export const MACHINES: readonly Machine[] = [
  machine('i-a-small', ALICE, 'subnet-a-wide', 'sg-a-1', 'ecs.t.small'),
  machine('i-a-large', ALICE, 'subnet-a-wide', 'sg-a-1', 'ecs.t.large'),
  machine('i-a-ipv6', ALICE, 'subnet-a-ipv6', 'sg-a-1', 'ecs.t.large'),
  machine('i-a-ordered', ALICE, 'subnet-a-wide', 'sg-a-1', 'ecs.t.large', 'esi-1'),
  machine('i-a-old', ALICE, 'subnet-a-wide', 'sg-a-1', WITHDRAWN),
  machine('i-c', BOB, 'subnet-c', 'sg-c-1', 'ecs.t.large'),
];

const card = (
  id: string,
  account: Account,
  subnetId: string,
  groupId: string,
  managed = false,
) => ({
  id,
  account,
  subnetId,
  groupId,
  managed,
});

/** Available from the start; the first belongs to a service of the cloud. */
export const INTERFACES = [
  card('eni-managed', ALICE, 'subnet-a-wide', 'sg-a-2', true),
  card('eni-a-1', ALICE, 'subnet-a-wide', 'sg-a-2'),
  card('eni-a-2', ALICE, 'subnet-a-wide', 'sg-a-2'),
  card('eni-a-north', ALICE, 'subnet-a-north', 'sg-a-1'),
  card('eni-c', BOB, 'subnet-c', 'sg-c-1'),
];

export const EIPS = [
  { id: 'eip-a-1', account: ALICE, ip: '203.0.113.1' },
  { id: 'eip-a-2', account: ALICE, ip: '203.0.113.2' },
  { id: 'eip-a-3', account: ALICE, ip: '203.0.113.3' },
  { id: 'eip-a-4', account: ALICE, ip: '203.0.113.4' },
  { id: 'eip-c-1', account: BOB, ip: '203.0.113.11' },
  { id: 'eip-c-2', account: BOB, ip: '203.0.113.12' },
] as const;

const common = (id: string, account: Account) => ({
  id,
  accountId: IDS[account],
  regionId: REGION,
  projectName: 'default',
  tags: [],
});

const holder = (id: string, account: Account, subnetId: string, groupId: string): HolderSeed => ({
  ...common(id, account),
  subnetId,
  securityGroupIds: [groupId],
  privateIpAddresses: [],
  ipv6Addresses: [],
});

/** The same world for the server. */
export const SEEDS: Seeds = {
  ...NO_SEEDS,
  vpcs: VPCS.map(({ id, account, ipv6 }) => ({
    ...common(id, account),
    cidrBlock: '10.0.0.0/16',
    ipv6CidrBlock: ipv6,
    dnsServers: [],
    isDefault: false,
    defaultSecurityGroupId: `sg-default-${id}`,
  })),
  subnets: SUBNETS.map(({ id, account, vpcId, zoneId, cidr, ipv6 }) => ({
    ...common(id, account),
    vpcId,
    zoneId,
    cidrBlock: cidr,
    ipv6CidrBlock: ipv6 === '' ? '' : `${ipv6}/64`,
  })),
  securityGroups: GROUPS.flatMap(({ id, account, vpcId, type }) =>
    type === 'normal' ? [{ ...common(id, account), vpcId, type, serviceManaged: false }] : [],
  ),
  instances: MACHINES.map(({ id, account, subnetId, groupId, type, order }) => ({
    ...holder(id, account, subnetId, groupId),
    instanceTypeId: type,
    imageId: IMAGE,
    status: 'RUNNING',
    scheduledInstanceId: order,
    primaryNetworkInterfaceId: `eni-of-${id}`,
  })),
  networkInterfaces: INTERFACES.map(({ id, account, subnetId, groupId, managed }) => ({
    ...holder(id, account, subnetId, groupId),
    type: 'secondary',
    deleteOnTermination: false,
    serviceManaged: managed,
    portSecurityEnabled: false,
  })),
  eips: EIPS.map(({ id, account, ip }) => ({
    ...common(id, account),
    ipAddress: ip,
    isp: 'BGP',
    bandwidth: 1,
    billingType: 3,
  })),
};

/** Transitions that take longer in these runs than elsewhere, in milliseconds: an instance goes in 3000. */
export const SLOW: Readonly<Record<string, number>> = {
  'volume.create-attached': 8000,
  'volume.attach': 8000,
  'volume.delete': 8000,
  'volume.detach': 8000,
  'volume.extend-attached': 8000,
};

/** How long each transition takes: figures of ours, as the quotas are. */
export function dwellTimes(transitions: readonly Transition[]): (kind: string) => number {
  const times = new Map(transitions.map(({ kind, dwell }) => [kind, dwell]));
  return (kind) => {
    const time = times.get(kind);
    if (time === undefined) throw new Error(`no transition is called ${kind}`);
    return time;
  };
}
