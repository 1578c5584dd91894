import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeInstance, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const LONG_MS = 600_000;
const NONE = 'image-none';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({
    transitions: 'manual',
    world: worldOfTwo({ quotas: { Images: 3 } }),
  });
  here = await scene(server);
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ecs = (action: string, input: Input) => server.client.ecs(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('ecs', action, input);
const settle = () => server.advance(LONG_MS);
const other = () => server.as(OTHER);
const otherAccount = () => server.world.accounts.find(({ keys }) => keys.includes(OTHER))?.id ?? '';

/** An image that is creating. */
const begun = async (more: Input = {}): Promise<string> => {
  const InstanceId = await madeInstance(server, here);
  return (await ok('CreateImage', { InstanceId, ImageName: 'own', ...more })).ImageId;
};
/** An available image. */
const made = async (more: Input = {}): Promise<string> => {
  const ImageId = await begun(more);
  await settle();
  return ImageId;
};
const imported = async (more: Input = {}): Promise<string> => {
  const input = {
    ImageName: 'file',
    Platform: 'Ubuntu',
    Url: 'https://bucket/file.qcow2',
    ...more,
  };
  const { ImageId } = await ok('ImportImage', input);
  await settle();
  return ImageId;
};
const image = async (ImageId: string) =>
  (await ok('DescribeImages', { ImageIds: [ImageId] })).Images[0];
const tasksOf = async (ImageId: string) =>
  (await ok('DescribeTasks', { ResourceIds: [ImageId] })).Tasks;
const deleted = async (...ImageIds: string[]) =>
  (await ok('DeleteImages', { ImageIds })).OperationDetails;

describe('CreateImage', () => {
  it('makes an image of an instance: creating, then available, and a task tells of it', async () => {
    const id = await begun({
      Description: 'a web server',
      ProjectName: 'team',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(id).toMatch(/^image-[0-9a-z]{20}$/);
    expect(await image(id)).toMatchObject({
      ImageId: id,
      ImageName: 'own',
      Description: 'a web server',
      Status: 'creating',
      Visibility: 'private',
      ShareStatus: '',
      ImageOwnerId: server.world.accounts[0]?.id,
      ProjectName: 'team',
      Tags: [{ Key: 'k', Value: 'v' }],
      OsName: 'Debian 12 64 bit',
      OsType: 'Linux',
      Platform: 'Debian',
      PlatformVersion: '12',
      Size: 40,
      VirtualSize: 40,
      DetectionResults: { DetectionStatus: 'Processing', Items: [] },
    });
    const [task] = await tasksOf(id);
    expect(task).toMatchObject({ Status: 'Running', ResourceId: id, Process: 0, EndAt: '' });
    await settle();
    expect(await image(id)).toMatchObject({
      Status: 'available',
      DetectionResults: { DetectionStatus: 'Finished' },
    });
    const [ended] = (await ok('DescribeTasks', { TaskIds: [task.Id] })).Tasks;
    expect(ended).toMatchObject({ Type: 'CreateImage', Status: 'Succeeded', Process: 100 });
    expect(ended.EndAt).toMatch(/\+08:00$/);
    expect((await ok('DescribeTasks', { ResourceId: 'image-none' })).Tasks).toEqual([]);
  });

  it('wants an instance of the caller, RUNNING or STOPPED', async () => {
    const InstanceId = await madeInstance(server, here);
    const code = async (input: Input, client = server.client) =>
      (await client.ecs('CreateImage', { ImageName: 'own', ...input })).code;
    expect(await code({})).toBe('MissingParameter.InstanceId');
    expect(await code({ InstanceId: 'i-none' })).toBe('InvalidInstance.NotFound');
    expect(await code({ InstanceId }, other())).toBe('InvalidInstance.NotFound');
    expect(await code({ InstanceId, CreateWholeImage: true })).toBe('InvalidParameter');
    await ok('StopInstance', { InstanceId });
    expect(await code({ InstanceId })).toBe('InvalidInstanceStatus');
    await settle();
    expect(await code({ InstanceId, NeedDetection: false })).toBe('');
  });

  it('makes one of a snapshot of a system volume', async () => {
    const InstanceId = await madeInstance(server, here);
    const volumes = async (Kind: string) =>
      (await server.client.ok('storage_ebs', 'DescribeVolumes', { InstanceId, Kind })).Volumes;
    const [system] = await volumes('system');
    const snapshot = await server.client.ok('storage_ebs', 'CreateSnapshot', {
      VolumeId: system.VolumeId,
      SnapshotName: 'snap',
    });
    const input = { ...snapshot, ImageName: 'own' };
    expect((await ecs('CreateImage', input)).code).toBe('InvalidSnapshotStatus');
    await settle();
    const { ImageId } = await ok('CreateImage', input);
    await settle();
    expect(await image(ImageId)).toMatchObject({
      OsName: 'Debian 12 64 bit',
      Size: 40,
      Snapshots: [{ ...snapshot, Size: 40, VolumeKind: 'system' }],
    });
    expect((await ecs('CreateImage', { ...input, InstanceId })).code).toBe('InvalidArgument');
    expect((await ecs('CreateImage', { ...input, SnapshotId: 'snap-none' })).code).toBe(
      'InvalidSnapshot.NotFound',
    );
    await ok('DeleteImages', { ImageIds: [ImageId], DeleteBindedSnapshots: true });
    const left = await server.client.ok('storage_ebs', 'DescribeSnapshots', {});
    expect(left.Snapshots).toEqual([]);
  });

  it('makes none of a snapshot of a data volume', async () => {
    const Volumes = [{ Size: 40 }, { Size: 20 }];
    const [InstanceId] = (await ok('RunInstances', runInput(here, { Volumes }))).InstanceIds;
    await settle();
    const asked = { InstanceId, Kind: 'data' };
    const [data] = (await server.client.ok('storage_ebs', 'DescribeVolumes', asked)).Volumes;
    const { SnapshotId } = await server.client.ok('storage_ebs', 'CreateSnapshot', {
      VolumeId: data.VolumeId,
      SnapshotName: 'snap',
    });
    await settle();
    expect((await ecs('CreateImage', { SnapshotId, ImageName: 'own' })).code).toBe(
      'InvalidArgument',
    );
  });

  it.each(['1own', '-own', 'a b', 'x'.repeat(129)])('refuses the name [%s]', async (ImageName) => {
    const input = { InstanceId: 'i-none', ImageName };
    expect((await ecs('CreateImage', input)).code).toBe('InvalidImageName.Malformed');
  });

  it('refuses more than the quota, until one is deleted', async () => {
    const [first = ''] = [await imported(), await imported(), await imported()];
    const InstanceId = await madeInstance(server, here);
    const input = { InstanceId, ImageName: 'own' };
    expect(await ecs('CreateImage', input)).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.Image',
    });
    await deleted(first);
    expect((await ecs('CreateImage', input)).status).toBe(200);
  });
});

describe('ImportImage', () => {
  it('records what is said of the file', async () => {
    const id = await imported({
      Architecture: 'arm64',
      BootMode: 'UEFI',
      LicenseType: 'BYOL',
      PlatformVersion: '24.04',
      NeedDetection: false,
    });
    expect(await image(id)).toMatchObject({
      Status: 'available',
      Architecture: 'arm64',
      BootMode: 'UEFI',
      LicenseType: 'BYOL',
      OsType: 'Linux',
      OsName: 'Ubuntu 24.04 64 bit',
      Platform: 'Ubuntu',
      PlatformVersion: '24.04',
      DetectionResults: { DetectionStatus: '' },
    });
    expect(await tasksOf(id)).toMatchObject([{ Type: 'ImportImage', Status: 'Succeeded' }]);
  });

  it('gives ARM images UEFI only', async () => {
    const input = { ImageName: 'file', Platform: 'Ubuntu', Url: 'x', Architecture: 'arm64' };
    expect(await ecs('ImportImage', { ...input, BootMode: 'BIOS' })).toMatchObject({
      status: 400,
      code: 'InvalidBootMode.Malformed',
    });
  });
});

describe('an own image', () => {
  it('starts instances, which keep their system when it is gone', async () => {
    const ImageId = await imported({
      ImageName: 'win',
      Platform: 'Windows Server',
      OsType: 'Windows',
    });
    const [InstanceId] = (await ok('RunInstances', runInput(here, { ImageId }))).InstanceIds;
    await settle();
    const shown = async () =>
      (await ok('DescribeInstances', { InstanceIds: [InstanceId] })).Instances[0];
    const windows = { ImageId, OsType: 'Windows', OsName: 'Windows Server 64 bit' };
    expect(await shown()).toMatchObject(windows);
    expect(await deleted(ImageId)).toEqual([{ ImageId }]);
    expect(await shown()).toMatchObject(windows);
    const long = 'sixteen-letters-';
    expect(
      await ecs('ModifyInstanceAttribute', { InstanceId, Hostname: `${long}x` }),
    ).toMatchObject({ code: 'InvalidHostname.Malformed' });
    const again = (await ok('CreateImage', { InstanceId, ImageName: 'again' })).ImageId;
    expect(await image(again)).toMatchObject({ OsType: 'Windows', OsName: windows.OsName });
  });

  it('is put on an instance, and a public one again', async () => {
    const InstanceId = await madeInstance(server, here);
    const put = async (ImageId: string) => {
      await ok('ReplaceSystemVolume', { InstanceId, ImageId, KeepImageCredential: true });
      await settle();
      return (await ok('DescribeInstances', { InstanceIds: [InstanceId] })).Instances[0];
    };
    const own = await imported({ Platform: 'CentOS', PlatformVersion: '7' });
    expect(await put(own)).toMatchObject({ ImageId: own, OsName: 'CentOS 7 64 bit' });
    const debian = 'image-debian12x64tenon00';
    expect(await put(debian)).toMatchObject({ ImageId: debian, OsName: 'Debian 12 64 bit' });
  });

  it('starts none while it is creating, nor one of another account', async () => {
    const ImageId = await begun();
    expect(await ecs('RunInstances', runInput(here, { ImageId }))).toMatchObject({
      status: 400,
      code: 'InvalidImageStatus',
    });
    await settle();
    expect((await other().ecs('RunInstances', runInput(here, { ImageId }))).code).toBe(
      'InvalidImage.NotFound',
    );
    const types = await ok('DescribeInstanceTypes', { ImageId });
    expect(types.TotalCount).toBe(server.world.instanceTypes.length);
    expect((await other().ok('ecs', 'DescribeInstanceTypes', { ImageId })).TotalCount).toBe(0);
  });
});

describe('DescribeImages', () => {
  it('finds public, own and shared images by what they are', async () => {
    const own = await made({ Tags: [{ Key: 'k', Value: 'v' }], ProjectName: 'team' });
    const creating = await begun({ ImageName: 'later' });
    const found = async (input: Input, client = server.client) =>
      (await client.ok('ecs', 'DescribeImages', { MaxResults: 100, ...input })).Images.map(
        (each: { ImageId: string }) => each.ImageId,
      );
    const world = server.world.images.map(({ id }) => id);
    expect(await found({})).toEqual([...world, own].sort());
    expect(await found({ Visibility: 'public' })).toEqual(world.toSorted());
    expect(await found({ Visibility: 'private' })).toEqual([own]);
    expect(await found({ Visibility: 'shared' })).toEqual([]);
    expect(await found({ Status: ['creating'] })).toEqual([creating]);
    expect(await found({ ImageStatus: 'creating' })).toEqual([creating]);
    expect(await found({ ImageIds: [creating] })).toEqual([creating]);
    expect(await found({ ProjectName: 'team' })).toEqual([own]);
    expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([own]);
    expect(await found({ TagFilters: [{ Key: 'k', Values: ['w'] }] })).toEqual([]);
    expect(await found({ ImageName: 'OW', Visibility: 'private' })).toEqual([own]);
    expect(await found({ Visibility: 'private' }, other())).toEqual([]);
  });
});

describe('sharing', () => {
  it('lets another account see an image and start from it', async () => {
    const ImageId = await made();
    const AccountId = otherAccount();
    await ok('ModifyImageSharePermission', { ImageId, AddAccounts: [AccountId, AccountId, '42'] });
    expect(await ok('DescribeImageSharePermission', { ImageId })).toEqual({
      ImageId,
      Accounts: [AccountId, '42'].sort().map((id) => ({ AccountId: id })),
      NextToken: '',
      TotalCount: 2,
    });
    expect((await image(ImageId)).ShareStatus).toBe('HasShared');
    const [seen] = (await other().ok('ecs', 'DescribeImages', { Visibility: 'shared' })).Images;
    expect(seen).toMatchObject({
      ImageId,
      Visibility: 'shared',
      ImageOwnerId: server.world.accounts[0]?.id,
      ShareStatus: '',
    });
    const there = await scene(server, { client: other() });
    const run = () => other().ecs('RunInstances', runInput(there, { ImageId }));
    expect((await run()).status).toBe(200);
    for (const action of ['DescribeImageSharePermission', 'ModifyImageAttribute', 'DetectImage']) {
      expect(await other().ecs(action, { ImageId })).toMatchObject({
        status: 404,
        code: 'InvalidImage.NotFound',
      });
    }
    expect(await deleted(ImageId)).toMatchObject([{ Error: { Code: 'InvalidImage.Shared' } }]);
    await ok('ModifyImageSharePermission', { ImageId, RemoveAccounts: [AccountId, '42', '43'] });
    expect((await run()).code).toBe('InvalidImage.NotFound');
    expect((await image(ImageId)).ShareStatus).toBe('');
    expect(await deleted(ImageId)).toEqual([{ ImageId }]);
  });

  it('has no use for the owner', async () => {
    const ImageId = await made();
    const AddAccounts = [server.world.accounts[0]?.id];
    expect(await ecs('ModifyImageSharePermission', { ImageId, AddAccounts })).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    });
  });
});

