import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { SERVICES } from '#test/support/services.ts';
import { makeWorld } from '#world/make.ts';
import { NOT_YET } from './not-yet.ts';

let server: TestServer;
let saved: TestServer;
beforeAll(async () => {
  server = await startServer();
  saved = await startServer({
    world: makeWorld({
      instanceTypes: [
        {
          id: 'ecs.x.large',
          family: 'ecs.x',
          cpus: 2,
          memoryMiB: 8192,
          maxInterfaces: 4,
          maxAddressesPerInterface: 10,
          extra: {
            InstanceTypeId: 'ecs.other',
            Processor: { Cpus: 99, Model: 'Xeon', BaseFrequency: 2.5, TurboFrequency: 3.1 },
            Network: { MaximumNetworkInterfaces: 99, MaximumBandwidthMbps: 10240 },
            TrunkNetworkInterfaceSupported: true,
            SomethingNew: { A: 1 },
          },
        },
      ],
    }),
  });
});
afterAll(async () => {
  await server.close();
  await saved.close();
});

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('ecs', action, input);

describe('DescribeInstanceTypes', () => {
  it('answers exactly one for one id, under either name', async () => {
    for (const input of [
      { InstanceTypeIds: ['ecs.g3i.xlarge'] },
      { InstanceTypes: ['ecs.g3i.xlarge'] },
    ]) {
      const answer = await ok('DescribeInstanceTypes', input);
      expect(answer).toMatchObject({ NextToken: '', TotalCount: 1 });
      expect(answer.InstanceTypes).toMatchObject([
        {
          InstanceTypeId: 'ecs.g3i.xlarge',
          InstanceTypeFamily: 'ecs.g3i',
          Processor: { Cpus: 4 },
          Memory: { Size: 16384 },
          Network: {
            MaximumNetworkInterfaces: 4,
            MaximumPrivateIpv4AddressesPerNetworkInterface: 10,
          },
          NetworkInterfaceTotalNumQuota: 4,
          TrunkNetworkInterfaceSupported: false,
        },
      ]);
    }
  });

  it('pages through the catalogue in the order of the ids', async () => {
    const seen: string[] = [];
    let NextToken = '';
    do {
      const answer = await ok('DescribeInstanceTypes', { NextToken });
      seen.push(
        ...answer.InstanceTypes.map((each: { InstanceTypeId: string }) => each.InstanceTypeId),
      );
      NextToken = answer.NextToken;
      expect(answer.InstanceTypes.length).toBeLessThanOrEqual(10);
    } while (NextToken !== '');
    expect(seen).toEqual(server.world.instanceTypes.map(({ id }) => id).sort());
    const all = await ok('DescribeInstanceTypes', { MaxResults: 1000 });
    expect(all.InstanceTypes).toHaveLength(seen.length);
  });

  it('finds the types that an image starts on', async () => {
    const count = async (ImageId: string) =>
      (await ok('DescribeInstanceTypes', { ImageId })).TotalCount;
    expect(await count('image-debian12x64tenon00')).toBe(server.world.instanceTypes.length);
    expect(await count('image-none')).toBe(0);
  });

  it('repeats what a saved answer says, but for what Tenon goes by', async () => {
    const { InstanceTypes } = await saved.client.ok('ecs', 'DescribeInstanceTypes');
    expect(InstanceTypes).toMatchObject([
      {
        InstanceTypeId: 'ecs.x.large',
        Processor: { Cpus: 2, Model: 'Xeon', BaseFrequency: 2.5 },
        Network: {
          MaximumNetworkInterfaces: 4,
          MaximumBandwidthMbps: 10240,
          BaselineBandwidthMbps: 0,
        },
        TrunkNetworkInterfaceSupported: true,
        SomethingNew: { A: 1 },
      },
    ]);
  });

  it('refuses tokens that no answer gave, and too many results', async () => {
    const code = async (input: Record<string, unknown>) =>
      (await server.client.ecs('DescribeInstanceTypes', input)).code;
    expect(await code({ NextToken: '!' })).toBe('InvalidNextToken.Malformed');
    expect(await code({ MaxResults: 1001 })).toBe('InvalidMaxResults.Malformed');
  });
});

