import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import {
  type Ipv6GatewayFacts,
  ipv6GatewayExists,
  ipv6GatewayIsAvailable,
} from './ipv6-gateway.rules.ts';
import { ownIpv6GatewayToChange } from './rows.ts';

/** The preconditions of ModifyIpv6GatewayAttribute; its page's table was not seen. */
export const modifyRules: readonly Rule<Ipv6GatewayFacts>[] = [
  ipv6GatewayExists,
  ipv6GatewayIsAvailable,
];

/** Changes an IPv6 gateway's name and description, at once; an absent one stays as it is. */
export const modifyIpv6GatewayAttribute = writeAction({
  name: 'ModifyIpv6GatewayAttribute',
  summary: 'change an IPv6 gateway',
  parameters: () =>
    z.object({
      Ipv6GatewayId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { Ipv6GatewayId }, context) {
    const key = ownKey(context, Ipv6GatewayId);
    return { ipv6Gateway: await tx.first(ownIpv6GatewayToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('ipv6_gateway', input.Ipv6GatewayId, {
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
