import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Worlds of the data plane's benchmark, as world files. Their VPCs have the same blocks: the plane
 * keeps them apart.
 */

const TYPE = 'ecs.bench.large';
const ZONE = 'cn-beijing-a';

interface Layout {
  /** How many instances each VPC has. */
  readonly vpcs: readonly number[];
  /** Attached interfaces of each instance besides its primary one. */
  readonly secondary: number;
  /** Interfaces that are in no instance, in the first VPC. */
  readonly free: number;
}

export interface PlaneWorld {
  readonly file: string;
  readonly instances: readonly string[];
  readonly free: readonly string[];
  /** How many NICs are plugged when it has started. */
  readonly nics: number;
}

/** One VPC, whose interfaces wait to be plugged, two for each instance. */
export const WAITING: Layout = { vpcs: [33], secondary: 0, free: 66 };
/** 1,000 NICs in 100 instances in 10 VPCs, 500 of them in one group. */
export const LARGE: Layout = {
  vpcs: [50, 6, 6, 6, 6, 6, 5, 5, 5, 5],
  secondary: 9,
  free: 0,
};
/** Two instances. */
export const PAIR: Layout = { vpcs: [2], secondary: 0, free: 0 };

/** Writes a world file into `folder`. */
export function writeWorld(folder: string, { vpcs, secondary, free }: Layout): PlaneWorld {
  const instances = vpcs.flatMap((count, vpc) =>
    Array.from({ length: count }, (_, n) => ({
      id: `i-bench-${vpc}-${n}`,
      subnetId: `subnet-bench-${vpc}`,
      instanceTypeId: TYPE,
      securityGroupIds: [`sg-bench-${vpc}`],
      primaryIpAddress: addressOf(0, n),
    })),
  );
  const attached = instances.flatMap(({ id, subnetId, securityGroupIds }) =>
    Array.from({ length: secondary }, (_, n) => ({
      id: `eni-${id.slice(2)}-${n + 1}`,
      subnetId,
      securityGroupIds,
      instanceId: id,
      primaryIpAddress: addressOf(n + 1, Number(id.split('-')[3])),
    })),
  );
  const waiting = Array.from({ length: free }, (_, n) => ({
    id: `eni-free-${n}`,
    subnetId: 'subnet-bench-0',
    securityGroupIds: ['sg-bench-0'],
    primaryIpAddress: addressOf(12, n),
  }));
  const world = {
    instanceTypes: [
      { id: TYPE, cpus: 2, memoryMiB: 4096, maxInterfaces: 16, maxAddressesPerInterface: 10 },
    ],
    quotas: { Vpcs: 20 },
    vpcs: vpcs.map((_, n) => ({
      id: `vpc-bench-${n}`,
      cidrBlock: '10.0.0.0/16',
      defaultSecurityGroupId: `sg-bench-${n}`,
    })),
    subnets: vpcs.map((_, n) => ({
      id: `subnet-bench-${n}`,
      vpcId: `vpc-bench-${n}`,
      zoneId: ZONE,
      cidrBlock: '10.0.0.0/16',
    })),
    instances,
    networkInterfaces: [...attached, ...waiting],
  };
  const file = join(folder, 'world.yaml');
  writeFileSync(file, JSON.stringify(world));
  return {
    file,
    instances: instances.map(({ id }) => id),
    free: waiting.map(({ id }) => id),
    nics: instances.length + attached.length,
  };
}

/** The first addresses of a subnet are the network's own. */
const addressOf = (third: number, n: number) => `10.0.${third}.${n + 10}`;