describe('ModifyImageAttribute', () => {
  it('changes what is given', async () => {
    const ImageId = await made({ Description: 'old' });
    await ok('ModifyImageAttribute', { ImageId, ImageName: 'new', BootMode: 'UEFI' });
    expect(await image(ImageId)).toMatchObject({
      ImageName: 'new',
      Description: 'old',
      BootMode: 'UEFI',
    });
    await ok('ModifyImageAttribute', { ImageId, Description: '' });
    expect((await image(ImageId)).Description).toBe('');
  });

  it.each([
    [{ ImageName: '1' }, 'InvalidImageName.Malformed'],
    [{ Description: 'x'.repeat(256) }, 'InvalidDescription.Malformed'],
    [{ BootMode: 'Legacy' }, 'InvalidBootMode.Malformed'],
    [{ ImageId: 'image-debian12x64tenon00' }, 'InvalidImage.NotFound'],
    [{ ImageId: '' }, 'MissingParameter.ImageId'],
  ])('refuses %o', async (input, code) => {
    const ImageId = await made();
    expect(await ecs('ModifyImageAttribute', { ImageId, ...input })).toMatchObject({ code });
  });

  it('refuses BIOS of an ARM image, and any change while it is creating', async () => {
    const ImageId = await imported({ Architecture: 'arm64' });
    expect((await ecs('ModifyImageAttribute', { ImageId, BootMode: 'BIOS' })).code).toBe(
      'InvalidBootMode.Malformed',
    );
    const creating = await begun();
    expect((await ecs('ModifyImageAttribute', { ImageId: creating })).code).toBe(
      'InvalidImageStatus',
    );
  });
});

