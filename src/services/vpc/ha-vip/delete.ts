import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { eipOnHaVip } from '../eip/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { aRouteThrough } from '../route-entry/rows.ts';
import { type HaVipFacts, haVipExists, haVipInStatus } from './ha-vip.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownHaVipToChange } from './rows.ts';

interface DeleteFacts extends HaVipFacts {
  /** The EIP on it, if there is one. */
  readonly eip: string | undefined;
  /** A route that leads to it, if there is one. */
  readonly route: string | undefined;
}

/** The preconditions of DeleteHaVip: its page's table. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  haVipExists,
  {
    refusal: vpcRefusals.HaVipInUseByEip,
    broken: ({ eip }) => eip !== undefined,
    because: ({ eip }) => `${eip ?? 'no EIP'} is on it`,
  },
  {
    refusal: vpcRefusals.HaVipInUseByRoute,
    broken: ({ route }) => route !== undefined,
    because: ({ route }) => `${route ?? 'no route'} leads to it`,
  },
  // While something is associated with it, it is InUse.
  haVipInStatus('Available'),
];

/** Deletes a virtual IP that nothing uses. It is Deleting, then not found. */
export const deleteHaVip = writeAction({
  name: 'DeleteHaVip',
  summary: 'delete a high-availability virtual IP',
  asyncTask: true,
  parameters: () => z.object({ HaVipId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { HaVipId }, context) {
    const key = ownKey(context, HaVipId);
    const haVip = await tx.first(ownHaVipToChange, key);
    return {
      haVip,
      eip: haVip && (await tx.first(eipOnHaVip, { haVipId: haVip.id }))?.id,
      route: haVip && (await tx.first(aRouteThrough, { nextHopId: haVip.id }))?.id,
    };
  },

  async change(tx, { haVip }, { HaVipId }, context) {
    await tx.update('ha_vip', HaVipId, { status: TRANSITIONS.delete.from });
    // The virtual IP itself may be gone at the end of this transaction.
    if (haVip) tx.touch('vpc', haVip.vpc_id);
    await scheduleTransition(tx, context, TRANSITIONS.delete, HaVipId);
    return {};
  },
});
