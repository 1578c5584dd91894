import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer, note, text } from '#core/parameters.ts';
import { snapshotName } from '../names.ts';
import { ebsRefusals } from '../refusals.ts';
import { ownSnapshot } from './rows.ts';
import { snapshotExists, snapshotIsDeletable } from './snapshot.rules.ts';

interface ModifyFacts {
  readonly days: number | undefined;
  readonly snapshot:
    | { readonly id: string; readonly status: string; readonly retention_days: number }
    | undefined;
}

/** The preconditions of ModifySnapshotAttribute. Its table was not seen: the order is ours. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  snapshotExists,
  snapshotIsDeletable,
  {
    // "It can only be lengthened." Nothing is longer than for ever, which is 0.
    refusal: ebsRefusals.RetentionTooShort,
    parameter: 'RetentionDays',
    broken: ({ days, snapshot }) =>
      days !== undefined &&
      snapshot &&
      (snapshot.retention_days === 0 || days <= snapshot.retention_days),
    because: ({ days, snapshot }) =>
      `${days ?? 'no'} days are asked for, it has ${snapshot?.retention_days || 'no end'}`,
  },
];

/** Changes a snapshot's name, description and retention, at once; what is absent stays as it is. */
export const modifySnapshotAttribute = writeAction({
  name: 'ModifySnapshotAttribute',
  summary: 'change a snapshot',
  parameters: () =>
    z.object({
      SnapshotId: id(),
      SnapshotName: snapshotName().optional(),
      Description: note(text(255), { keepsEmpty: true }).optional(),
      RetentionDays: integer(1, 65_536).optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  facts: async (tx, { SnapshotId, RetentionDays }, context) => ({
    days: RetentionDays,
    snapshot: await tx.first(ownSnapshot, ownKey(context, SnapshotId)),
  }),

  async change(tx, { snapshot, days }, input) {
    await tx.update('snapshot', input.SnapshotId, {
      ...(input.SnapshotName !== undefined && { name: input.SnapshotName }),
      ...(input.Description !== undefined && { description: input.Description }),
      retention_days: days ?? snapshot?.retention_days ?? 0,
    });
    return {};
  },
});
