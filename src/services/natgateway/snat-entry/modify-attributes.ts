import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { resourceName } from '#services/vpc/names.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { setEips } from './eips.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { snatEntryWithGateway } from './locked.ts';
import { eipIds } from './parameters.ts';
import {
  type SnatEntryFacts,
  snatEntryExists,
  snatEntryIsAvailable,
  type UsedFacts,
  usedRules,
} from './snat-entry.rules.ts';
import { usedFacts } from './used.ts';

/** The preconditions of ModifySnatEntryAttributes; its page's table was not seen. */
const modifyRules: readonly Rule<SnatEntryFacts & UsedFacts>[] = [
  snatEntryExists,
  ...usedRules,
  natGatewayIsAvailable,
  snatEntryIsAvailable,
];

/**
 * Changes the name of an SNAT entry, and what it uses; an absent one stays as it is. It is Pending,
 * then Available.
 */
export const modifySnatEntryAttributes = writeAction({
  name: 'ModifySnatEntryAttributes',
  summary: 'change an SNAT entry',
  parameters: () =>
    z.object({
      SnatEntryId: id(),
      SnatEntryName: resourceName().optional(),
      EipId: eipIds().optional(),
      NatIpId: id().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, input, context) {
    const { snatEntry, natGateway } = await snatEntryWithGateway(tx, context, input.SnatEntryId);
    const used = await usedFacts(tx, context, natGateway, input);
    return { snatEntry, natGateway, ...used, asked: false };
  },

  async change(tx, { natGateway, eipIds: used }, input, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('snat_entry', input.SnatEntryId, {
      status: TRANSITIONS.modify.from,
      ...(input.SnatEntryName !== undefined && { name: input.SnatEntryName }),
      ...(input.NatIpId !== undefined && { nat_ip_id: input.NatIpId }),
    });
    tx.touch('snat_entry', input.SnatEntryId, 'carried');
    if (used !== undefined) await setEips(tx, input.SnatEntryId, used);
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.SnatEntryId);
    return {};
  },
});
