import { describe, expect, it } from 'vitest';
import { startServer } from '#test/support/server.ts';
import { WorldFolder } from '#test/support/world.ts';
import { readWorldFile } from './file.ts';
import { WorldFileError } from './file-problems.ts';

const folder = new WorldFolder();

const saved = {
  InstanceTypeId: 'ecs.saved.large',
  InstanceTypeFamily: 'ecs.saved',
  Processor: { Cpus: 2, Model: 'A processor', TurboFrequency: null },
  Memory: { Size: 8192, EncryptedSize: 5 },
  Network: {
    MaximumNetworkInterfaces: 3,
    MaximumPrivateIpv4AddressesPerNetworkInterface: 7,
    MaximumBandwidthMbps: 3072,
  },
  LocalVolumes: null,
  IsSupportJumboFrame: true,
};

const worldOf = async (more = '') =>
  (await readWorldFile(folder.write(`instanceTypesFrom: types.json\n${more}`))).world;

/** The problems, without the folder. */
async function problemsOf(text: string): Promise<string[]> {
  folder.write(text, 'types.json');
  const error = await worldOf().catch((reason: unknown) => reason);
  if (!(error instanceof WorldFileError)) throw error;
  return error.problems.map((problem) => problem.replaceAll(`${folder.path}/`, ''));
}

describe('a saved DescribeInstanceTypes answer', () => {
  it.each([
    ['the whole envelope', { ResponseMetadata: {}, Result: { InstanceTypes: [saved] } }],
    ['its Result alone', { InstanceTypes: [saved], NextToken: '' }],
  ])('is taken as %s', async (_, answer) => {
    folder.write(JSON.stringify(answer), 'types.json');
    const world = await worldOf();
    expect(world.instanceType('ecs.saved.large')).toMatchObject({
      family: 'ecs.saved',
      cpus: 2,
      memoryMiB: 8192,
      maxInterfaces: 3,
      maxAddressesPerInterface: 7,
    });
    expect(world.instanceType('ecs.g3i.large')).toBeDefined();
  });

  it('replaces the built-in type of the same id, and is replaced by the file’s own', async () => {
    const other = { ...saved, InstanceTypeId: 'ecs.g3i.large' };
    folder.write(JSON.stringify({ InstanceTypes: [saved, other] }), 'types.json');
    const world = await worldOf(
      'instanceTypes: [{ id: ecs.saved.large, cpus: 1, memoryMiB: 1, maxInterfaces: 1, maxAddressesPerInterface: 1 }]',
    );
    expect(world.instanceType('ecs.g3i.large')?.maxAddressesPerInterface).toBe(7);
    expect(world.instanceType('ecs.saved.large')?.maxAddressesPerInterface).toBe(1);
  });

  it('may be all there is, and may come in several files', async () => {
    const other = { ...saved, InstanceTypeId: 'ecs.other.large' };
    folder.write(JSON.stringify({ InstanceTypes: [saved] }), '1.json');
    folder.write(JSON.stringify({ InstanceTypes: [other] }), '2.json');
    const path = folder.write('builtInInstanceTypes: false\ninstanceTypesFrom: [1.json, 2.json]\n');
    const { world } = await readWorldFile(path);
    expect(world.instanceTypes.map(({ id }) => id)).toEqual(['ecs.saved.large', 'ecs.other.large']);
  });

  it('is repeated by DescribeInstanceTypes, with the fields that Tenon does not go by', async () => {
    folder.write(JSON.stringify({ InstanceTypes: [saved] }), 'types.json');
    const server = await startServer({ world: await worldOf() });
    const { InstanceTypes } = await server.client.ok('ecs', 'DescribeInstanceTypes', {
      InstanceTypeIds: ['ecs.saved.large'],
    });
    const { LocalVolumes: _, Processor, ...same } = saved;
    expect(InstanceTypes).toEqual([expect.objectContaining({ IsSupportJumboFrame: true })]);
    expect(InstanceTypes[0]).toMatchObject(same);
    // Where the cloud says null, the default stays.
    expect(InstanceTypes[0]).toMatchObject({
      LocalVolumes: [],
      Processor: { ...Processor, TurboFrequency: 0 },
    });
    await server.close();
  });

  it('is refused with its own lines', async () => {
    const broken = { ...saved, InstanceTypeId: '', Network: { MaximumNetworkInterfaces: '3' } };
    const text = JSON.stringify({ Result: { InstanceTypes: [saved, broken] } }, null, 1);
    expect(await problemsOf(text)).toEqual([
      expect.stringMatching(
        /^types\.json:\d+:5: Result\.InstanceTypes\[1\]\.InstanceTypeId: must not be empty, not ""$/,
      ),
      expect.stringMatching(
        /^types\.json:\d+:5: Result\.InstanceTypes\[1\]\.Network\.MaximumPrivateIpv4AddressesPerNetworkInterface: is missing$/,
      ),
      expect.stringMatching(
        /^types\.json:\d+:6: Result\.InstanceTypes\[1\]\.Network\.MaximumNetworkInterfaces: must be a whole number, not "3"$/,
      ),
    ]);
    expect(await problemsOf('{"Result": {}}')).toEqual([
      'types.json:1:2: Result.InstanceTypes: is missing',
    ]);
    expect(await problemsOf('[]')).toEqual(['types.json:1:1: must be a map of fields']);
    expect(await problemsOf('{"Result": ')).toEqual([
      expect.stringMatching(/^types\.json:1:\d+: Flow map/),
    ]);
  });
});
