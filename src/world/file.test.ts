import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startServer } from '#test/support/server.ts';
import { WorldFolder } from '#test/support/world.ts';
import { DEFAULT_ACCOUNT } from './defaults.ts';
import { readWorldFile } from './file.ts';

const folder = new WorldFolder();
const read = (text: string) => readWorldFile(folder.write(text));

describe('what a world file sets', () => {
  it('is the default world where it says nothing', async () => {
    const { world, seeds } = await read('');
    expect(world.defaultAccountId).toBe('2100000001');
    expect(world.defaultRegionId).toBe('cn-beijing');
    expect(world.instanceType('ecs.g3i.large')).toBeDefined();
    expect(Object.values(seeds).flat()).toEqual([]);
  });

  it.each([
    'accounts: []',
    'accounts:',
    'accounts: # - { id: 1 }',
  ])('has no account, and not the default one, where it lists none: %s', async (text) => {
    const { world } = await read(text);
    expect(world.accounts).toEqual([]);
    expect(world.account('2100000001')).toBeUndefined();
    expect(world.key(DEFAULT_ACCOUNT.accessKeyId)).toBeUndefined();
  });

  it('has no account by which a lenient server answers, where it lists none', async () => {
    const { world } = await read('accounts: []');
    for (const auth of ['strict', 'lenient'] as const) {
      const server = await startServer({ world, auth });
      const { status, code } = await server.as(DEFAULT_ACCOUNT).vpc('DescribeVpcs');
      expect([status, code]).toEqual([401, 'InvalidAccessKey']);
      await server.close();
    }
  });

  it('sets accounts with keys, policies and quotas; the default account is the first', async () => {
    const { world } = await read(`
accounts:
  - { id: 1, quotas: { Vpcs: 7 } }
  - id: 0123
    keys:
      - { accessKeyId: AK, secretAccessKey: SK, sessionToken: T, expiresAt: 2030-01-01T08:00:00+08:00 }
      - { accessKeyId: AK2, secretAccessKey: SK2, policy: { deny: ['vpc:Delete*'] } }
defaultAccountId: 123
quotas: { Vpcs: 9, Eips: 3 }
`);
    expect(world.accounts.map(({ id }) => id)).toEqual(['123', '1']);
    expect(world.defaultAccountId).toBe('123');
    expect(world.account('123')?.keys).toEqual([
      {
        accountId: '123',
        accessKeyId: 'AK',
        secretAccessKey: 'SK',
        sessionToken: 'T',
        expiresAt: Date.UTC(2030, 0, 1),
      },
      {
        accountId: '123',
        accessKeyId: 'AK2',
        secretAccessKey: 'SK2',
        policy: { allow: ['*'], deny: ['vpc:Delete*'] },
      },
    ]);
    expect([world.quota('1', 'Vpcs'), world.quota('123', 'Vpcs')]).toEqual([7, 9]);
    expect([world.quota('1', 'Eips'), world.quota('1', 'Instances')]).toEqual([3, 10000]);
  });

  it('sets regions, types and images; types of the file replace built-in ones', async () => {
    const { world } = await read(`
regions: [{ id: cn-x, zones: [cn-x-a] }, { id: cn-y, zones: [cn-y-a] }]
defaultRegionId: cn-y
instanceTypes:
  - { id: ecs.g3i.large, cpus: 2, memoryMiB: 1, maxInterfaces: 9, maxAddressesPerInterface: 8 }
withdrawnInstanceTypes: [ecs.g3i.xlarge]
builtInImages: false
images: [{ id: image-own }]
`);
    expect(world.regions.map(({ id }) => id)).toEqual(['cn-x', 'cn-y']);
    expect(world.defaultRegionId).toBe('cn-y');
    expect(world.instanceType('ecs.g3i.large')).toMatchObject({
      maxInterfaces: 9,
      family: 'ecs.g3i',
    });
    expect(world.instanceType('ecs.g3i.2xlarge')).toBeDefined();
    expect(world.instanceType('ecs.g3i.xlarge')).toBeUndefined();
    expect(world.images).toEqual([
      expect.objectContaining({ id: 'image-own', name: 'image-own', osName: 'image-own' }),
    ]);
  });

  it('goes by its own types alone when told', async () => {
    const { world } = await read(`
builtInInstanceTypes: false
instanceTypes:
  - { id: ecs.own.large, cpus: 2, memoryMiB: 1, maxInterfaces: 2, maxAddressesPerInterface: 2 }
`);
    expect(world.instanceTypes.map(({ id }) => id)).toEqual(['ecs.own.large']);
  });

  it('fills in what a resource takes from those it hangs on', async () => {
    const { seeds } = await read(`
accounts: [{ id: 1 }, { id: 2 }]
vpcs: [{ id: vpc-1, accountId: 2, regionId: cn-shanghai, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56', projectName: p }]
subnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-shanghai-a, cidrBlock: 10.0.0.0/24, ipv6CidrBlock: 10 }]
instances: [{ id: i-1, subnetId: subnet-1, instanceTypeId: ecs.g3i.large }]
networkInterfaces: [{ id: eni-1, subnetId: subnet-1, ipv6Addresses: ['FD00:0:0:a::00ff'], tags: { n: 1 } }]
`);
    const owner = { accountId: '2', regionId: 'cn-shanghai' };
    expect(seeds.subnets[0]).toMatchObject({
      ...owner,
      projectName: 'p',
      ipv6CidrBlock: 'fd00:0:0:a::/64',
    });
    expect(seeds.instances[0]).toMatchObject({ ...owner, securityGroupIds: ['sg-1-default'] });
    expect(seeds.networkInterfaces[0]).toMatchObject({
      ...owner,
      ipv6Addresses: ['fd00:0:0:a::ff'],
      tags: [{ Key: 'n', Value: '1' }],
    });
  });

  it('has an example that shows every field', async () => {
    const path = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));
    const { world, seeds } = await readWorldFile(path);
    expect(world.instanceType('ecs.example.large')?.maxInterfaces).toBe(2);
    expect(Object.values(seeds).every((list) => list.length > 0)).toBe(true);
    const schema = readFileSync(new URL('../../docs/world.schema.json', import.meta.url), 'utf8');
    const shown = readFileSync(path, 'utf8');
    const unsaid = propertiesOf(JSON.parse(schema)).filter(
      (name) => !new RegExp(`\\b${name}:`).test(shown),
    );
    // The many quotas are alike, and the page shows one as an example.
    expect(unsaid.filter((name) => !/^[A-Z]/.test(name))).toEqual([]);
  });
});

it('costs nothing to a server without one: the parser is loaded for a file alone', () => {
  const script = `
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('/node_modules/yaml/'));
    await import('./src/server.ts');
    console.log(loaded());
    const { readWorldFile } = await import('./src/world/file.ts');
    console.log(loaded());
    await readWorldFile('docs/examples/world.yaml');
    console.log(loaded());`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  });
  expect(said.trim().split('\n')).toEqual(['false', 'false', 'true']);
});

function propertiesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(propertiesOf)];
}
