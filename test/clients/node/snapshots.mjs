// Snapshots of a volume, alone, in a group and by a policy.
import assert from 'node:assert/strict';
import { until, untilGone, ZONE } from './check.mjs';

export async function snapshots({ call }, { InstanceIds: [InstanceId] }) {
  const ebs = (action, input) => call('storage_ebs', action, input);
  const { VolumeTypes } = await ebs('DescribeVolumeType');
  assert.ok(VolumeTypes.length > 0);
  const { VolumeId } = await ebs('CreateVolume', {
    VolumeName: 'snapshots',
    VolumeType: 'ESSD_PL0',
    Size: 20,
    ZoneId: ZONE,
  });
  const volumes = async () => (await ebs('DescribeVolumes', { VolumeIds: [VolumeId] })).Volumes;
  const volumeIs = (status) => until(status, async () => (await volumes())[0] ?? {});
  await volumeIs('available');
  await ebs('ModifyVolumeAttribute', { VolumeId, VolumeName: 'renamed' });
  assert.equal((await volumeIs('available')).VolumeName, 'renamed');

  const { SnapshotId } = await ebs('CreateSnapshot', { VolumeId, SnapshotName: 'scenario' });
  const listed = async () =>
    (await ebs('DescribeSnapshots', { SnapshotIds: [SnapshotId] })).Snapshots;
  const snapshotIs = () => until('available', async () => (await listed())[0] ?? {});
  const { VolumeSize, Progress } = await snapshotIs();
  assert.deepEqual([VolumeSize, Progress], [20, 100]);
  await ebs('ModifySnapshotAttribute', { SnapshotId, SnapshotName: 'renamed' });
  assert.equal((await snapshotIs()).SnapshotName, 'renamed');
  const { SnapshotChains } = await ebs('DescribeSnapshotChains', { VolumeIds: [VolumeId] });
  assert.equal(SnapshotChains[0].SnapshotCount, 1);
  await ebs('DescribeSnapshotsUsage', { RegionId: 'cn-beijing' });
  await ebs('RollbackVolume', { VolumeId, SnapshotId });
  await volumeIs('available');
  await snapshotIs();
  await ebs('DeleteSnapshot', { SnapshotId });
  await untilGone(listed);

  // A group is of volumes that are attached; they are brought back when nothing uses them.
  await ebs('AttachVolume', { VolumeId, InstanceId });
  await volumeIs('attached');
  const groupOf = await group(ebs, VolumeId);
  await ebs('DetachVolume', { VolumeId, InstanceId });
  await volumeIs('available');
  await groupOf.rollback();
  await volumeIs('available');
  await groupOf.remove();
  await policy(ebs, VolumeId);
  await volumeIs('available');
  await ebs('DeleteVolume', { VolumeId });
  await untilGone(volumes);
}

async function group(ebs, VolumeId) {
  const VolumeIds = [VolumeId];
  const { SnapshotGroupId } = await ebs('CreateSnapshotGroup', { VolumeIds, Name: 'scenario' });
  const listed = async () =>
    (await ebs('DescribeSnapshotGroups', { SnapshotGroupIds: [SnapshotGroupId] })).SnapshotGroups;
  const groupIs = () => until('available', async () => (await listed())[0] ?? {});
  const { Snapshots } = await groupIs();
  assert.deepEqual(
    Snapshots.map((each) => each.VolumeId),
    VolumeIds,
  );
  await ebs('ModifySnapshotGroup', { SnapshotGroupId, Name: 'renamed' });
  assert.equal((await groupIs()).Name, 'renamed');
  const SnapshotIds = Snapshots.map(({ SnapshotId }) => SnapshotId);
  return {
    rollback: () => ebs('RollbackSnapshotGroup', { SnapshotGroupId, SnapshotIds, VolumeIds }),
    async remove() {
      await until('available', async () => (await listed())[0].Snapshots[0]);
      await ebs('DeleteSnapshotGroup', { SnapshotGroupId });
      await untilGone(listed);
    },
  };
}

async function policy(ebs, VolumeId) {
  const { AutoSnapshotPolicyId } = await ebs('CreateAutoSnapshotPolicy', {
    AutoSnapshotPolicyName: 'scenario',
    TimePoints: ['1', '13'],
    RepeatDays: 2,
    RetentionDays: 7,
  });
  const one = { AutoSnapshotPolicyId };
  const listed = async () => {
    const filter = { AutoSnapshotPolicyIds: [AutoSnapshotPolicyId] };
    return (await ebs('DescribeAutoSnapshotPolicy', filter)).AutoSnapshotPolicies;
  };
  const on = { ...one, VolumeIds: [VolumeId] };
  await ebs('ApplyAutoSnapshotPolicy', on);
  await ebs('ModifyAutoSnapshotPolicy', { ...one, RetentionDays: 8 });
  const [{ TimePoints, RepeatDays, RetentionDays, VolumeNums }] = await listed();
  assert.deepEqual(TimePoints, ['1', '13']);
  assert.deepEqual([RepeatDays, RetentionDays, VolumeNums], [2, 8, 1]);
  await ebs('CancelAutoSnapshotPolicy', on);
  await ebs('DeleteAutoSnapshotPolicy', one);
  await untilGone(listed);
}
