import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import type { Reader } from '#store/store.ts';
import { volumeStatuses } from '../volume/rows.ts';

/** A snapshot as both Describe actions answer it. Source: the SDK's types. */
export const snapshotResult = () =>
  z.object({
    SnapshotId: z.string(),
    SnapshotName: z.string(),
    Description: z.string(),
    Status: z.string(),
    /** Percent. */
    Progress: z.int(),
    SnapshotType: z.string(),
    SnapshotGroupId: z.string(),
    VolumeId: z.string(),
    VolumeName: z.string(),
    VolumeKind: z.string(),
    VolumeType: z.string(),
    /** GiB. */
    VolumeSize: z.int(),
    /** '' when the volume is gone. */
    VolumeStatus: z.string(),
    ZoneId: z.string(),
    ImageId: z.string(),
    InstantAccess: z.boolean(),
    Shared: z.boolean(),
    /** Days, 0 for ever. */
    RetentionDays: z.int(),
    ProjectName: z.string(),
    CreationTime: z.string(),
    Tags: z.array(tagResult()),
  });

export type SnapshotView = z.infer<ReturnType<typeof snapshotResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSnapshots(
  tx: Reader,
  rows: readonly SnapshotRow[],
): Promise<SnapshotView[]> {
  const volumes = await volumeStatuses(
    tx,
    rows.map(({ volume_id }) => volume_id),
  );
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    SnapshotId: row.id,
    SnapshotName: row.name,
    Description: row.description,
    Status: row.status,
    Progress: row.status === 'creating' ? 0 : 100,
    // Nobody else shares any, and none is taken automatically.
    SnapshotType: 'user',
    SnapshotGroupId: row.snapshot_group_id,
    VolumeId: row.volume_id,
    VolumeName: row.volume_name,
    VolumeKind: row.volume_kind,
    VolumeType: row.volume_type,
    VolumeSize: row.volume_size,
    VolumeStatus: volumes.get(row.volume_id) ?? '',
    ZoneId: row.zone_id,
    ImageId: '',
    InstantAccess: false,
    Shared: false,
    RetentionDays: row.retention_days,
    ProjectName: row.project_name,
    CreationTime: beijing(row.created_at),
    Tags: tags.get(row.id) ?? [],
  }));
}
