import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let VolumeId: string;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
  const input = { VolumeName: 'v', VolumeType: 'ESSD_PL0', Size: 20, ZoneId: 'cn-beijing-a' };
  VolumeId = (await ok('CreateVolume', input)).VolumeId;
});
afterEach(() => server.close());

const ebs = (action: string, input: Record<string, unknown>) =>
  server.client.call('storage_ebs', action, input);
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('storage_ebs', action, input);

const ofVolume = () => ({ ResourceType: 'volume', ResourceIds: [VolumeId] });

it('are given, listed and taken', async () => {
  const Tags = [{ Key: 'a', Value: '1' }, { Key: 'b' }];
  const { OperationDetails } = await ok('CreateTags', {
    ...ofVolume(),
    ResourceIds: [VolumeId, 'vol-none'],
    Tags,
  });
  expect(OperationDetails).toEqual([
    { ResourceId: VolumeId },
    {
      ResourceId: 'vol-none',
      Error: { Code: 'VolumeNotFound', Message: 'The volume is not found.' },
    },
  ]);
  const tag = (TagKey: string, TagValue: string) => ({
    ResourceId: VolumeId,
    ResourceType: 'volume',
    TagKey,
    TagValue,
  });
  expect(await ok('DescribeTags', ofVolume())).toEqual({
    TagResources: [tag('a', '1'), tag('b', '')],
    PageNumber: 1,
    PageSize: 15,
    TotalCount: 2,
  });
  const second = await ok('DescribeTags', { ...ofVolume(), PageNumber: 2, PageSize: 1 });
  expect(second.TagResources).toEqual([tag('b', '')]);
  const filtered = { ...ofVolume(), TagFilters: [{ Key: 'a', Values: ['2'] }] };
  expect((await ok('DescribeTags', filtered)).TagResources).toEqual([]);
  const found = await ok('DescribeVolumes', { TagFilters: [{ Key: 'a', Values: ['1'] }] });
  expect(found.Volumes).toMatchObject([{ VolumeId }]);
  await ok('DeleteTags', { ...ofVolume(), TagKeys: ['a', 'none'] });
  expect((await ok('DescribeTags', ofVolume())).TagResources).toEqual([tag('b', '')]);
});

it('are refused to what is not there or is somebody else’s', async () => {
  const missing = { ResourceIds: ['x'], TagKeys: ['a'] };
  for (const [ResourceType, code] of [
    ['volume', 'VolumeNotFound'],
    ['snapshot', 'SnapshotNotFound'],
    ['snapshotgroup', 'SnapshotGroupNotFound'],
    ['snapshotpolicy', 'AutoSnapshotPolicyNotFound'],
  ]) {
    expect(await ebs('DeleteTags', { ResourceType, ...missing })).toMatchObject({ code });
  }
  const theirs = server
    .as(OTHER)
    .call('storage_ebs', 'DeleteTags', { ...ofVolume(), TagKeys: ['a'] });
  expect(await theirs).toMatchObject({ code: 'VolumeNotFound' });
});

it('are refused with a reserved key, and beyond the limit', async () => {
  const give = (Tags: readonly object[]) => ebs('CreateTags', { ...ofVolume(), Tags });
  expect(await give([{ Key: 'volc:a' }])).toMatchObject({ status: 400 });
  for (let n = 0; n < 50; n += 10) {
    await give(Array.from({ length: 10 }, (_, at) => ({ Key: `k${n + at}` })));
  }
  const { result } = await give([{ Key: 'more' }]);
  expect(result.OperationDetails[0].Error).toMatchObject({ Code: 'TagLimitExceeded' });
});

it('stay with a volume that moves between projects', async () => {
  const accountId = server.world.defaultAccountId;
  const moved = await server.client.call('iam', 'MoveProjectResource', {
    TargetProjectName: 'one',
    ResourceTrn: [`trn:storage_ebs:cn-beijing:${accountId}:volume/${VolumeId}`],
  });
  expect(moved).toMatchObject({ status: 200 });
  const { Volumes } = await ok('DescribeVolumes', { ProjectName: 'one' });
  expect(Volumes).toMatchObject([{ VolumeId }]);
});
