import { NEW_VOLUME } from '../support/volume.ts';
import { calling, type Step } from './step.ts';

const ebs = calling('storage_ebs');

/** A volume is made, attached, extended, kept in snapshots, detached and deleted. */
export const ebsSteps: Readonly<Record<string, Step>> = {
  async 'volume.create'(stage) {
    const { VolumeId } = await ebs(stage, 'CreateVolume', {
      ...NEW_VOLUME,
      ZoneId: 'cn-beijing-a',
    });
    stage.made.VolumeId = VolumeId;
  },
  'volume.extend': (stage) =>
    ebs(stage, 'ExtendVolume', { VolumeId: stage.made.VolumeId, NewSize: 30 }),
  'volume.create-attached': (stage) =>
    ebs(stage, 'CreateVolume', { ...NEW_VOLUME, InstanceId: stage.made.one }),
  'volume.attach': (stage) =>
    ebs(stage, 'AttachVolume', { VolumeId: stage.made.VolumeId, InstanceId: stage.made.one }),
  'volume.extend-attached': (stage) =>
    ebs(stage, 'ExtendVolume', { VolumeId: stage.made.VolumeId, NewSize: 40 }),
  async 'snapshot.create'(stage) {
    const { SnapshotId } = await ebs(stage, 'CreateSnapshot', {
      VolumeId: stage.made.VolumeId,
      SnapshotName: 'snapshot',
    });
    stage.made.SnapshotId = SnapshotId;
  },
  'snapshot-group.create': (stage) =>
    ebs(stage, 'CreateSnapshotGroup', { VolumeIds: [stage.made.VolumeId] }),
  async 'volume.detach'(stage) {
    const { VolumeId, one } = stage.made;
    await ebs(stage, 'DetachVolume', { VolumeId, InstanceId: one });
  },
  'snapshot.rollback': (stage) =>
    ebs(stage, 'RollbackVolume', {
      VolumeId: stage.made.VolumeId,
      SnapshotId: stage.made.SnapshotId,
    }),
  'volume.delete': (stage) => ebs(stage, 'DeleteVolume', { VolumeId: stage.made.VolumeId }),
};
