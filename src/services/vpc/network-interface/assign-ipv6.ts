import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { takeIpv6 } from '../subnet/take-ipv6.ts';
import { addressesChange, addressHolder, nextPlace, ofFamily } from './address-holder.ts';
import { assignIpv6Rules } from './addresses.rules.ts';
import { countAddresses } from './counters.ts';
import { ipv6Addresses, ipv6Count, prefixCount, prefixes } from './parameters.ts';

/** Gives an interface more IPv6 addresses, at once. The answer names the new ones. */
export const assignIpv6Addresses = writeAction({
  name: 'AssignIpv6Addresses',
  summary: 'assign IPv6 addresses to a network interface',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkInterfaceId: id(),
      Ipv6Address: ipv6Addresses().optional(),
      Ipv6AddressCount: ipv6Count(1).optional(),
      ClientToken: clientToken().optional(),
      Ipv6Prefix: prefixes().optional(),
      Ipv6PrefixCount: prefixCount().optional(),
    }),
  result: () => z.object({ NetworkInterfaceId: z.string(), Ipv6Set: z.array(z.string()) }),
  rules: assignIpv6Rules,
  refusals: [
    vpcRefusals.SubnetIpv6Disabled,
    vpcRefusals.Ipv6Malformed,
    vpcRefusals.Ipv6InUse,
    vpcRefusals.InsufficientIp,
    vpcRefusals.Conflict,
  ],

  async facts(tx, input, context) {
    const holder = await addressHolder(tx, context, input.NetworkInterfaceId);
    return {
      ...holder,
      named: input.Ipv6Address?.length,
      counted: input.Ipv6AddressCount,
      prefixes: Boolean(input.Ipv6Prefix || input.Ipv6PrefixCount),
      held: ofFamily(holder.addresses, 6).length,
      allowed: holder.allowance.ipv6,
    };
  },

  async change(tx, facts, input, context) {
    const { subnet, holder } = await nextPlace(tx, facts);
    const wanted = {
      given: input.Ipv6Address,
      parameter: 'Ipv6Address',
      count: input.Ipv6AddressCount,
      countParameter: 'Ipv6AddressCount',
    };
    const added = await takeIpv6(tx, context, subnet, wanted, holder);
    await countAddresses(tx, facts.networkInterface, added.length);
    await addressesChange(tx, facts.networkInterface);
    return { NetworkInterfaceId: input.NetworkInterfaceId, Ipv6Set: added };
  },
});
