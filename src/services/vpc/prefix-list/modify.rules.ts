import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type EntriesFacts, entriesRules } from './entries.rules.ts';
import { availablePrefixList, type PrefixListFacts } from './prefix-list.rules.ts';

export interface ModifyFacts extends PrefixListFacts, EntriesFacts {
  /** One to be taken away that is no block, if there is any. */
  readonly noBlock: string | undefined;
  /** How many more entries the groups with rules that refer to it allow. */
  readonly entriesLeftInGroups: number;
  /** How many more entries the route tables with routes to it allow. */
  readonly entriesLeftInTables: number;
}

/** The preconditions of ModifyPrefixList; the vendor publishes no table, the order is ours. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...availablePrefixList,
  {
    refusal: vpcRefusals.PrefixListEntryMalformed,
    parameter: 'RemovePrefixListEntries',
    args: ({ noBlock, ipVersion }) => [noBlock ?? '', ipVersion],
    broken: ({ noBlock }) => noBlock !== undefined,
    because: ({ noBlock }) => `${noBlock ?? 'none of those to be taken away'} is no block`,
  },
  ...entriesRules,
  {
    refusal: vpcRefusals.SecurityRuleQuota,
    broken: (facts) => outgrows(facts, facts.entriesLeftInGroups),
    because: ({ entriesLeftInGroups }) => entriesText(entriesLeftInGroups, 'rule'),
  },
  {
    refusal: vpcRefusals.RouteEntryQuota,
    broken: (facts) => outgrows(facts, facts.entriesLeftInTables),
    because: ({ entriesLeftInTables }) => entriesText(entriesLeftInTables, 'route'),
  },
];

/** One that does not grow fits, even where the quota of what refers to it has been lowered since. */
function outgrows({ prefixList, maxEntries }: ModifyFacts, remaining: number): boolean {
  const growth = prefixList && maxEntries - prefixList.max_entries;
  return growth !== undefined && growth > 0 && growth > remaining;
}

function entriesText(remaining: number, of: string): string {
  return remaining === Number.POSITIVE_INFINITY
    ? `no ${of} refers to it`
    : `what its ${of}s are in leaves room for ${remaining} more entries`;
}