describe('CopyImage', () => {
  it('makes an image of its own in another region', async () => {
    const source = await made({
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    const { ImageId } = await ok('CopyImage', {
      ImageId: source,
      DestinationRegion: 'cn-shanghai',
      ImageName: 'copy',
      CopyImageTags: true,
      Tags: [{ Key: 'a', Value: '3' }],
    });
    expect(await deleted(source)).toMatchObject([
      { Error: { Code: 'OperationDenied.ImageIsCopying' } },
    ]);
    await settle();
    const [key] = server.world.accounts[0]?.keys ?? [];
    if (key === undefined) throw new Error('the account has a key');
    const there = server.as(key, 'cn-shanghai');
    const [copy] = (await there.ok('ecs', 'DescribeImages', { ImageIds: [ImageId] })).Images;
    expect(copy).toMatchObject({
      ImageName: 'copy',
      Status: 'available',
      Size: 40,
      OsName: 'Debian 12 64 bit',
      Tags: [
        { Key: 'a', Value: '3' },
        { Key: 'b', Value: '2' },
      ],
    });
    const { Tasks } = await there.ok('ecs', 'DescribeTasks', { ResourceIds: [ImageId] });
    expect(Tasks).toMatchObject([{ Type: 'CopyImage', Status: 'Succeeded' }]);
    expect(await image(ImageId)).toBeUndefined();
    expect(await deleted(source)).toEqual([{ ImageId: source }]);
  });

  it('refuses an unknown region, and an image that is not the caller’s', async () => {
    const ImageId = await made();
    const to = { ImageName: 'copy', DestinationRegion: 'cn-nowhere' };
    expect((await ecs('CopyImage', { ImageId, ...to })).code).toBe('InvalidRegion.NotFound');
    expect((await ecs('CopyImage', { ImageId: NONE, ...to })).code).toBe('InvalidImage.NotFound');
  });
});

describe('ExportImage', () => {
  it('is a task, and the image stays available', async () => {
    const ImageId = await made();
    const input = { ImageId, TOSBucket: 'bucket', TOSPrefix: 'images/' };
    const { TaskId } = await ok('ExportImage', input);
    expect((await image(ImageId)).Status).toBe('available');
    expect((await ecs('ExportImage', input)).code).toBe('OperationDenied.ImageIsExporting');
    expect(await deleted(ImageId)).toMatchObject([
      { Error: { Code: 'OperationDenied.ImageIsExporting' } },
    ]);
    await settle();
    expect((await ok('DescribeTasks', { TaskIds: [TaskId] })).Tasks).toMatchObject([
      { Id: TaskId, Type: 'ExportImage', Status: 'Succeeded', ResourceId: ImageId },
    ]);
    expect(await deleted(ImageId)).toEqual([{ ImageId }]);
    expect(await tasksOf(ImageId)).toEqual([]);
  });
});

describe('DeleteImages', () => {
  it('answers for each image', async () => {
    const own = await made();
    const creating = await begun();
    const failed = (ImageId: string, Code: string, Message: string) => ({
      ImageId,
      Error: { Code, Message },
    });
    const wrong = 'The specified image is not in the correct status for the request.';
    const absent = 'The specified image does not exist.';
    const debian = 'image-debian12x64tenon00';
    expect(await deleted(own, creating, debian, own)).toEqual([
      { ImageId: own },
      failed(creating, 'InvalidImageStatus', wrong),
      failed(debian, 'InvalidImage.NotFound', absent),
    ]);
    expect(await deleted(own)).toEqual([failed(own, 'InvalidImage.NotFound', absent)]);
  });
});

it('finds nothing wrong with an image, and installs nothing with it', async () => {
  const ImageId = await made({ NeedDetection: false });
  await ok('DetectImage', { ImageId });
  expect((await image(ImageId)).DetectionResults.DetectionStatus).toBe('Finished');
  expect(await ok('RepairImage', { ImageId })).toEqual({});
  const packages = { InstanceTypeFamily: 'ecs.g3i' };
  expect(await ok('DescribeAutoInstallPackages', { ImageId, ...packages })).toEqual({
    Packages: [],
  });
  expect((await ecs('DescribeAutoInstallPackages', { ImageId: NONE, ...packages })).code).toBe(
    'InvalidImage.NotFound',
  );
});

it('bears tags', async () => {
  const ImageId = await made();
  const Tags = [{ Key: 'k', Value: 'v' }];
  await ok('CreateTags', { ResourceType: 'image', ResourceIds: [ImageId], Tags });
  expect((await image(ImageId)).Tags).toEqual(Tags);
  await deleted(ImageId);
  expect((await ok('DescribeTags', { ResourceType: 'image' })).TagResources).toEqual([]);
});
