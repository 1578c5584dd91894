import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { takeIpv4 } from '../subnet/take-ipv4.ts';
import { addressesChange, addressHolder, nextPlace, ofFamily } from './address-holder.ts';
import { assignPrivateIpRules } from './addresses.rules.ts';
import { countAddresses } from './counters.ts';
import { prefixCount, prefixes, privateIpCount, privateIps } from './parameters.ts';

/** Gives an interface more private IPv4 addresses, at once. The answer names the new ones. */
export const assignPrivateIpAddresses = writeAction({
  name: 'AssignPrivateIpAddresses',
  summary: 'assign secondary private IPv4 addresses to a network interface',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkInterfaceId: id(),
      PrivateIpAddress: privateIps().optional(),
      SecondaryPrivateIpAddressCount: privateIpCount(1).optional(),
      ClientToken: clientToken().optional(),
      Ipv4Prefix: prefixes().optional(),
      Ipv4PrefixCount: prefixCount().optional(),
    }),
  result: () => z.object({ NetworkInterfaceId: z.string(), PrivateIpSet: z.array(z.string()) }),
  rules: assignPrivateIpRules,
  refusals: [
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.SubnetIpv4Disabled,
    vpcRefusals.Conflict,
  ],

  async facts(tx, input, context) {
    const holder = await addressHolder(tx, context, input.NetworkInterfaceId);
    return {
      ...holder,
      named: input.PrivateIpAddress?.length,
      counted: input.SecondaryPrivateIpAddressCount,
      prefixes: Boolean(input.Ipv4Prefix || input.Ipv4PrefixCount),
      held: ofFamily(holder.addresses, 4).length,
      allowed: holder.allowance.ipv4,
    };
  },

  async change(tx, facts, input) {
    const { subnet, holder } = await nextPlace(tx, facts);
    const wanted = {
      given: input.PrivateIpAddress,
      parameter: 'PrivateIpAddress',
      count: input.SecondaryPrivateIpAddressCount,
      countParameter: 'SecondaryPrivateIpAddressCount',
    };
    const added = await takeIpv4(tx, subnet, wanted, holder);
    await countAddresses(tx, facts.networkInterface, added.length);
    await addressesChange(tx, facts.networkInterface);
    return { NetworkInterfaceId: input.NetworkInterfaceId, PrivateIpSet: added };
  },
});
