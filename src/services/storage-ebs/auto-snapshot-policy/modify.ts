import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { policyName } from '../names.ts';
import {
  type PolicyFacts,
  policyExists,
  type RepeatFacts,
  repeatsOneWay,
} from './auto-snapshot-policy.rules.ts';
import { repeatDays, repeatWeekdays, retentionDays, timePoints } from './parameters.ts';
import { ownPolicy } from './rows.ts';

/** The preconditions of ModifyAutoSnapshotPolicy; its page's table was not seen. */
export const modifyRules: readonly Rule<PolicyFacts & RepeatFacts>[] = [
  policyExists,
  repeatsOneWay(0),
];

/**
 * Changes an auto snapshot policy, at once and for the volumes that follow it; what is absent stays
 * as it is. One way of repeating takes the place of the other.
 */
export const modifyAutoSnapshotPolicy = writeAction({
  name: 'ModifyAutoSnapshotPolicy',
  summary: 'change an auto snapshot policy',
  parameters: () =>
    z.object({
      AutoSnapshotPolicyId: id(),
      AutoSnapshotPolicyName: policyName().optional(),
      TimePoints: timePoints().optional(),
      RepeatWeekdays: repeatWeekdays().optional(),
      RepeatDays: repeatDays().optional(),
      RetentionDays: retentionDays().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  facts: async (tx, { AutoSnapshotPolicyId, RepeatWeekdays, RepeatDays }, context) => ({
    policy: await tx.first(ownPolicy, ownKey(context, AutoSnapshotPolicyId)),
    weekdays: RepeatWeekdays,
    days: RepeatDays,
  }),

  async change(tx, { weekdays, days }, input) {
    const { AutoSnapshotPolicyName, TimePoints, RetentionDays } = input;
    await tx.update('auto_snapshot_policy', input.AutoSnapshotPolicyId, {
      ...(AutoSnapshotPolicyName !== undefined && { name: AutoSnapshotPolicyName }),
      ...(TimePoints !== undefined && { time_points: JSON.stringify(TimePoints) }),
      ...(RetentionDays !== undefined && { retention_days: RetentionDays }),
      ...((weekdays !== undefined || days !== undefined) && {
        repeat_weekdays: JSON.stringify(weekdays ?? []),
        repeat_days: days ?? 0,
      }),
    });
    return {};
  },
});