describe('DescribeInstanceTypeFamilies', () => {
  const found = async (input: Record<string, unknown>) =>
    (await ok('DescribeInstanceTypeFamilies', input)).InstanceTypeFamilies;

  it('lists each family with its generation and zones', async () => {
    const zones = ['a', 'b', 'c', 'd'].map((letter) => `cn-beijing-${letter}`);
    const families = await found({});
    expect(families[0]).toEqual({
      InstanceTypeFamily: 'ecs.g3i',
      Generation: 'ecs-3',
      ZoneIds: zones,
    });
    const names = families.map((each: { InstanceTypeFamily: string }) => each.InstanceTypeFamily);
    expect(names).toEqual([...new Set(server.world.instanceTypes.map(({ family }) => family))]);
  });

  it('finds by generation and zone', async () => {
    const first = await found({ Generation: 'ecs-1', ZoneId: 'cn-beijing-c' });
    expect(first.map((each: { InstanceTypeFamily: string }) => each.InstanceTypeFamily)).toEqual([
      'ecs.g1',
      'ecs.g1ie',
      'ecs.g1ve',
      'ecs.c1ie',
      'ecs.r1ie',
    ]);
    expect(await found({ ZoneId: 'cn-shanghai-a' })).toEqual([]);
    const { InstanceTypeFamilies } = await saved.client.ok('ecs', 'DescribeInstanceTypeFamilies');
    expect(InstanceTypeFamilies).toMatchObject([{ InstanceTypeFamily: 'ecs.x', Generation: '' }]);
  });
});

describe('DescribeAvailableResource', () => {
  const zones = async (input: Record<string, unknown>) =>
    (await ok('DescribeAvailableResource', input)).AvailableZones;
  const values = async (input: Record<string, unknown>) => {
    const [zone] = await zones(input);
    return zone.AvailableResources.flatMap(
      (each: { SupportedResources: { Value: string }[] }) => each.SupportedResources,
    ).map(({ Value }: { Value: string }) => Value);
  };
  const types = { DestinationResource: 'InstanceType' };
  const volumes = { DestinationResource: 'VolumeType' };

  it('says of each zone what is to be had in it', async () => {
    const asked = { ...types, InstanceTypeId: 'ecs.g3i.large' };
    expect(await zones({ ...asked, ZoneId: 'cn-beijing-b' })).toEqual([
      {
        RegionId: 'cn-beijing',
        ZoneId: 'cn-beijing-b',
        Status: 'Available',
        AvailableResources: [
          {
            Type: 'InstanceType',
            SupportedResources: [{ Value: 'ecs.g3i.large', Status: 'Available' }],
          },
        ],
      },
    ]);
    expect(await zones(asked)).toHaveLength(4);
    expect(await zones({ ...asked, ZoneId: 'cn-shanghai-a' })).toEqual([]);
  });

  it('finds types and volumes; there are no dedicated hosts', async () => {
    const all = server.world.instanceTypes.map(({ id }) => id);
    const cases: [Record<string, unknown>, string[]][] = [
      [types, all],
      [{ ...types, VolumeType: 'ESSD_PL0', InstanceChargeType: 'PrePaid' }, all],
      [{ ...types, InstanceType: 'ecs.g1.large' }, ['ecs.g1.large']],
      [{ ...types, InstanceTypeId: 'ecs.none' }, []],
      [volumes, ['ESSD_PL0', 'ESSD_FlexPL']],
      [{ ...volumes, VolumeType: 'ESSD_FlexPL' }, ['ESSD_FlexPL']],
      [{ ...volumes, InstanceTypeId: 'ecs.none' }, []],
      [{ DestinationResource: 'DedicatedHost' }, []],
    ];
    for (const [input, expected] of cases) {
      expect([input, await values(input)]).toEqual([input, expected]);
    }
  });

  it('needs to know what is asked for', async () => {
    const code = async (input: Record<string, unknown>) =>
      (await server.client.ecs('DescribeAvailableResource', input)).code;
    expect(await code({})).toBe('MissingParameter.DestinationResource');
    expect(await code({ DestinationResource: 'Moon' })).toBe(
      'InvalidDestinationResource.Malformed',
    );
  });
});

describe('DescribeTasks', () => {
  it('lists none where there are no custom images', async () => {
    const asked = { TaskIds: ['t-1'], ResourceId: 'i-1', MaxResults: '20' };
    expect(await ok('DescribeTasks', asked)).toEqual({ Tasks: [], NextToken: '' });
    const code = async (input: Record<string, unknown>) =>
      (await server.client.ecs('DescribeTasks', input)).code;
    expect(await code({ NextToken: '!' })).toBe('InvalidNextToken.Malformed');
    expect(await code({ MaxResults: 101 })).toBe('InvalidMaxResults.Malformed');
  });
});

