import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import { removeSnapshotsIn } from '../snapshot/group-hooks.ts';
import { snapshotsIn } from '../snapshot/rows.ts';
import { snapshotIsDeletable } from '../snapshot/snapshot.rules.ts';
import { ownSnapshotGroup } from './rows.ts';
import { groupExists, groupInStatus, type SnapshotGroupFacts } from './snapshot-group.rules.ts';

interface DeleteFacts extends SnapshotGroupFacts {
  readonly each: readonly { readonly snapshot: SnapshotRow | undefined }[];
}

/** The preconditions of DeleteSnapshotGroup, as those of its snapshots. Its table was not seen. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  groupExists,
  groupInStatus('available', 'failed'),
  ...batchRules([snapshotIsDeletable]),
];

/** Deletes a snapshot group with its snapshots, at once. */
export const deleteSnapshotGroup = writeAction({
  name: 'DeleteSnapshotGroup',
  summary: 'delete a snapshot group with its snapshots',
  parameters: () => z.object({ SnapshotGroupId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { SnapshotGroupId }, context) {
    const group = await tx.first(ownSnapshotGroup, ownKey(context, SnapshotGroupId));
    const snapshots = group ? await tx.all(snapshotsIn, { groupId: group.id }) : [];
    return { group, each: snapshots.map((snapshot) => ({ snapshot })) };
  },

  async change(tx, _, { SnapshotGroupId }) {
    await removeSnapshotsIn(tx, SnapshotGroupId);
    await removeTags(tx, SnapshotGroupId);
    await tx.remove('snapshot_group', SnapshotGroupId);
    return {};
  },
});
