import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { availableIpv4Gateway, type Ipv4GatewayFacts, isFree } from './ipv4-gateway.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownIpv4GatewayToChange } from './rows.ts';

const deleteRules: readonly Rule<Ipv4GatewayFacts>[] = [...availableIpv4Gateway, isFree];

/** Deletes an IPv4 gateway that is attached to no VPC. It is Deleting, then not found. */
export const deleteIpv4Gateway = writeAction({
  name: 'DeleteIpv4Gateway',
  summary: 'delete an IPv4 gateway',
  parameters: () => z.object({ Ipv4GatewayId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { Ipv4GatewayId }, context) {
    const key = ownKey(context, Ipv4GatewayId);
    return { ipv4Gateway: await tx.first(ownIpv4GatewayToChange, key) };
  },

  async change(tx, _, { Ipv4GatewayId }, context) {
    await tx.update('ipv4_gateway', Ipv4GatewayId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, Ipv4GatewayId);
    return {};
  },
});
