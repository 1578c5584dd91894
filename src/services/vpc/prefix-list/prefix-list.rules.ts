import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import { vpcRefusals } from '../refusals.ts';

export type PrefixListFacts = Holding<'prefixList', PrefixListRow>;

const prefixListExists = exists(vpcRefusals.PrefixListNotFound, 'prefixList', 'prefix list');

export const prefixListIsAvailable = inStatus(
  vpcRefusals.PrefixListInvalidStatus,
  'prefixList',
  'prefix list',
  ['Available'],
);

/** What every change of a prefix list takes: that it is there, and Available. */
export const availablePrefixList: readonly Rule<PrefixListFacts>[] = [
  prefixListExists,
  prefixListIsAvailable,
];
