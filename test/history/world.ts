import { makeWorld } from '#world/make.ts';
import { type HolderSeed, NO_SEEDS, type Seeds } from '#world/seeds.ts';
import type { AccessKey, World } from '#world/world.ts';
import type { Limits } from './state.ts';
import { FREE, State } from './state.ts';

/**
 * Runs that go on side by side belong to accounts of their own, so that they share no row of a
 * quota.
 */
export const LANES = 12;

export const keyOf = (lane: number): AccessKey => ({
  accountId: String(2_100_000_100 + lane),
  accessKeyId: `AKLThistory${lane}`,
  secretAccessKey: 'history',
});

const TYPE = 'ecs.t.small';
const SECONDARIES_DETACHED = 3;

/** Small limits, so that they are met. */
export const limits = (plane: boolean): Limits => ({
  interfaces: 3,
  addresses: 3,
  addressesDetached: SECONDARIES_DETACHED + 1,
  plane,
});

/** The same in every process. */
export const WORLD: World = makeWorld({
  accounts: Array.from({ length: LANES }, (_, lane) => {
    const key = keyOf(lane);
    return {
      id: key.accountId,
      name: `lane ${lane}`,
      quotas: { SecondaryIpv4PerDetachedInterface: SECONDARIES_DETACHED },
      keys: [key],
    };
  }),
  instanceTypes: [
    {
      id: TYPE,
      family: 'ecs.t',
      cpus: 2,
      memoryMiB: 8192,
      maxInterfaces: limits(false).interfaces,
      maxAddressesPerInterface: limits(false).addresses,
      extra: {},
    },
  ],
});

export const INSTANCES = ['i0', 'i1'] as const;
/** These interfaces exist from the start. */
export const ENIS = ['e0', 'e1', 'e2'] as const;
/** These interfaces are made in the course of a run. */
export const LATER_ENIS = ['e3', 'e4', 'e5'] as const;
/**
 * Addresses that the clients of a run ask for by name. The server gives out none of them by itself.
 */
export const ADDRESSES = ['10.0.0.200', '10.0.0.201', '10.0.0.202'] as const;

/** What the ids of primary interfaces begin with. They are in no history. */
export const PRIMARY = 'eni-primary-';

export const START = new State(
  new Map(ENIS.map((name) => [name, FREE])),
  new Map(INSTANCES.map((name) => [name, { status: 'RUNNING' }])),
);

/** The resources of one run, by the names that it gives them. */
export const subnetOf = (run: string): string => `subnet-${run}`;
export const groupOf = (run: string): string => `sg-${run}`;
export const idOf = (run: string, name: string): string =>
  name.startsWith('i') ? `i-${run}-${name}` : `eni-${run}-${name}`;

export function seedsOf(run: string, lane: number): Seeds {
  const common = (id: string) => ({
    id,
    accountId: keyOf(lane).accountId,
    regionId: 'cn-beijing',
    projectName: 'default',
    tags: [],
  });
  const holder = (name: string): HolderSeed => ({
    ...common(idOf(run, name)),
    name,
    subnetId: subnetOf(run),
    securityGroupIds: [groupOf(run)],
    privateIpAddresses: [],
    ipv6Addresses: [],
  });
  const vpcId = `vpc-${run}`;
  return {
    ...NO_SEEDS,
    vpcs: [
      {
        ...common(vpcId),
        cidrBlock: '10.0.0.0/16',
        dnsServers: [],
        isDefault: false,
        defaultSecurityGroupId: `sg-default-${run}`,
      },
    ],
    subnets: [
      {
        ...common(subnetOf(run)),
        vpcId,
        zoneId: 'cn-beijing-a',
        cidrBlock: '10.0.0.0/24',
        ipv6CidrBlock: '',
      },
    ],
    securityGroups: [{ ...common(groupOf(run)), vpcId, type: 'normal', serviceManaged: false }],
    instances: INSTANCES.map((name) => ({
      ...holder(name),
      instanceTypeId: TYPE,
      imageId: 'image-debian12x64tenon00',
      status: 'RUNNING',
      scheduledInstanceId: '',
      primaryNetworkInterfaceId: `${PRIMARY}${run}-${name}`,
    })),
    networkInterfaces: ENIS.map((name) => ({
      ...holder(name),
      type: 'secondary',
      deleteOnTermination: false,
      serviceManaged: false,
      portSecurityEnabled: false,
    })),
    eips: [],
  };
}
