import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about prefix lists. Source: DeletePrefixList, docs 6401/1124627; no other action's table
 * was seen.
 */
export const prefixListRefusals = {
  PrefixListNotFound: {
    http: 404,
    code: 'InvalidPrefixList.NotFound',
    message: 'The specified prefix list does not exist.',
    source: 'ours',
  },
  PrefixListInvalidStatus: {
    http: 400,
    code: 'InvalidPrefixList.InvalidStatus',
    message: 'The specified prefix list is not in the correct status for the request.',
    source: 'ours',
  },
  PrefixListInUse: {
    http: 400,
    code: 'InvalidPrefixList.InUse',
    message: "The specified prefix list is in use, and can't be deleted.",
    source: 'documented',
  },
  PrefixListQuota: {
    http: 400,
    code: 'QuotaExceeded.PrefixList',
    message: "You've reached the limit on the number of prefix lists.",
    source: 'ours',
  },
  PrefixListEntryLimit: {
    http: 400,
    code: 'LimitExceeded.PrefixListEntries',
    message: 'The number of entries exceeds the maximum of the specified prefix list.',
    source: 'ours',
  },
  PrefixListEntryMalformed: {
    http: 400,
    code: 'InvalidPrefixListEntry.Malformed',
    message: 'The specified entry %s is malformed. Ensure that it is a cidr block of the %s list.',
    source: 'ours',
  },
  PrefixListEntryConflict: {
    http: 400,
    code: 'InvalidPrefixListEntry.Conflict',
    message: 'The specified entry %s is given more than once.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
