import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type EntriesFacts, entriesRules } from './entries.rules.ts';
import { availablePrefixList, type PrefixListFacts } from './prefix-list.rules.ts';

export interface ModifyFacts extends PrefixListFacts, EntriesFacts {
  /** An entry to be removed that is no CIDR block, if there is one. */
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
    parameter: 'MaxEntries',
    broken: (facts) => outgrows(facts, facts.entriesLeftInGroups),
    because: ({ entriesLeftInGroups }) => entriesText(entriesLeftInGroups, 'rule'),
  },
  {
    refusal: vpcRefusals.RouteEntryQuota,
    parameter: 'MaxEntries',
    broken: (facts) => outgrows(facts, facts.entriesLeftInTables),
    because: ({ entriesLeftInTables }) => entriesText(entriesLeftInTables, 'route'),
  },
];

/**
 * A list that does not grow always fits, even if a quota of what refers to it has been lowered
 * since.
 */
function outgrows({ prefixList, maxEntries }: ModifyFacts, remaining: number): boolean {
  const growth = prefixList && maxEntries - prefixList.max_entries;
  return growth !== undefined && growth > 0 && growth > remaining;
}

function entriesText(remaining: number, of: string): string {
  return remaining === Number.POSITIVE_INFINITY
    ? `no ${of} refers to it`
    : `what its ${of}s are in leaves room for ${remaining} more entries`;
}
