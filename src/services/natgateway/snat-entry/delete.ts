import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { snatEntryWithGateway } from './locked.ts';
import { type SnatEntryFacts, snatEntryExists } from './snat-entry.rules.ts';

/**
 * The preconditions of DeleteSnatEntry: its page's table. An entry whose gateway is Available is
 * Available, too.
 */
const deleteRules: readonly Rule<
  SnatEntryFacts & Holding<'natGateway', { readonly id: string; readonly status: string }>
>[] = [snatEntryExists, natGatewayIsAvailable];

/** Deletes an SNAT entry. It is Deleting, then not found. */
export const deleteSnatEntry = writeAction({
  name: 'DeleteSnatEntry',
  summary: 'delete an SNAT entry',
  parameters: () => z.object({ SnatEntryId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: (tx, { SnatEntryId }, context) => snatEntryWithGateway(tx, context, SnatEntryId),

  async change(tx, { natGateway }, { SnatEntryId }, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('snat_entry', SnatEntryId, { status: TRANSITIONS.delete.from });
    tx.touch('snat_entry', SnatEntryId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.delete, SnatEntryId);
    return {};
  },
});
