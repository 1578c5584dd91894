import type { Rule } from '../../action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type EntriesFacts, entriesRules } from './entries.rules.ts';
import { type PrefixListFacts, steadyRules } from './steady.rules.ts';

export interface ModifyFacts extends PrefixListFacts, EntriesFacts {
  /** One to be taken away that is not in the list, if there is any. */
  readonly stranger: string | undefined;
  /** How many more entries the rules of the groups that refer to it allow. */
  readonly room: number;
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
    // One that does not grow fits, even where the quota of its groups has been lowered since.
    broken: ({ prefixList, maxEntries, room }) =>
      prefixList &&
      maxEntries > prefixList.max_entries &&
      maxEntries - prefixList.max_entries > room,
    because: ({ room }) =>
      room === Number.POSITIVE_INFINITY
        ? 'no rule refers to it'
        : `the rules of its groups leave room for ${room} more entries`,
  },
];
