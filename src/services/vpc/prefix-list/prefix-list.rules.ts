import type { Rule } from '#core/action.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import { vpcRefusals } from '../refusals.ts';

export interface PrefixListFacts {
  readonly prefixList: PrefixListRow | undefined;
}

/** Preconditions of every change to a prefix list: it exists, and it is Available. */
export const availablePrefixList: readonly Rule<PrefixListFacts>[] = [
  {
    refusal: vpcRefusals.PrefixListNotFound,
    broken: ({ prefixList }) => prefixList === undefined,
    because: ({ prefixList }) =>
      prefixList ? `${prefixList.id} exists` : 'there is no such prefix list',
  },
  {
    refusal: vpcRefusals.PrefixListInvalidStatus,
    broken: ({ prefixList }) => prefixList && prefixList.status !== 'Available',
    because: ({ prefixList }) => `the prefix list is ${prefixList?.status ?? 'absent'}`,
  },
];
