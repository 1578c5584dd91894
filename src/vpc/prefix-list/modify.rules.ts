import type { Rule } from '../../action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type EntriesFacts, entriesRules } from './entries.rules.ts';
import { type PrefixListFacts, steadyRules } from './steady.rules.ts';

export interface ModifyFacts extends PrefixListFacts, EntriesFacts {
  /** One to be taken away that is not in the list, if there is any. */
  readonly stranger: string | undefined;
  /** How many more entries the groups with rules that refer to it allow. */
  readonly groupRoom: number;
  /** How many more entries the route tables with routes to it allow. */
  readonly tableRoom: number;
}

/** The preconditions of ModifyPrefixList; the vendor publishes no table, the order is ours. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...steadyRules,
  {
    refusal: vpcRefusals.PrefixListEntryNotFound,
    args: ({ stranger }) => [stranger ?? ''],
    broken: ({ stranger }) => stranger !== undefined,
    because: ({ stranger }) => `${stranger ?? 'none'} is not in the list`,
  },
  ...entriesRules,
  {
    refusal: vpcRefusals.SecurityRuleQuota,
    broken: (facts) => outgrows(facts, facts.groupRoom),
    because: ({ groupRoom }) => roomText(groupRoom, 'rule'),
  },
  {
    refusal: vpcRefusals.RouteEntryQuota,
    broken: (facts) => outgrows(facts, facts.tableRoom),
    because: ({ tableRoom }) => roomText(tableRoom, 'route'),
  },
];

/** One that does not grow fits, even where the quota of what refers to it has been lowered since. */
function outgrows({ prefixList, maxEntries }: ModifyFacts, room: number): boolean {
  const growth = prefixList && maxEntries - prefixList.max_entries;
  return growth !== undefined && growth > 0 && growth > room;
}

function roomText(room: number, of: string): string {
  return room === Number.POSITIVE_INFINITY
    ? `no ${of} refers to it`
    : `what its ${of}s are in leaves room for ${room} more entries`;
}
