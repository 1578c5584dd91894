import { describe, expect, it } from 'vitest';
import { DEFAULT_IMAGES } from './default-images.ts';
import { DEFAULT_INSTANCE_TYPES } from './default-instance-types.ts';
import { DEFAULT_REGIONS } from './defaults.ts';
import { imageId, instanceTypeId } from './file-kinds.ts';

/* What published configurations name exists without a world file. */

describe('the built-in images', () => {
  const names = DEFAULT_IMAGES.map(({ name }) => name);

  it.each([
    'veLinux 1.0 CentOS Compatible 64 bit',
    'veLinux 1.0 CentOS兼容版 64位',
    'veLinux 2.0 64 bit',
    'veLinux 2.0 CentOS Compatible 64 bit',
    'Ubuntu 20.04 64 bit',
    'Ubuntu 24.04 64 bit',
    'Debian 12 64 bit',
    'CentOS 7.9 64 bit',
  ])('%s', (name) => expect(names).toContain(name));

  it('are found by what they begin with', () => {
    for (const part of ['Windows Server 2022', 'veLinux 2.0 64', 'veLinux 2.0 ARM 64']) {
      expect(names.filter((name) => name.startsWith(part))).toHaveLength(1);
    }
  });

  it('have ids and names of their own, in the form of the world file', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(DEFAULT_IMAGES.map(({ id }) => id)).size).toBe(names.length);
    for (const { id } of DEFAULT_IMAGES) expect(imageId.safeParse(id).success).toBe(true);
  });

  // The provider's own acceptance test of its data source expects this number of Linux images.
  it('are 26 for Linux', () => {
    expect(DEFAULT_IMAGES.filter(({ osType }) => osType === 'Linux')).toHaveLength(26);
  });
});

describe('the built-in instance types', () => {
  it.each([
    ['ecs.g1.large', 2, 8],
    ['ecs.g1ie.xlarge', 4, 16],
    ['ecs.g2i.8xlarge', 32, 128],
    ['ecs.g4i.large', 2, 8],
    ['ecs.c1ie.xlarge', 4, 8],
    ['ecs.c3a.large', 2, 4],
    ['ecs.c4i.large', 2, 4],
    ['ecs.r4i.xlarge', 4, 32],
    ['ecs.e-c1m1.large', 2, 2],
    ['ecs.e-c1m8.large', 2, 16],
  ])('%s: %d processors, %d GiB', (id, cpus, gib) => {
    expect(DEFAULT_INSTANCE_TYPES.find((type) => type.id === id)).toMatchObject({
      family: id.slice(0, id.lastIndexOf('.')),
      cpus,
      memoryMiB: gib * 1024,
    });
  });

  it('have ids of their own, in the form of the world file', () => {
    const ids = DEFAULT_INSTANCE_TYPES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(instanceTypeId.safeParse(id).success).toBe(true);
  });
});

it.each(['cn-beijing', 'cn-chengdu', 'cn-wulanchabu', 'cn-datong'])('the region %s', (region) => {
  expect(DEFAULT_REGIONS.find(({ id }) => id === region)?.zones.length).toBeGreaterThan(0);
});