describe('DescribeImages', () => {
  const found = async (input: Record<string, unknown>) =>
    (await ok('DescribeImages', { MaxResults: 100, ...input })).Images.map(
      (each: { ImageId: string }) => each.ImageId,
    );

  it('finds by each condition', async () => {
    const { images } = server.world;
    const all = images.map(({ id }) => id);
    const named = (part: string) =>
      images.filter(({ name }) => name.includes(part)).map(({ id }) => id);
    const linux = images.filter(({ osType }) => osType === 'Linux').map(({ id }) => id);
    const [debian = '', ubuntu = ''] = all;
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, all],
      [{ ImageIds: [ubuntu] }, [ubuntu]],
      [{ ImageName: 'Debian 12 64 bit' }, [debian]],
      // A part will do, in any case.
      [{ ImageName: 'velinux' }, named('veLinux')],
      [{ ImageName: 'Windows Server 2022' }, named('2022')],
      [{ ImageName: 'veLinux 3' }, []],
      [{ Platform: 'Ubuntu' }, named('Ubuntu')],
      [{ OsType: 'Linux' }, linux],
      [{ OsType: 'Windows' }, all.filter((id) => !linux.includes(id))],
      [{ Status: ['available', 'error'] }, all],
      [{ Status: ['creating'] }, []],
      [{ ImageStatus: 'available' }, all],
      [{ ImageStatus: 'error' }, []],
      [{ Visibility: 'public' }, all],
      [{ Visibility: 'private' }, []],
      [{ IsSupportCloudInit: true }, all],
      [{ IsSupportCloudInit: false }, []],
      [{ IsLTS: false }, all],
      [{ IsLTS: true }, []],
      [{ InstanceTypeId: 'ecs.g3i.large' }, all],
      [{ InstanceTypeId: 'ecs.none' }, []],
      [{ ProjectName: 'web' }, []],
      [{ TagFilters: [{ Key: 'a' }] }, []],
      [{ MaxResults: 1 }, [...all].sort().slice(0, 1)],
    ];
    for (const [input, expected] of cases) {
      expect([input, await found(input)]).toEqual([input, [...expected].sort()]);
    }
  });

  it('pages by token', async () => {
    const first = await ok('DescribeImages', { MaxResults: 2 });
    const { length } = server.world.images;
    expect([first.TotalCount, first.Images.length]).toEqual([length, 2]);
    const rest = await ok('DescribeImages', { MaxResults: 100, NextToken: first.NextToken });
    expect([rest.Images.length, rest.NextToken]).toEqual([length - 2, '']);
  });
});

describe('DescribeZones', () => {
  it('lists the zones of the signed region', async () => {
    const zones = ['a', 'b', 'c', 'd'].map((letter) => ({ ZoneId: `cn-beijing-${letter}` }));
    expect(await ok('DescribeZones')).toEqual({ Zones: zones });
    expect(await ok('DescribeZones', { ZoneIds: ['cn-beijing-b', 'x'] })).toEqual({
      Zones: [{ ZoneId: 'cn-beijing-b' }],
    });
    const many = { ZoneIds: Array.from({ length: 21 }, (_, n) => `z-${n}`) };
    expect((await server.client.ecs('DescribeZones', many)).code).toBe('InvalidZoneIds.Malformed');
  });
});

describe('DescribeRegions', () => {
  it('lists the regions, and pages', async () => {
    const { Regions, NextToken } = await ok('DescribeRegions', { MaxResults: 10 });
    expect(Regions).toHaveLength(server.world.regions.length);
    expect(NextToken).toBe('');
    const first = await ok('DescribeRegions', { MaxResults: 1 });
    const [one, two] = server.world.regions.map(({ id }) => id).sort();
    expect(first.Regions).toEqual([{ RegionId: one }]);
    const next = await ok('DescribeRegions', { MaxResults: 1, NextToken: first.NextToken });
    expect(next.Regions).toEqual([{ RegionId: two }]);
    const named = await ok('DescribeRegions', { RegionIds: ['cn-hongkong'] });
    expect(named.Regions).toEqual([{ RegionId: 'cn-hongkong' }]);
  });
});

describe('what is not there yet', () => {
  it('is said of no action that is', () => {
    for (const service of SERVICES) {
      const there = service.actions.map(({ name }) => name);
      expect(Object.keys(service.notYet).filter((name) => there.includes(name))).toEqual([]);
    }
    expect(Object.keys(NOT_YET).length).toBeGreaterThan(0);
  });

  it('is answered with 501', async () => {
    expect(await server.client.ecs('DescribeHpcInstancePosition')).toMatchObject({
      status: 501,
      code: 'UnsupportedOperation',
    });
  });
});
