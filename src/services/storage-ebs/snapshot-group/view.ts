import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { SnapshotGroupRow } from '#store/schema/snapshot.ts';
import type { Reader } from '#store/store.ts';
import { snapshotsOfGroups } from '../snapshot/rows.ts';
import { snapshotResult, viewSnapshots } from '../snapshot/view.ts';

/** A snapshot group as DescribeSnapshotGroups answers it. Source: the SDK's types. */
export const snapshotGroupResult = () =>
  z.object({
    SnapshotGroupId: z.string(),
    Name: z.string(),
    Description: z.string(),
    Status: z.string(),
    InstanceId: z.string(),
    ImageId: z.string(),
    ProjectName: z.string(),
    CreationTime: z.string(),
    Snapshots: z.array(snapshotResult()),
    Tags: z.array(tagResult()),
  });

export type SnapshotGroupView = z.infer<ReturnType<typeof snapshotGroupResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSnapshotGroups(
  tx: Reader,
  rows: readonly SnapshotGroupRow[],
): Promise<SnapshotGroupView[]> {
  const ids = rows.map(({ id }) => id);
  const snapshots = await snapshotsOfGroups(tx, ids);
  const views = await viewSnapshots(tx, [...snapshots.values()].flat());
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    SnapshotGroupId: row.id,
    Name: row.name,
    Description: row.description,
    Status: row.status,
    InstanceId: row.instance_id,
    ImageId: '',
    ProjectName: row.project_name,
    CreationTime: beijing(row.created_at),
    Snapshots: views.filter(({ SnapshotGroupId }) => SnapshotGroupId === row.id),
    Tags: tags.get(row.id) ?? [],
  }));
}
