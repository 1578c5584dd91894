import { afterEach, describe, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;
const ZONE = 'cn-beijing-a';

let server: TestServer;
let web: string;
let VolumeId: string;
afterEach(() => server.close());

const ebs = (action: string, input: Record<string, unknown>) =>
  server.client.call('storage_ebs', action, input);
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('storage_ebs', action, input);

async function start(transitions: 'instant' | 'manual' = 'instant'): Promise<void> {
  server = await startServer({ transitions });
  const at = await scene(server);
  if (transitions === 'manual') await server.advance(LATER);
  web = await madeInstance(server, at);
  VolumeId = await volume({ InstanceId: web });
  if (transitions === 'manual') await server.advance(LATER);
}

const volume = async (more: Record<string, unknown>): Promise<string> =>
  (await ok('CreateVolume', { VolumeName: 'v', VolumeType: 'ESSD_PL0', Size: 20, ...more }))
    .VolumeId;

const taken = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await ok('CreateSnapshot', { VolumeId, SnapshotName: 's', ...more })).SnapshotId;

const show = async (SnapshotId: string) =>
  (await ok('DescribeSnapshots', { SnapshotIds: [SnapshotId] })).Snapshots[0];

describe('a snapshot', () => {
  it('is creating, then available, and shows what it was given', async () => {
    await start('manual');
    const id = await taken({
      SnapshotName: 's.1',
      Description: 'd',
      RetentionDays: 3,
      ProjectName: 'one',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(id).toMatch(/^snap-[a-z0-9]{20}$/);
    const seen = {
      SnapshotName: 's.1',
      Description: 'd',
      RetentionDays: 3,
      ProjectName: 'one',
      SnapshotType: 'user',
      VolumeId,
      VolumeName: 'v',
      VolumeKind: 'data',
      VolumeType: 'ESSD_PL0',
      VolumeSize: 20,
      VolumeStatus: 'attached',
      ZoneId: ZONE,
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    expect(await show(id)).toMatchObject({ ...seen, Status: 'creating', Progress: 0 });
    expect(await ebs('DeleteSnapshot', { SnapshotId: id })).toMatchObject({
      status: 400,
      code: 'IncorrectSnapshotStatus',
      message: 'The status of the snapshot is invalid.',
    });
    await server.advance(LATER);
    expect(await show(id)).toMatchObject({ ...seen, Status: 'available', Progress: 100 });
    const { Volumes } = await ok('DescribeVolumes', { VolumeIds: [VolumeId] });
    expect(Volumes[0].SnapshotCount).toBe(1);
  });

  it.each([
    [{ VolumeId: 'vol-none' }, 404, 'VolumeNotFound'],
    [{ SnapshotName: 'auto1' }, 400, 'InvalidSnapshotName.Malformed'],
    [{ RetentionDays: 0 }, 400, 'InvalidRetentionDays.Malformed'],
  ])('is refused with %o', async (more, status, code) => {
    await start();
    const reply = await ebs('CreateSnapshot', { VolumeId, SnapshotName: 's', ...more });
    expect(reply).toMatchObject({ status, code });
  });

  it('is kept longer, never shorter', async () => {
    await start();
    const SnapshotId = await taken({ RetentionDays: 3 });
    const modify = (more: Record<string, unknown>) =>
      ebs('ModifySnapshotAttribute', { SnapshotId, ...more });
    const shorter = { status: 400, code: 'InvalidRetentionDays.Malformed' };
    expect(await modify({ RetentionDays: 3 })).toMatchObject(shorter);
    expect(await modify({ RetentionDays: 4, SnapshotName: 't' })).toMatchObject({ status: 200 });
    await modify({ Description: 'd' });
    expect(await show(SnapshotId)).toMatchObject({
      RetentionDays: 4,
      SnapshotName: 't',
      Description: 'd',
    });
    const forEver = await taken();
    expect(
      await ebs('ModifySnapshotAttribute', { SnapshotId: forEver, RetentionDays: 9 }),
    ).toMatchObject(shorter);
  });

  it('is deleted at once, and outlives its volume', async () => {
    await start();
    const SnapshotId = await taken();
    await ok('DetachVolume', { VolumeId, InstanceId: web });
    await ok('DeleteVolume', { VolumeId });
    expect(await show(SnapshotId)).toMatchObject({ VolumeId, VolumeStatus: '' });
    await ok('DeleteSnapshot', { SnapshotId });
    expect(await ebs('DeleteSnapshot', { SnapshotId })).toMatchObject({
      status: 404,
      code: 'SnapshotNotFound',
      message: 'The snapshot is not found.',
    });
  });

  it('makes volumes that are as large as it', async () => {
    await start();
    const SnapshotId = await taken();
    const id = await volume({ SnapshotId, ZoneId: ZONE });
    const { Volumes } = await ok('DescribeVolumes', { VolumeIds: [id] });
    expect(Volumes[0]).toMatchObject({ SourceSnapshotId: SnapshotId });
    const small = { VolumeName: 'v', VolumeType: 'ESSD_PL0', Size: 19, ZoneId: ZONE, SnapshotId };
    expect(await ebs('CreateVolume', small)).toMatchObject({ code: 'InvalidSize.Malformed' });
  });

  it('is found by every condition', async () => {
    await start();
    const id = await taken({ ProjectName: 'one', Tags: [{ Key: 'a' }] });
    const other = await taken({ SnapshotName: 'other', VolumeId: await volume({ ZoneId: ZONE }) });
    const found = async (input: Record<string, unknown>) => {
      const { Snapshots } = await ok('DescribeSnapshots', input);
      return Snapshots.map((each: { SnapshotId: string }) => each.SnapshotId);
    };
    expect(await found({})).toEqual([id, other]);
    expect(await found({ VolumeId })).toEqual([id]);
    expect(await found({ SnapshotName: 'other' })).toEqual([other]);
    expect(await found({ ProjectName: 'one', ZoneId: ZONE })).toEqual([id]);
    expect(await found({ TagFilters: [{ Key: 'a' }] })).toEqual([id]);
    expect(await found({ SnapshotStatus: ['available', 'failed'] })).toEqual([id, other]);
    expect(await found({ SnapshotStatus: ['creating'] })).toEqual([]);
    expect(await found({ SnapshotTypes: ['auto', 'share'] })).toEqual([]);
    expect(await found({ SnapshotTypes: ['user'] })).toEqual([id, other]);
    const time = (Key: string, Value: string) => ({ Filter: [{ Key, Value }] });
    expect(await found(time('CreationStartTime', '2020-01-01T00:00Z'))).toEqual([id, other]);
    expect(await found(time('CreationEndTime', '2020-01-01T00:00Z'))).toEqual([]);
    const page = await ok('DescribeSnapshots', { MaxResults: 1 });
    expect(await found({ MaxResults: 1, NextToken: page.NextToken })).toEqual([other]);
    expect(await ebs('DescribeSnapshots', { TagFilters: [{ Key: '' }] })).toMatchObject({
      status: 400,
      code: 'InvalidTagFilterKey.Malformed',
    });
  });

  it('is in the chain of its volume, and takes no room', async () => {
    await start();
    await taken();
    await taken();
    const { SnapshotChains, ...page } = await ok('DescribeSnapshotChains', {
      VolumeIds: [VolumeId],
    });
    expect(page).toEqual({ PageNumber: 1, PageSize: 10, TotalCount: 1 });
    expect(SnapshotChains).toMatchObject([{ VolumeId, SnapshotCount: 2, SnapshotSize: 0 }]);
    const usage = (RegionId: string) => ok('DescribeSnapshotsUsage', { RegionId });
    expect(await usage('cn-beijing')).toEqual({ SnapshotCount: 2, SnapshotSize: 0 });
    expect(await usage('cn-nowhere')).toEqual({ SnapshotCount: 0, SnapshotSize: 0 });
  });
});

describe('RollbackVolume', () => {
  it('has the snapshot rollbacking, while nothing uses the volume', async () => {
    await start('manual');
    const SnapshotId = await taken();
    await server.advance(LATER);
    const roll = (more: Record<string, unknown> = {}) =>
      ebs('RollbackVolume', { VolumeId, SnapshotId, ...more });
    expect(await roll()).toMatchObject({ code: 'IncorrectInstanceStatus' });
    await patchRow(server, 'instance', web, { status: 'STOPPED' });
    expect(await roll({ SnapshotId: 'snap-none' })).toMatchObject({ code: 'SnapshotNotFound' });
    const other = await volume({ ZoneId: ZONE });
    await server.advance(LATER);
    expect(await roll({ VolumeId: other })).toMatchObject({ code: 'SnapshotVolumeMismatch' });
    expect(await roll()).toMatchObject({ status: 200, result: {} });
    expect(await show(SnapshotId)).toMatchObject({ Status: 'rollbacking' });
    expect(await roll()).toMatchObject({ code: 'IncorrectSnapshotStatus' });
    await server.advance(LATER);
    expect(await show(SnapshotId)).toMatchObject({ Status: 'available' });
  });
});

describe('a snapshot group', () => {
  const group = async (more: Record<string, unknown> = {}): Promise<string> =>
    (await ok('CreateSnapshotGroup', { VolumeIds: [VolumeId], ...more })).SnapshotGroupId;
  const shown = async (SnapshotGroupId: string) =>
    (await ok('DescribeSnapshotGroups', { SnapshotGroupIds: [SnapshotGroupId] })).SnapshotGroups[0];

  it('is creating with its snapshots, then available, and goes with them', async () => {
    await start('manual');
    const { Volumes } = await ok('DescribeVolumes', { InstanceId: web });
    const VolumeIds = Volumes.map((each: { VolumeId: string }) => each.VolumeId);
    const id = await group({
      VolumeIds,
      InstanceId: web,
      Name: 'g.1',
      Description: 'd',
      ProjectName: 'one',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(id).toMatch(/^sg-[a-z0-9]{20}$/);
    const seen = {
      Name: 'g.1',
      Description: 'd',
      ProjectName: 'one',
      InstanceId: web,
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    const before = await shown(id);
    expect(before).toMatchObject({ ...seen, Status: 'creating' });
    expect(before.Snapshots).toHaveLength(2);
    expect(await ebs('DeleteSnapshotGroup', { SnapshotGroupId: id })).toMatchObject({
      code: 'IncorrectSnapshotGroupStatus',
    });
    await server.advance(LATER);
    expect(await shown(id)).toMatchObject({
      Status: 'available',
      Snapshots: [{ Status: 'available' }, { Status: 'available' }],
    });
    await ok('ModifySnapshotGroup', { SnapshotGroupId: id, Name: 'g' });
    expect(await shown(id)).toMatchObject({ Name: 'g', Description: 'd' });
    await ok('DeleteSnapshotGroup', { SnapshotGroupId: id });
    expect((await ok('DescribeSnapshots', {})).Snapshots).toEqual([]);
    expect(await ebs('DeleteSnapshotGroup', { SnapshotGroupId: id })).toMatchObject({
      status: 404,
      code: 'SnapshotGroupNotFound',
    });
  });

  it('refuses volumes that are free or on several instances', async () => {
    await start();
    const create = (input: Record<string, unknown>) => ebs('CreateSnapshotGroup', input);
    const free = await volume({ ZoneId: ZONE });
    expect(await create({ VolumeIds: [free] })).toMatchObject({ code: 'IncorrectDiskStatus' });
    expect(await create({ VolumeIds: [VolumeId], InstanceId: 'i-1' })).toMatchObject({
      code: 'InvalidVolumeIds.Malformed',
    });
    expect(await create({ VolumeIds: ['vol-none'] })).toMatchObject({ code: 'VolumeNotFound' });
  });

  it('is found by every condition', async () => {
    await start();
    const id = await group({ Name: 'one', ProjectName: 'one', Tags: [{ Key: 'a' }] });
    const other = await group();
    const found = async (input: Record<string, unknown>) => {
      const { SnapshotGroups } = await ok('DescribeSnapshotGroups', input);
      return SnapshotGroups.map((each: { SnapshotGroupId: string }) => each.SnapshotGroupId);
    };
    expect(await found({ InstanceId: web, Status: ['Available'] })).toEqual([id, other]);
    expect(await found({ Name: 'one' })).toEqual([id]);
    expect(await found({ ProjectName: 'one' })).toEqual([id]);
    expect(await found({ TagFilters: [{ Key: 'a' }] })).toEqual([id]);
    expect(await found({ Status: ['creating'] })).toEqual([]);
    expect(await found({ PageNumber: 2, PageSize: 1 })).toEqual([other]);
  });

  it('brings its volumes back, each to its snapshot', async () => {
    await start('manual');
    const id = await group();
    await server.advance(LATER);
    const [{ SnapshotId }] = (await shown(id)).Snapshots;
    const roll = (more: Record<string, unknown> = {}) =>
      ebs('RollbackSnapshotGroup', {
        SnapshotGroupId: id,
        SnapshotIds: [SnapshotId],
        VolumeIds: [VolumeId],
        ...more,
      });
    expect(await roll()).toMatchObject({ code: 'IncorrectInstanceStatus' });
    await patchRow(server, 'instance', web, { status: 'STOPPED' });
    expect(await roll({ SnapshotIds: ['snap-none'] })).toMatchObject({
      code: 'InvalidSnapshotIds.Malformed',
    });
    expect(await roll({ InstanceId: 'i-none' })).toMatchObject({ code: 'VolumeNotAttached' });
    expect(await roll({ SnapshotGroupId: 'sg-none' })).toMatchObject({
      code: 'SnapshotGroupNotFound',
    });
    expect(await roll()).toMatchObject({ status: 200 });
    expect(await show(SnapshotId)).toMatchObject({ Status: 'rollbacking' });
    expect(await ebs('DeleteSnapshotGroup', { SnapshotGroupId: id })).toMatchObject({
      code: 'IncorrectSnapshotStatus',
    });
    await server.advance(LATER);
    expect(await show(SnapshotId)).toMatchObject({ Status: 'available' });
  });
});
