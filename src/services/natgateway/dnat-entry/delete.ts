import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { dnatEntryExists } from './dnat-entry.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { dnatEntryWithGateway } from './locked.ts';

/**
 * The preconditions of DeleteDnatEntry, after those of DeleteSnatEntry. An entry whose gateway is
 * Available is Available, too.
 */
const deleteRules: readonly Rule<
  Holding<'dnatEntry' | 'natGateway', { readonly id: string; readonly status: string }>
>[] = [dnatEntryExists, natGatewayIsAvailable];

/** Deletes a DNAT entry. It is Deleting, then not found. */
export const deleteDnatEntry = writeAction({
  name: 'DeleteDnatEntry',
  summary: 'delete a DNAT entry',
  parameters: () => z.object({ DnatEntryId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: (tx, { DnatEntryId }, context) => dnatEntryWithGateway(tx, context, DnatEntryId),

  async change(tx, { natGateway }, { DnatEntryId }, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('dnat_entry', DnatEntryId, { status: TRANSITIONS.delete.from });
    tx.touch('dnat_entry', DnatEntryId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.delete, DnatEntryId);
    return {};
  },
});
