import { NEW_VOLUME } from '../support/volume.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (action: string, input: Record<string, unknown>) => Promise<any>;

/** Calls every action of volumes and snapshots; `ebs` waits for the end of what each began. */
export async function callEbs(ebs: Ask, InstanceId: string): Promise<void> {
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const tagged = { Tags, ProjectName: 'default' };
  const { VolumeId } = await ebs('CreateVolume', {
    ...NEW_VOLUME,
    ...tagged,
    ZoneId: 'cn-beijing-a',
  });
  const on = await ebs('CreateVolume', { ...NEW_VOLUME, InstanceId });
  for (const input of [
    {},
    { VolumeIds: [VolumeId] },
    { InstanceId },
    { TagFilters },
    { VolumeStatus: 'available', Kind: 'data', ProjectName: 'default', MaxResults: 1 },
  ]) {
    await ebs('DescribeVolumes', input);
  }
  await ebs('ExtendVolume', { VolumeId, NewSize: '100' });
  await ebs('ModifyVolumeSpec', { VolumeId, TargetVolumeType: 'ESSD_FlexPL' });
  await ebs('AttachVolume', { VolumeId, InstanceId, DeleteWithInstance: true });
  await ebs('ExtendVolume', { VolumeId, NewSize: '500' });
  await ebs('ModifyVolumeExtraPerformance', { VolumeId, ExtraPerformanceTypeId: 'IOPS' });
  await ebs('ModifyVolumeAttribute', { VolumeId, VolumeName: 'b' });
  const VolumeIds = [VolumeId];
  await ebs('ModifyVolumeChargeType', { VolumeIds, InstanceId, DiskChargeType: 'PostPaid' });
  await ebs('DescribeVolumeType', {});
  const { SnapshotId } = await ebs('CreateSnapshot', {
    VolumeId,
    SnapshotName: 'snapshot',
    ...tagged,
  });
  for (const input of [
    {},
    { SnapshotIds: [SnapshotId] },
    { VolumeId },
    { TagFilters },
    { SnapshotStatus: ['available'], SnapshotName: 'snapshot', MaxResults: 1 },
    { Filter: [{ Key: 'CreationStartTime', Value: '2020-01-01T00:00Z' }] },
  ]) {
    await ebs('DescribeSnapshots', input);
  }
  await ebs('ModifySnapshotAttribute', { SnapshotId, Description: 'b' });
  const { SnapshotGroupId } = await ebs('CreateSnapshotGroup', { VolumeIds, ...tagged });
  for (const input of [
    {},
    { SnapshotGroupIds: [SnapshotGroupId] },
    { TagFilters },
    { Status: ['available'], Name: 'b', InstanceId },
  ]) {
    await ebs('DescribeSnapshotGroups', input);
  }
  await ebs('ModifySnapshotGroup', { SnapshotGroupId, Name: 'b' });
  for (const input of [{}, { VolumeIds }]) await ebs('DescribeSnapshotChains', input);
  await ebs('DescribeSnapshotsUsage', { RegionId: 'cn-beijing' });
  const { AutoSnapshotPolicyId } = await ebs('CreateAutoSnapshotPolicy', {
    AutoSnapshotPolicyName: 'policy',
    TimePoints: ['1'],
    RepeatDays: 1,
    RetentionDays: 7,
    ...tagged,
  });
  const policy = { AutoSnapshotPolicyId, VolumeIds };
  await ebs('ApplyAutoSnapshotPolicy', policy);
  for (const input of [{}, { AutoSnapshotPolicyIds: [AutoSnapshotPolicyId] }, { TagFilters }]) {
    await ebs('DescribeAutoSnapshotPolicy', input);
  }
  await ebs('DescribeVolumes', { VolumeIds });
  await ebs('CancelAutoSnapshotPolicy', policy);
  await ebs('ApplyAutoSnapshotPolicy', policy);
  await ebs('ModifyAutoSnapshotPolicy', { AutoSnapshotPolicyId, RetentionDays: 8 });
  await ebs('DeleteAutoSnapshotPolicy', { AutoSnapshotPolicyId });
  await ebs('DetachVolume', { VolumeId, InstanceId });
  await ebs('ReInitializeVolume', { VolumeId });
  await ebs('RollbackVolume', { VolumeId, SnapshotId });
  const { SnapshotGroups } = await ebs('DescribeSnapshotGroups', {});
  const SnapshotIds = [SnapshotGroups[0].Snapshots[0].SnapshotId];
  await ebs('RollbackSnapshotGroup', { SnapshotGroupId, SnapshotIds, VolumeIds });
  const volumes = { ResourceType: 'volume', ResourceIds: VolumeIds };
  await ebs('CreateTags', { ...volumes, Tags: [{ Key: 'a' }, ...Tags] });
  for (const input of [{}, { TagFilters }]) await ebs('DescribeTags', { ...volumes, ...input });
  await ebs('DeleteTags', { ...volumes, TagKeys: ['a'] });
  const copy = { ...NEW_VOLUME, Size: 500, SnapshotId, ZoneId: 'cn-beijing-a' };
  const { VolumeId: copied } = await ebs('CreateVolume', copy);
  await ebs('DeleteVolume', { VolumeId: copied });
  await ebs('DeleteVolume', { VolumeId });
  await ebs('DeleteSnapshot', { SnapshotId });
  await ebs('DeleteSnapshotGroup', { SnapshotGroupId });
  // This one goes with its instance.
  await ebs('ModifyVolumeAttribute', { VolumeId: on.VolumeId, DeleteWithInstance: true });
}
