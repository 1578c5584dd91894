import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { natRefusals } from '../refusals.ts';
import { ownSnatEntry } from './rows.ts';
import { snatEntryResult, viewSnatEntries } from './view.ts';

/** Shows one of the caller's SNAT entries. */
export const describeSnatEntryAttributes = readAction({
  name: 'DescribeSnatEntryAttributes',
  summary: 'show one SNAT entry',
  parameters: () => z.object({ SnatEntryId: id() }),
  result: snatEntryResult,
  refusals: [natRefusals.SnatEntryNotFound],

  async view(tx, { SnatEntryId }, context) {
    const row = await tx.first(ownSnatEntry, ownKey(context, SnatEntryId));
    const [view] = row === undefined ? [] : await viewSnatEntries(tx, [row]);
    return view ?? refuse(natRefusals.SnatEntryNotFound);
  },
});
