import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import {
  pageOfList,
  pagingOf,
  pagingParameters,
  pagingResult,
  placeOfNumber,
} from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { entriesOfList, ownPrefixList } from './rows.ts';

/** Lists the entries of a prefix list, in the order in which they were added. */
export const describePrefixListEntries = readAction({
  name: 'DescribePrefixListEntries',
  summary: 'list the entries of a prefix list',
  parameters: () => z.object({ PrefixListId: id(), ...pagingParameters() }),
  result: () =>
    z.object({
      PrefixListEntries: z.array(
        z.object({ PrefixListId: z.string(), Cidr: z.string(), Description: z.string() }),
      ),
      ...pagingResult(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.PrefixListNotFound],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const key = ownKey(context, input.PrefixListId);
    if ((await tx.first(ownPrefixList, key)) === undefined) refuse(vpcRefusals.PrefixListNotFound);
    const entries = await tx.all(entriesOfList, { prefixListId: input.PrefixListId });
    const page = pageOfList(entries, paging, ({ position }) => placeOfNumber(position));
    return {
      PrefixListEntries: page.rows.map(({ prefix_list_id, cidr, description }) => ({
        PrefixListId: prefix_list_id,
        Cidr: cidr,
        Description: description,
      })),
      ...page.paging,
    };
  },
});
