import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  const quotas = { LaunchTemplates: 2, VersionsPerLaunchTemplate: 3 };
  server = await startServer({ world: worldOfTwo({ quotas }) });
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ecs = (action: string, input: Input) => server.client.ecs(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('ecs', action, input);
const create = async (LaunchTemplateName: string, more: Input = {}): Promise<string> =>
  (await ok('CreateLaunchTemplate', { LaunchTemplateName, ...more })).LaunchTemplateId;
const addVersion = async (LaunchTemplateId: string, more: Input = {}): Promise<number> =>
  (await ok('CreateLaunchTemplateVersion', { LaunchTemplateId, ...more }))
    .LaunchTemplateVersionNumber;
const listed = async (input: Input = {}) =>
  (await ok('DescribeLaunchTemplates', input)).LaunchTemplates;
const versions = async (input: Input = {}) =>
  (await ok('DescribeLaunchTemplateVersions', input)).LaunchTemplateVersions;
const numbers = async (input: Input = {}): Promise<number[]> =>
  (await versions(input)).map((each: { VersionNumber: number }) => each.VersionNumber);

/** Everything that a version may have; none of what it names exists. */
const DATA = {
  DeploymentSetGroupNumber: 2,
  DeploymentSetId: 'dps-1',
  Description: 'a web server',
  Eip: {
    Bandwidth: 3,
    BandwidthPackageId: 'bwp-1',
    BillingType: 2,
    ISP: 'BGP',
    ReleaseWithInstance: true,
    SecurityProtectionInstanceId: 7,
    SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
  },
  HostName: 'web',
  HpcClusterId: 'hpcCluster-1',
  ImageId: 'image-1',
  InstanceChargeType: 'PostPaid',
  InstanceName: 'web',
  InstanceTypeId: 'ecs.none',
  KeepImageCredential: true,
  KeyPairName: 'none',
  NetworkInterfaces: [{ SubnetId: 'subnet-1', SecurityGroupIds: ['sg-1', 'sg-2'] }],
  ProjectName: 'shop',
  ScheduledInstance: {
    ScheduledInstanceDescription: 'at night',
    ScheduledInstanceName: 'night',
  },
  SecurityEnhancementStrategy: 'Active',
  SpotPriceLimit: 0.5,
  SpotStrategy: 'SpotWithPriceLimit',
  SuffixIndex: 3,
  Tags: [{ Key: 'k', Value: 'v' }],
  UniqueSuffix: true,
  UserData: 'ZWNobw==',
  Volumes: [
    {
      VolumeType: 'ESSD_PL0',
      Size: 40,
      SnapshotId: 'snap-1',
      DeleteWithInstance: true,
      ExtraPerformanceTypeId: 'IOPS',
      ExtraPerformanceIOPS: 100,
      ExtraPerformanceThroughputMB: 5,
    },
  ],
  VpcId: 'vpc-1',
  ZoneId: 'cn-beijing-a',
};

describe('CreateLaunchTemplate', () => {
  it('makes a template and its first version, and judges no instance', async () => {
    const id = await create('web', {
      ...DATA,
      LaunchTemplateProjectName: 'team',
      LaunchTemplateTags: [{ Key: 'a', Value: 'b' }],
      VersionDescription: 'the first',
    });
    expect(id).toMatch(/^lt-[0-9a-z]{20}$/);
    expect(await listed()).toEqual([
      {
        LaunchTemplateId: id,
        LaunchTemplateName: 'web',
        LaunchTemplateProjectName: 'team',
        LaunchTemplateTags: [{ Key: 'a', Value: 'b' }],
        DefaultVersionNumber: 1,
        LatestVersionNumber: 1,
        CreatedAt: expect.stringMatching(/\+08:00$/),
        UpdatedAt: expect.stringMatching(/\+08:00$/),
      },
    ]);
    expect(await versions({ LaunchTemplateId: id })).toEqual([
      {
        LaunchTemplateId: id,
        VersionNumber: 1,
        VersionDescription: 'the first',
        LaunchTemplateVersionData: DATA,
        CreatedAt: expect.stringMatching(/\+08:00$/),
        UpdatedAt: expect.stringMatching(/\+08:00$/),
      },
    ]);
  });

  it('shows empty values of what was not given', async () => {
    await create('web', { Volumes: [{ Size: 20 }], Eip: { ISP: 'BGP' } });
    const [{ LaunchTemplateVersionData: data }] = await versions({ LaunchTemplateName: 'web' });
    expect(Object.keys(data).sort()).toEqual(Object.keys(DATA).sort());
    expect(data).toMatchObject({
      ImageId: '',
      Tags: [],
      NetworkInterfaces: [],
      Eip: { ISP: 'BGP', BillingType: 0 },
      Volumes: [{ Size: 20, VolumeType: '', DeleteWithInstance: false }],
    });
  });

  it.each([
    '1web',
    '-web',
    '_web',
    'a.b',
    'a b',
    'x'.repeat(129),
  ])('refuses the name [%s]', async (name) => {
    expect(await ecs('CreateLaunchTemplate', { LaunchTemplateName: name })).toMatchObject({
      status: 400,
      code: 'InvalidLaunchTemplateName.Malformed',
    });
  });

  it('refuses a taken name and more than the quota', async () => {
    const id = await create('web');
    await create('模板');
    const named = (LaunchTemplateName: string) =>
      ecs('CreateLaunchTemplate', { LaunchTemplateName });
    expect(await named('web')).toMatchObject({
      status: 400,
      code: 'InvalidLaunchTemplateName.Conflict',
    });
    expect(await named('third')).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.LaunchTemplate',
    });
    await ok('DeleteLaunchTemplate', { LaunchTemplateId: id });
    expect((await named('web')).status).toBe(200);
    expect(
      (await server.as(OTHER).ecs('CreateLaunchTemplate', { LaunchTemplateName: 'web' })).status,
    ).toBe(200);
  });
});

