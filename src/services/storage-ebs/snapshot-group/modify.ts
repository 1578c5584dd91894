import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, text } from '#core/parameters.ts';
import { groupName } from '../names.ts';
import { ownSnapshotGroup } from './rows.ts';
import { groupExists, groupInStatus, type SnapshotGroupFacts } from './snapshot-group.rules.ts';

/** The preconditions of ModifySnapshotGroup; its page's table was not seen. */
export const modifyRules: readonly Rule<SnapshotGroupFacts>[] = [
  groupExists,
  groupInStatus('available', 'failed'),
];

/** Changes a snapshot group's name and description, at once; an absent one stays as it is. */
export const modifySnapshotGroup = writeAction({
  name: 'ModifySnapshotGroup',
  summary: 'change a snapshot group',
  parameters: () =>
    z.object({
      SnapshotGroupId: id(),
      Name: groupName().optional(),
      Description: text(255, 1).optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  facts: async (tx, { SnapshotGroupId }, context) => ({
    group: await tx.first(ownSnapshotGroup, ownKey(context, SnapshotGroupId)),
  }),

  async change(tx, _, input) {
    await tx.update('snapshot_group', input.SnapshotGroupId, {
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
