import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { natRefusals } from '../refusals.ts';
import { ownDnatEntry } from './rows.ts';
import { dnatEntryResult, viewDnatEntry } from './view.ts';

/** Shows one of the caller's DNAT entries. */
export const describeDnatEntryAttributes = readAction({
  name: 'DescribeDnatEntryAttributes',
  summary: 'show one DNAT entry',
  parameters: () => z.object({ DnatEntryId: id() }),
  result: dnatEntryResult,
  refusals: [natRefusals.DnatEntryNotFound],

  async view(tx, { DnatEntryId }, context) {
    const row = await tx.first(ownDnatEntry, ownKey(context, DnatEntryId));
    return row === undefined ? refuse(natRefusals.DnatEntryNotFound) : viewDnatEntry(row);
  },
});
