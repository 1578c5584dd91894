import { madeInstance, scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { ebs, madePolicy, madeSnapshot, madeSnapshotGroup, madeVolume } from '../support/volume.ts';

const onInstance = async (server: TestServer) => {
  const InstanceId = await madeInstance(server, await scene(server));
  return { InstanceId, VolumeId: await madeVolume(server, { InstanceId }) };
};

/** The removals of volumes, snapshots, their groups and policies. */
export const EBS_REMOVALS = {
  'storage_ebs DeleteVolume': {
    again: '404 VolumeNotFound',
    stage: async (server: TestServer) => ({ VolumeId: await madeVolume(server) }),
  },
  'storage_ebs DetachVolume': { again: '403 IncorrectDiskStatus', stage: onInstance },
  'storage_ebs DeleteSnapshot': {
    again: '404 SnapshotNotFound',
    stage: async (server: TestServer) => ({
      SnapshotId: await madeSnapshot(server, await madeVolume(server)),
    }),
  },
  'storage_ebs DeleteSnapshotGroup': {
    again: '404 SnapshotGroupNotFound',
    stage: async (server: TestServer) => ({
      SnapshotGroupId: await madeSnapshotGroup(server, (await onInstance(server)).VolumeId),
    }),
  },
  'storage_ebs DeleteAutoSnapshotPolicy': {
    again: '404 AutoSnapshotPolicyNotFound',
    stage: async (server: TestServer) => ({ AutoSnapshotPolicyId: await madePolicy(server) }),
  },
  'storage_ebs DeleteTags': {
    again: 'done',
    async stage(server: TestServer) {
      const volume = { ResourceType: 'volume', ResourceIds: [await madeVolume(server)] };
      await ebs(server, 'CreateTags', { ...volume, Tags: [{ Key: 'k' }] });
      return { ...volume, TagKeys: ['k'] };
    },
  },
} as const;
