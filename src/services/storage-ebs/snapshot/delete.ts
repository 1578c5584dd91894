import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { removeSnapshot } from './remove.ts';
import { ownSnapshot } from './rows.ts';
import { type SnapshotFacts, snapshotExists, snapshotIsDeletable } from './snapshot.rules.ts';

/** The preconditions of DeleteSnapshot: its page's table. */
export const deleteRules: readonly Rule<SnapshotFacts>[] = [snapshotExists, snapshotIsDeletable];

/** Deletes a snapshot, at once. */
export const deleteSnapshot = writeAction({
  name: 'DeleteSnapshot',
  summary: 'delete a snapshot',
  parameters: () => z.object({ SnapshotId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  rules: deleteRules,

  facts: async (tx, { SnapshotId }, context) => ({
    snapshot: await tx.first(ownSnapshot, ownKey(context, SnapshotId)),
  }),

  async change(tx, _, { SnapshotId }) {
    await removeSnapshot(tx, SnapshotId);
    return {};
  },
});
