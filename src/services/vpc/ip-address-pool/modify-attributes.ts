import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { availableIpAddressPool } from './ip-address-pool.rules.ts';
import { ownIpAddressPoolToChange } from './rows.ts';

/** Changes the name and description of an IP address pool, at once; an absent one stays. */
export const modifyIpAddressPoolAttributes = writeAction({
  name: 'ModifyIpAddressPoolAttributes',
  summary: 'change an IP address pool',
  parameters: () =>
    z.object({
      IpAddressPoolId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: availableIpAddressPool,

  async facts(tx, { IpAddressPoolId }, context) {
    const key = ownKey(context, IpAddressPoolId);
    return { ipAddressPool: await tx.first(ownIpAddressPoolToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('ip_address_pool', input.IpAddressPoolId, {
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
