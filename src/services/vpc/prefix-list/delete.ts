import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, flag, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Association, associationsOfLists } from './associations.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { availablePrefixList, type PrefixListFacts } from './prefix-list.rules.ts';
import { ownPrefixListToChange } from './rows.ts';

interface DeleteFacts extends PrefixListFacts {
  /** What refers to it, if anything does. */
  readonly referrer: Association | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availablePrefixList,
  {
    refusal: vpcRefusals.PrefixListInUse,
    broken: ({ referrer }) => referrer !== undefined,
    because: ({ referrer }) => `${referrer?.id ?? 'nothing'} refers to it`,
  },
];

/** Deletes a prefix list that nothing refers to. It is Deleting, then not found. */
export const deletePrefixList = writeAction({
  name: 'DeletePrefixList',
  summary: 'delete a prefix list',
  asyncTask: true,
  parameters: () =>
    z.object({
      PrefixListId: id(),
      DryRun: flag().default(false),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,
  refusals: [vpcRefusals.DryRunOperation],

  async facts(tx, { PrefixListId }, context) {
    const key = ownKey(context, PrefixListId);
    const prefixList = await tx.first(ownPrefixListToChange, key);
    const associations = prefixList && (await associationsOfLists(tx, [PrefixListId]));
    return { prefixList, referrer: associations?.get(PrefixListId)?.[0] };
  },

  async change(tx, _, { PrefixListId, DryRun }, context) {
    if (DryRun) refuse(vpcRefusals.DryRunOperation);
    await tx.update('prefix_list', PrefixListId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, PrefixListId);
    return {};
  },
});
