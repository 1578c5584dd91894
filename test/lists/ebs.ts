import type { TestServer } from '../support/server.ts';
import { ebs, madeSnapshot, madeVolume } from '../support/volume.ts';

// biome-ignore lint/suspicious/noExplicitAny: a row as any of the lists answers it
type Row = any;

/** The lists of volumes and of what is made of them that have a NextToken. */
export const EBS_LISTS = {
  'storage_ebs DescribeVolumes': {
    rows: 'Volumes',
    id: (row: Row) => row.VolumeId,
    condition: { ZoneId: 'cn-beijing-a' },
    scene: async (server: TestServer) => ({
      add: () => madeVolume(server),
      remove: ({ VolumeId }: Row) => ebs(server, 'DeleteVolume', { VolumeId }),
    }),
  },
  'storage_ebs DescribeSnapshots': {
    rows: 'Snapshots',
    id: (row: Row) => row.SnapshotId,
    condition: { ProjectName: 'default' },
    async scene(server: TestServer) {
      const VolumeId = await madeVolume(server);
      return {
        input: { VolumeId },
        add: () => madeSnapshot(server, VolumeId),
        remove: ({ SnapshotId }: Row) => ebs(server, 'DeleteSnapshot', { SnapshotId }),
      };
    },
  },
};
