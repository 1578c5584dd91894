import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { eipsInPools } from '../eip/in-pool.ts';
import { vpcRefusals } from '../refusals.ts';
import { availableIpAddressPool, type IpAddressPoolFacts } from './ip-address-pool.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownIpAddressPoolToChange } from './rows.ts';

interface DeleteFacts extends IpAddressPoolFacts {
  /** Any EIP of it. */
  readonly eip: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availableIpAddressPool,
  {
    refusal: vpcRefusals.IpAddressPoolInUse,
    broken: ({ eip }) => eip !== undefined,
    because: ({ eip }) => `${eip ?? 'no EIP'} is in it`,
  },
];

/** Deletes an IP address pool of which no EIP is allocated. It is Deleting, then not found. */
export const deleteIpAddressPool = writeAction({
  name: 'DeleteIpAddressPool',
  summary: 'delete an IP address pool',
  parameters: () => z.object({ IpAddressPoolId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { IpAddressPoolId }, context) {
    const ipAddressPool = await tx.first(
      ownIpAddressPoolToChange,
      ownKey(context, IpAddressPoolId),
    );
    const eips = ipAddressPool && (await eipsInPools(tx, [IpAddressPoolId])).get(IpAddressPoolId);
    return { ipAddressPool, eip: eips?.[0]?.id };
  },

  async change(tx, _, { IpAddressPoolId }, context) {
    await tx.update('ip_address_pool', IpAddressPoolId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, IpAddressPoolId);
    return {};
  },
});
