import { NEW_VOLUME } from '../support/volume.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (service: string, action: string, input: Record<string, unknown>) => Promise<any>;

/** Makes some volumes, free and on instances, and some of what is made of them. */
export async function furnishEbs(
  ok: Ask,
  instanceIds: readonly string[],
  ZoneId: string,
): Promise<void> {
  const ebs = (action: string, input: Record<string, unknown>) => ok('storage_ebs', action, input);
  for (const InstanceId of instanceIds) {
    const { VolumeId } = await ebs('CreateVolume', { ...NEW_VOLUME, InstanceId });
    await ebs('CreateSnapshot', { VolumeId, SnapshotName: 'snapshot' });
    await ebs('CreateSnapshotGroup', { VolumeIds: [VolumeId] });
    await ebs('CreateVolume', { ...NEW_VOLUME, ZoneId });
    await ebs('CreateAutoSnapshotPolicy', {
      AutoSnapshotPolicyName: 'policy',
      TimePoints: ['1'],
      RepeatDays: 1,
      RetentionDays: 7,
    });
  }
  await ebs('DescribeVolumes', {});
}