describe('versions', () => {
  it('are numbered one after the other, and a number is not given twice', async () => {
    const id = await create('web');
    expect(await addVersion(id, { ImageId: 'image-2' })).toBe(2);
    const by = await ok('CreateLaunchTemplateVersion', { LaunchTemplateName: 'web' });
    expect(by.LaunchTemplateVersionNumber).toBe(3);
    expect(await ecs('CreateLaunchTemplateVersion', { LaunchTemplateId: id })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.LaunchTemplateVersion',
    });
    await ok('DeleteLaunchTemplateVersion', { LaunchTemplateId: id, DeleteVersions: [3, 2] });
    expect(await listed()).toMatchObject([{ DefaultVersionNumber: 1, LatestVersionNumber: 1 }]);
    expect(await addVersion(id)).toBe(4);
    expect(await listed()).toMatchObject([{ DefaultVersionNumber: 1, LatestVersionNumber: 4 }]);
    expect(await numbers({ LaunchTemplateId: id })).toEqual([1, 4]);
  });

  it('are found by number, as the default one, and of all templates', async () => {
    const web = await create('web');
    const db = await create('db');
    await addVersion(web);
    await ok('ModifyTemplateDefaultVersion', {
      LaunchTemplateName: 'web',
      DefaultVersionNumber: 2,
    });
    const web2 = { LaunchTemplateId: web };
    expect(await numbers({ ...web2, LaunchTemplateVersions: [1, 9] })).toEqual([1]);
    expect(await numbers({ ...web2, DefaultVersion: true })).toEqual([2]);
    expect(await numbers({ ...web2, DefaultVersion: false })).toEqual([1, 2]);
    expect(await numbers({ LaunchTemplateName: 'none' })).toEqual([]);
    expect(await versions({ DefaultVersion: true })).toHaveLength(2);
    expect(await numbers({ PageNumber: 1, PageSize: 30 })).toHaveLength(3);
    expect(await numbers({ LaunchTemplateId: db })).toEqual([1]);
    const others = await server.as(OTHER).ok('ecs', 'DescribeLaunchTemplateVersions', {});
    expect(others.LaunchTemplateVersions).toEqual([]);
  });

  it('are those of one template by the name that Terraform has for its id', async () => {
    const web = await create('web');
    await create('db');
    const shown = await versions({ launch_template_id: web, PageSize: 30, PageNumber: 1 });
    expect(shown).toMatchObject([{ LaunchTemplateId: web, VersionNumber: 1 }]);
  });

  it('have pages', async () => {
    const id = await create('web');
    await addVersion(id);
    await addVersion(id);
    const first = await ok('DescribeLaunchTemplateVersions', { MaxResults: 2 });
    expect(first.LaunchTemplateVersions).toHaveLength(2);
    const { NextToken } = first;
    expect(await numbers({ MaxResults: 2, NextToken })).toEqual([3]);
  });

  it('are not deleted when one is the default one, or is not there', async () => {
    const id = await create('web');
    await addVersion(id);
    const remove = (...DeleteVersions: number[]) =>
      ecs('DeleteLaunchTemplateVersion', { LaunchTemplateId: id, DeleteVersions });
    expect(await remove(2, 1)).toMatchObject({
      status: 400,
      code: 'InvalidLaunchTemplateVersion.DefaultVersion',
    });
    expect(await remove(2, 3)).toMatchObject({
      status: 404,
      code: 'InvalidLaunchTemplateVersion.NotFound',
    });
    expect(await numbers({ LaunchTemplateId: id })).toEqual([1, 2]);
    expect((await remove(2, 2)).status).toBe(200);
    expect(
      await ecs('ModifyTemplateDefaultVersion', { LaunchTemplateId: id, DefaultVersionNumber: 2 }),
    ).toMatchObject({ status: 404, code: 'InvalidLaunchTemplateVersion.NotFound' });
  });
});

