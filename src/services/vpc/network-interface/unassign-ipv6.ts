import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id } from '#core/parameters.ts';
import { removeBandwidthsOn } from '../ipv6-address-bandwidth/remove.ts';
import { vpcRefusals } from '../refusals.ts';
import { releaseAddresses } from '../subnet/addresses.ts';
import { ipv6Text } from '../subnet/range.ts';
import { addressesChange, addressHolder, ofFamily } from './address-holder.ts';
import { unassignIpv6Rules } from './addresses.rules.ts';
import { countAddresses } from './counters.ts';
import { ipv6Addresses } from './parameters.ts';

/** Takes IPv6 addresses from an interface, at once; their public bandwidth goes with them. */
export const unassignIpv6Addresses = writeAction({
  name: 'UnassignIpv6Addresses',
  summary: 'take IPv6 addresses from a network interface',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkInterfaceId: id(),
      Ipv6Address: ipv6Addresses(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: unassignIpv6Rules,
  refusals: [vpcRefusals.Conflict],

  async facts(tx, input, context) {
    const holder = await addressHolder(tx, context, input.NetworkInterfaceId);
    const asked = [...new Set(input.Ipv6Address.map((text) => ipv6Text(text) ?? text))];
    const held = ofFamily(holder.addresses, 6);
    return {
      ...holder,
      going: held.filter(({ address }) => asked.includes(address)),
      strangers: asked.filter((each) => !held.some(({ address }) => address === each)),
      withEip: [],
    };
  },

  async change(tx, { networkInterface, going }, { NetworkInterfaceId }) {
    const leaving = going.map(({ address }) => address);
    await removeBandwidthsOn(tx, NetworkInterfaceId, leaving);
    await releaseAddresses(tx, networkInterface?.subnet_id ?? '', going);
    await countAddresses(tx, networkInterface, -going.length);
    await addressesChange(tx, networkInterface);
    return {};
  },
});
