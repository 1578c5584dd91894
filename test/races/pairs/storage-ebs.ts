import { madeInstance } from '../../support/scene.ts';
import { madePolicy, madeSnapshot, madeVolume, NEW_VOLUME } from '../../support/volume.ts';
import { ask, type Pairs } from './pair.ts';

const ebs = (action: string, input: Record<string, unknown>) => ask('storage_ebs', action, input);

/** Volumes, snapshots and their policies. */
export const EBS_PAIRS: Pairs = {
  'a volume on an instance and the end of the instance': {
    succeed: 'one or both',
    async stage({ server, ...here }) {
      const VolumeId = await madeVolume(server);
      const InstanceId = await madeInstance(server, here);
      return [
        ebs('AttachVolume', { VolumeId, InstanceId }),
        ask('ecs', 'DeleteInstance', { InstanceId }),
      ];
    },
  },
  'a volume made on an instance and the end of the instance': {
    succeed: 'one or both',
    async stage({ server, ...here }) {
      const InstanceId = await madeInstance(server, here);
      return [
        ebs('CreateVolume', { ...NEW_VOLUME, InstanceId }),
        ask('ecs', 'DeleteInstance', { InstanceId }),
      ];
    },
  },
  'a volume on an instance and its end': {
    succeed: 'one',
    async stage({ server, instanceIds: [InstanceId = ''] }) {
      const VolumeId = await madeVolume(server);
      return [ebs('AttachVolume', { VolumeId, InstanceId }), ebs('DeleteVolume', { VolumeId })];
    },
  },
  'a volume on two instances': {
    succeed: 'one',
    async stage({ server, instanceIds: [InstanceId = ''], ...here }) {
      const VolumeId = await madeVolume(server);
      const another = await madeInstance(server, here);
      return [
        ebs('AttachVolume', { VolumeId, InstanceId }),
        ebs('AttachVolume', { VolumeId, InstanceId: another }),
      ];
    },
  },
  'two detaches of a volume': {
    succeed: 'one',
    async stage({ server, instanceIds: [InstanceId = ''] }) {
      const VolumeId = await madeVolume(server, { InstanceId });
      const detach = ebs('DetachVolume', { VolumeId, InstanceId });
      return [detach, detach];
    },
  },
  'a snapshot and the end of its volume': {
    succeed: 'one or both',
    async stage({ server }) {
      const VolumeId = await madeVolume(server);
      return [
        ebs('CreateSnapshot', { VolumeId, SnapshotName: 'snapshot' }),
        ebs('DeleteVolume', { VolumeId }),
      ];
    },
  },
  'a policy of a volume and the end of the policy': {
    succeed: 'one or both',
    async stage({ server }) {
      const VolumeId = await madeVolume(server);
      const AutoSnapshotPolicyId = await madePolicy(server);
      return [
        ebs('ApplyAutoSnapshotPolicy', { AutoSnapshotPolicyId, VolumeIds: [VolumeId] }),
        ebs('DeleteAutoSnapshotPolicy', { AutoSnapshotPolicyId }),
      ];
    },
  },
  'a policy of a volume and the end of the volume': {
    succeed: 'one or both',
    async stage({ server }) {
      const VolumeId = await madeVolume(server);
      const AutoSnapshotPolicyId = await madePolicy(server);
      return [
        ebs('ApplyAutoSnapshotPolicy', { AutoSnapshotPolicyId, VolumeIds: [VolumeId] }),
        ebs('DeleteVolume', { VolumeId }),
      ];
    },
  },
  'a volume of a snapshot and the end of the snapshot': {
    succeed: 'one or both',
    async stage({ server, zoneId: ZoneId }) {
      const SnapshotId = await madeSnapshot(server, await madeVolume(server));
      return [
        ebs('CreateVolume', { ...NEW_VOLUME, ZoneId, SnapshotId }),
        ebs('DeleteSnapshot', { SnapshotId }),
      ];
    },
  },
};
