import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id, notOffered } from '#core/parameters.ts';
import { eipsOfInterfaces } from '../eip/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { releaseAddresses } from '../subnet/addresses.ts';
import { addressesChange, addressHolder, ofFamily } from './address-holder.ts';
import { unassignPrivateIpRules } from './addresses.rules.ts';
import { countAddresses } from './counters.ts';
import { prefixes, privateIps } from './parameters.ts';

/** Takes secondary private IPv4 addresses from an interface, at once. */
export const unassignPrivateIpAddresses = writeAction({
  name: 'UnassignPrivateIpAddresses',
  summary: 'take secondary private IPv4 addresses from a network interface',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkInterfaceId: id(),
      PrivateIpAddress: privateIps(),
      ClientToken: clientToken().optional(),
      Ipv4Prefix: notOffered(prefixes(), 'no address prefixes are given out').optional(),
    }),
  result: () => z.object({}),
  rules: unassignPrivateIpRules,
  refusals: [vpcRefusals.Conflict],

  async facts(tx, input, context) {
    const holder = await addressHolder(tx, context, input.NetworkInterfaceId);
    const asked = [...new Set(input.PrivateIpAddress)];
    const secondary = ofFamily(holder.addresses, 4).filter(({ is_primary }) => is_primary === 0);
    const eips = await eipsOfInterfaces(tx, [input.NetworkInterfaceId]);
    const carrying = (eips.get(input.NetworkInterfaceId) ?? []).map(
      ({ private_ip_address }) => private_ip_address,
    );
    return {
      ...holder,
      going: secondary.filter(({ address }) => asked.includes(address)),
      strangers: asked.filter((each) => !secondary.some(({ address }) => address === each)),
      withEip: asked.filter((each) => carrying.includes(each)),
    };
  },

  async change(tx, { networkInterface, going }) {
    await releaseAddresses(tx, networkInterface?.subnet_id ?? '', going);
    await countAddresses(tx, networkInterface, -going.length);
    await addressesChange(tx, networkInterface);
    return {};
  },
});
