import { listsOf } from '#store/lists.ts';
import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, lockingQuery } from '#store/query.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's snapshots, with all columns. */
export const snapshotNow = owned('snapshot');

/** The same, locked: for an action that changes it or what depends on it. */
export const ownSnapshot = ownedToChange('snapshot');

/** The snapshots of a group, the oldest first. Locked. */
export const snapshotsIn = lockingQuery((db, p: { groupId: string }) =>
  db.selectFrom('snapshot').selectAll().where('snapshot_group_id', '=', p.groupId).orderBy('id'),
);

/** The snapshots of each group, the oldest first. */
export function snapshotsOfGroups(
  tx: Reader,
  groupIds: readonly string[],
): Promise<Map<string, SnapshotRow[]>> {
  return listsOf(tx, groupIds, 'snapshot_group_id', snapshotsOfMany);
}

const snapshotsOfMany = listQuery((db, ids) =>
  db
    .selectFrom('snapshot')
    .selectAll()
    .where('snapshot_group_id', 'in', ids)
    .orderBy('snapshot_group_id')
    .orderBy('id'),
);

/** How many snapshots there are of each volume. */
export async function snapshotCounts(
  tx: Reader,
  volumeIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.allOf(countsOfMany, volumeIds);
  return new Map(rows.map(({ volume_id, snapshots }) => [volume_id, snapshots]));
}

const countsOfMany = listQuery((db, ids) =>
  db
    .selectFrom('snapshot')
    .select('volume_id')
    .select((rows) => rows.fn.countAll<number>().as('snapshots'))
    .where('volume_id', 'in', ids)
    .groupBy('volume_id'),
);
