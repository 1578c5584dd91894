import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface EntriesFacts {
  readonly ipVersion: string;
  readonly added: { readonly malformed: string | undefined; readonly twice: string | undefined };
  /** How many entries the list would have. */
  readonly entries: number;
  readonly maxEntries: number;
}

/** The preconditions on entries, shared by CreatePrefixList and ModifyPrefixList. */
export const entriesRules: readonly Rule<EntriesFacts>[] = [
  {
    refusal: vpcRefusals.PrefixListEntryMalformed,
    args: ({ added, ipVersion }) => [added.malformed ?? '', ipVersion],
    broken: ({ added }) => added.malformed !== undefined,
    because: ({ added, ipVersion }) => `${added.malformed ?? 'none'} is no ${ipVersion} block`,
  },
  {
    refusal: vpcRefusals.PrefixListEntryConflict,
    args: ({ added }) => [added.twice ?? ''],
    broken: ({ added }) => added.twice !== undefined,
    because: ({ added }) => `${added.twice ?? 'none'} is given twice`,
  },
  {
    refusal: vpcRefusals.PrefixListEntryLimit,
    parameter: 'MaxEntries',
    broken: ({ entries, maxEntries }) => entries > maxEntries,
    because: ({ entries, maxEntries }) => `there would be ${entries} entries of ${maxEntries}`,
  },
];
