import type { Rule } from '#core/action.ts';
import { exists, type Holding } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';

export type PolicyFacts = Holding<'policy', { readonly id: string }>;

/** The precondition on the policy, for every action that needs one. */
export const policyExists = exists(ebsRefusals.PolicyNotFound, 'policy', 'auto snapshot policy');

export interface RepeatFacts {
  readonly weekdays: readonly string[] | undefined;
  readonly days: number | undefined;
}

/** Snapshots are taken every so many days, or on days of the week; not both. */
export const repeatsOneWay = (atLeast: 0 | 1): Rule<RepeatFacts> => ({
  refusal: ebsRefusals.RepeatMalformed,
  parameter: 'RepeatDays',
  broken: ({ weekdays, days }) => {
    const given = (weekdays === undefined ? 0 : 1) + (days === undefined ? 0 : 1);
    return given > 1 || given < atLeast;
  },
  because: ({ weekdays, days }) =>
    `RepeatWeekdays is ${weekdays?.join(', ') ?? 'absent'}, RepeatDays is ${days ?? 'absent'}`,
});
