import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { availableIpv4Gateway, type Ipv4GatewayFacts, isAttached } from './ipv4-gateway.rules.ts';
import { ownIpv4GatewayToChange } from './rows.ts';

const switchRules: readonly Rule<Ipv4GatewayFacts>[] = [...availableIpv4Gateway, isAttached];

/** Lets an attached gateway be passed, or not; one that is so already stays as it is. */
const switching = (name: string, summary: string, enabled: 0 | 1) =>
  writeAction({
    name,
    summary,
    parameters: () => z.object({ Ipv4GatewayId: id(), ClientToken: clientToken().optional() }),
    result: () => z.object({}),
    rules: switchRules,

    async facts(tx, { Ipv4GatewayId }, context) {
      const key = ownKey(context, Ipv4GatewayId);
      return { ipv4Gateway: await tx.first(ownIpv4GatewayToChange, key) };
    },

    async change(tx, { ipv4Gateway }, { Ipv4GatewayId }) {
      await tx.update('ipv4_gateway', Ipv4GatewayId, { enabled });
      if (ipv4Gateway?.vpc_id) tx.touch('vpc', ipv4Gateway.vpc_id);
      return {};
    },
  });

/** Lets the EIPs of the gateway's VPC carry packets, at once. */
export const enableIpv4Gateway = switching(
  'EnableIpv4Gateway',
  'let the EIPs of a VPC reach the internet through its IPv4 gateway',
  1,
);

/** Lets them carry none, at once. */
export const disableIpv4Gateway = switching(
  'DisableIpv4Gateway',
  'cut the EIPs of a VPC off from the internet at its IPv4 gateway',
  0,
);
