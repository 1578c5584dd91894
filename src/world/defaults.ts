import type { Image, InstanceType, Region } from './world.ts';

/** The account that a server has when no world file names any. */
export const DEFAULT_ACCOUNT = {
  id: '2100000001',
  name: 'default',
  accessKeyId: 'AKLTtenon00000000000000000000default',
  secretAccessKey: 'TenonDefaultSecretKeyForLocalUseOnly==',
} as const;

/** Secret keys that everybody can read: the default account's, and those of the examples. */
export const PUBLISHED_SECRETS: ReadonlySet<string> = new Set([
  DEFAULT_ACCOUNT.secretAccessKey,
  'example-secret-of-main',
  'example-secret-of-reader',
  'example-secret-of-temporary',
  'example-secret-of-other',
]);

const region = (id: string, zones: string): Region => ({
  id,
  zones: [...zones].map((letter) => `${id}-${letter}`),
});

/** Region ids are the vendor's; the vendor publishes no list of zones, so the zones are ours. */
export const DEFAULT_REGIONS: readonly Region[] = [
  region('cn-beijing', 'abcd'),
  region('cn-shanghai', 'abc'),
  region('cn-guangzhou', 'abc'),
  region('cn-hongkong', 'ab'),
  region('ap-southeast-1', 'ab'),
  region('ap-southeast-3', 'ab'),
];

interface Size {
  readonly name: string;
  readonly cpus: number;
  readonly interfaces: number;
  readonly addresses: number;
}

/** Ours: the vendor's list of quotas was not found. A saved DescribeInstanceTypes answer replaces them. */
const SIZES: readonly Size[] = [
  { name: 'large', cpus: 2, interfaces: 3, addresses: 10 },
  { name: 'xlarge', cpus: 4, interfaces: 4, addresses: 10 },
  { name: '2xlarge', cpus: 8, interfaces: 5, addresses: 15 },
  { name: '4xlarge', cpus: 16, interfaces: 8, addresses: 20 },
];

const FAMILIES = [
  { id: 'ecs.g3i', gibPerCpu: 4 },
  { id: 'ecs.c3i', gibPerCpu: 2 },
  { id: 'ecs.r3i', gibPerCpu: 8 },
  { id: 'ecs.g2i', gibPerCpu: 4 },
  { id: 'ecs.g1', gibPerCpu: 4 },
  { id: 'ecs.g1ie', gibPerCpu: 4 },
  { id: 'ecs.g3il', gibPerCpu: 4 },
] as const;

/** The built-in catalogue: type ids and sizes as the vendor names them, quotas as ours. */
export const DEFAULT_INSTANCE_TYPES: readonly InstanceType[] = FAMILIES.flatMap(
  ({ id, gibPerCpu }) =>
    SIZES.map(({ name, cpus, interfaces, addresses }) => ({
      id: `${id}.${name}`,
      family: id,
      cpus,
      memoryMiB: cpus * gibPerCpu * 1024,
      maxInterfaces: interfaces,
      maxAddressesPerInterface: addresses,
      extra: {},
    })),
);

export const DEFAULT_IMAGES: readonly Image[] = [
  image('image-debian12x64tenon00', 'Debian 12 64 bit', 'Debian', '12'),
  image('image-ubuntu2204x64tenon', 'Ubuntu 22.04 64 bit', 'Ubuntu', '22.04'),
  image('image-velinux20x64tenon0', 'veLinux 2.0 64 bit', 'veLinux', '2.0'),
];

function image(id: string, name: string, platform: string, platformVersion: string): Image {
  return {
    id,
    name,
    osName: name,
    osType: 'Linux',
    platform,
    platformVersion,
    architecture: 'amd64',
    sizeGiB: 20,
  };
}
