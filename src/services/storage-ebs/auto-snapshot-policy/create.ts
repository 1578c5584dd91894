import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { createdAs, policyName } from '../names.ts';
import { repeatsOneWay } from './auto-snapshot-policy.rules.ts';
import { repeatDays, repeatWeekdays, retentionDays, timePoints } from './parameters.ts';

/** The preconditions of CreateAutoSnapshotPolicy; its page's table was not seen. */
export const createRules = [repeatsOneWay(1)];

/** Makes an auto snapshot policy. It is available at once. */
export const createAutoSnapshotPolicy = writeAction({
  name: 'CreateAutoSnapshotPolicy',
  summary: 'create an auto snapshot policy',
  parameters: () =>
    z.object({
      AutoSnapshotPolicyName: policyName(),
      TimePoints: timePoints(),
      RepeatWeekdays: repeatWeekdays().optional(),
      RepeatDays: repeatDays().optional(),
      RetentionDays: retentionDays(),
      ...createdAs(),
    }),
  result: () => z.object({ AutoSnapshotPolicyId: z.string() }),
  rules: createRules,

  facts: async (_tx, { RepeatWeekdays, RepeatDays }) => ({
    weekdays: RepeatWeekdays,
    days: RepeatDays,
  }),

  async change(tx, _facts, input, context) {
    const id = context.ids.resource(RESOURCES.auto_snapshot_policy.idPrefix, 20);
    const owner = { id, ...ownerOf(context) };
    await tx.insert('auto_snapshot_policy', {
      ...owner,
      project_name: input.ProjectName,
      name: input.AutoSnapshotPolicyName,
      description: '',
      status: 'available',
      time_points: JSON.stringify(input.TimePoints),
      repeat_weekdays: JSON.stringify(input.RepeatWeekdays ?? []),
      repeat_days: input.RepeatDays ?? 0,
      retention_days: input.RetentionDays,
    });
    await addTags(tx, owner, 'snapshotpolicy', input.Tags);
    return { AutoSnapshotPolicyId: id };
  },
});
