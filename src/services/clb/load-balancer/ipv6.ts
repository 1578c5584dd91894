import type { Context } from '#core/context.ts';
import { removeBandwidthsOn } from '#services/vpc/ipv6-address-bandwidth/remove.ts';
import {
  type AddressHolder,
  addressesChange,
  nextPlace,
  ofFamily,
} from '#services/vpc/network-interface/address-holder.ts';
import { countAddresses } from '#services/vpc/network-interface/counters.ts';
import { type AddressRequest, releaseAddresses } from '#services/vpc/subnet/addresses.ts';
import { ipv6Text } from '#services/vpc/subnet/range.ts';
import { takeIpv6 } from '#services/vpc/subnet/take-ipv6.ts';
import type { Writer } from '#store/store.ts';

/** What a request says of the IPv6 address of a load balancer. */
interface Ipv6Input {
  readonly AddressIpVersion?: string | undefined;
  readonly EniIpv6Address?: string | undefined;
}

/** What a load balancer asks of its subnet: one IPv6 address if it is `DualStack`, else none. */
export function ipv6Asked({ AddressIpVersion, EniIpv6Address }: Ipv6Input): AddressRequest {
  if (AddressIpVersion !== 'DualStack') return {};
  return EniIpv6Address === undefined
    ? { count: 1 }
    : { given: [EniIpv6Address], parameter: 'EniIpv6Address' };
}

/**
 * Gives the interface of a load balancer the IPv6 address that a change asks for, and takes another
 * one away, with its public bandwidth.
 * @throws Refused as `takeIpv6`.
 */
export async function changeIpv6(
  tx: Writer,
  context: Context,
  holder: AddressHolder,
  input: Ipv6Input,
): Promise<void> {
  const { networkInterface } = holder;
  const held = ofFamily(holder.addresses, 6);
  const wanted = ipv6Asked(input);
  const named = wanted.given?.map((each) => ipv6Text(each) ?? each);
  const kept = held.filter(({ address }) => named?.includes(address) ?? wanted.count === 1);
  const going = held.filter((each) => !kept.includes(each));
  if (networkInterface === undefined) return;
  await removeBandwidthsOn(
    tx,
    networkInterface.id,
    going.map(({ address }) => address),
  );
  await releaseAddresses(tx, networkInterface.subnet_id, going);
  const place = await nextPlace(tx, holder);
  const added =
    kept.length > 0 ? [] : await takeIpv6(tx, context, place.subnet, wanted, place.holder);
  if (going.length + added.length === 0) return;
  await countAddresses(tx, networkInterface, added.length - going.length);
  await addressesChange(tx, networkInterface);
}
