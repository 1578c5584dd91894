import type { InstanceType } from './world.ts';

interface Size {
  readonly name: string;
  readonly cpus: number;
  readonly interfaces: number;
  readonly addresses: number;
}

/**
 * Ours: the vendor's list of quotas was not found. A saved DescribeInstanceTypes answer replaces
 * them.
 */
const SIZES: readonly Size[] = [
  { name: 'large', cpus: 2, interfaces: 3, addresses: 10 },
  { name: 'xlarge', cpus: 4, interfaces: 4, addresses: 10 },
  { name: '2xlarge', cpus: 8, interfaces: 5, addresses: 15 },
  { name: '4xlarge', cpus: 16, interfaces: 8, addresses: 20 },
  { name: '8xlarge', cpus: 32, interfaces: 8, addresses: 20 },
];

/**
 * The families in published configurations and the vendor's own examples, with their GiB of memory
 * per processor. For g3i, c3i, r3i, g2i, g4i and c4i that figure was seen. For the others it is the
 * figure that the same letter has there; for economy families it is a part of the name.
 */
const FAMILIES: readonly { readonly gibPerCpu: number; readonly ids: readonly string[] }[] = [
  {
    gibPerCpu: 4,
    ids: ['g3i', 'g2i', 'g1', 'g1ie', 'g3il', 'g4i', 'g3a', 'g3al', 'g3ine', 'g1ve', 'e-c1m4'],
  },
  { gibPerCpu: 2, ids: ['c3i', 'c4i', 'c3a', 'c3al', 'c3il', 'c2i', 'c1ie', 'e-c1m2'] },
  { gibPerCpu: 8, ids: ['r3i', 'r4i', 'r3a', 'r3al', 'r3il', 'r2i', 'r1ie', 'e-c1m8'] },
  { gibPerCpu: 1, ids: ['e-c1m1'] },
];

/** The built-in catalogue: type ids and sizes are the vendor's, limits are ours. */
export const DEFAULT_INSTANCE_TYPES: readonly InstanceType[] = FAMILIES.flatMap(
  ({ gibPerCpu, ids }) =>
    ids.flatMap((family) =>
      SIZES.map(({ name, cpus, interfaces, addresses }) => ({
        id: `ecs.${family}.${name}`,
        family: `ecs.${family}`,
        cpus,
        memoryMiB: cpus * gibPerCpu * 1024,
        maxInterfaces: interfaces,
        maxAddressesPerInterface: addresses,
        extra: {},
      })),
    ),
);
