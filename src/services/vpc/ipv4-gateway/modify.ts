import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { availableIpv4Gateway } from './ipv4-gateway.rules.ts';
import { ownIpv4GatewayToChange } from './rows.ts';

/** Changes an IPv4 gateway's name and description, at once; an absent one stays as it is. */
export const modifyIpv4Gateway = writeAction({
  name: 'ModifyIpv4Gateway',
  summary: 'change an IPv4 gateway',
  parameters: () =>
    z.object({
      Ipv4GatewayId: id(),
      Ipv4GatewayName: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: availableIpv4Gateway,

  async facts(tx, { Ipv4GatewayId }, context) {
    const key = ownKey(context, Ipv4GatewayId);
    return { ipv4Gateway: await tx.first(ownIpv4GatewayToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('ipv4_gateway', input.Ipv4GatewayId, {
      ...(input.Ipv4GatewayName !== undefined && { name: input.Ipv4GatewayName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
