import { DEFAULT_IMAGES } from '#world/default-images.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGIONS } from '#world/defaults.ts';
import { NO_SEEDS, type Seeds } from '#world/seeds.ts';

/** How large a network is: one VPC, whose subnets have equally many instances and interfaces. */
export interface MapWorld {
  readonly subnets: number;
  readonly instancesPerSubnet: number;
  /** Interfaces of each instance besides its primary one. */
  readonly attachedPerInstance: number;
  /** Interfaces that are on no instance. */
  readonly freePerSubnet: number;
}

/** 10,000 interfaces in 100 subnets. */
export const LARGE: MapWorld = {
  subnets: 100,
  instancesPerSubnet: 25,
  attachedPerInstance: 1,
  freePerSubnet: 50,
};

/** A network of the default account, for the map to show. */
export function mapSeeds(shape: MapWorld): Seeds {
  const [region] = DEFAULT_REGIONS;
  if (region === undefined) throw new Error('there is no region');
  const common = {
    accountId: DEFAULT_ACCOUNT.id,
    regionId: region.id,
    projectName: 'default',
    tags: [],
  };
  const id = (prefix: string, number: number) =>
    `${prefix}-bench${String(number).padStart(8, '0')}`;
  const vpcId = id('vpc', 0);
  const groupId = id('sg', 1);
  const holder = (subnetId: string) => ({
    ...common,
    ...{ subnetId, securityGroupIds: [groupId], privateIpAddresses: [], ipv6Addresses: [] },
  });
  const places = Array.from({ length: shape.subnets }, (_, at) => ({ at, id: id('subnet', at) }));
  const instances = places.flatMap(({ at, id: subnetId }) =>
    Array.from({ length: shape.instancesPerSubnet }, (_, n) => ({
      ...holder(subnetId),
      id: id('i', at * shape.instancesPerSubnet + n),
      name: `worker-${at}-${n}`,
      instanceTypeId: 'ecs.g3i.large',
      imageId: DEFAULT_IMAGES[0]?.id ?? '',
      status: 'RUNNING' as const,
      scheduledInstanceId: '',
    })),
  );
  let made = 0;
  const nic = (subnetId: string, instanceId?: string) => ({
    ...holder(subnetId),
    id: id('eni', made),
    name: `nic-${made++}`,
    type: 'secondary' as const,
    instanceId,
    deleteOnTermination: false,
    serviceManaged: false,
    portSecurityEnabled: false,
  });
  return {
    ...NO_SEEDS,
    vpcs: [
      {
        ...{ ...common, id: vpcId, name: 'large', cidrBlock: '10.0.0.0/8', dnsServers: [] },
        ...{ isDefault: false, defaultSecurityGroupId: id('sg', 0) },
      },
    ],
    securityGroups: [
      { ...common, id: groupId, name: 'workers', vpcId, type: 'normal', serviceManaged: false },
    ],
    subnets: places.map(({ at, id: subnetId }) => ({
      ...{ ...common, id: subnetId, name: `pool-${at}`, vpcId, ipv6CidrBlock: '' },
      zoneId: region.zones[at % region.zones.length] ?? '',
      cidrBlock: `10.${at}.0.0/20`,
    })),
    instances,
    networkInterfaces: [
      ...instances.flatMap(({ id: instanceId, subnetId }) =>
        Array.from({ length: shape.attachedPerInstance }, () => nic(subnetId, instanceId)),
      ),
      ...places.flatMap(({ id: subnetId }) =>
        Array.from({ length: shape.freePerSubnet }, () => nic(subnetId)),
      ),
    ],
  };
}