describe('a template', () => {
  it('is named by its id, its name or both', async () => {
    const LaunchTemplateId = await create('web');
    expect(await ecs('CreateLaunchTemplateVersion', {})).toMatchObject({
      status: 400,
      code: 'MissingParameter.LaunchTemplateId',
    });
    const both = { LaunchTemplateId, LaunchTemplateName: 'db' };
    expect(await ecs('DeleteLaunchTemplate', both)).toMatchObject({
      status: 404,
      code: 'InvalidLaunchTemplate.NotFound',
    });
    expect(await server.as(OTHER).ecs('DeleteLaunchTemplate', { LaunchTemplateId })).toMatchObject({
      status: 404,
    });
    expect(await ok('DeleteLaunchTemplate', { LaunchTemplateName: 'web' })).toEqual({
      LaunchTemplateId,
    });
    expect(await versions()).toEqual([]);
  });

  it('is found by ids, names, project and tags, by tokens and by page numbers', async () => {
    const web = await create('web', { LaunchTemplateProjectName: 'team' });
    const db = await create('db', { LaunchTemplateTags: [{ Key: 'a', Value: 'b' }] });
    const found = async (input: Input) =>
      (await listed(input)).map((each: { LaunchTemplateId: string }) => each.LaunchTemplateId);
    expect(await found({ LaunchTemplateIds: [web] })).toEqual([web]);
    expect(await found({ LaunchTemplateNames: ['db'] })).toEqual([db]);
    expect(await found({ LaunchTemplateProjectName: 'team' })).toEqual([web]);
    expect(await found({ TagFilters: [{ Key: 'a', Values: ['b'] }] })).toEqual([db]);
    expect(await found({ PageNumber: 2, PageSize: 1 })).toHaveLength(1);
    await ok('TagResources', {
      ResourceType: 'launchtemplate',
      ResourceIds: [web],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await found({ TagFilters: [{ Key: 'a' }] })).toHaveLength(2);
  });
});
