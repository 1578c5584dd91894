import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Reader, Writer } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type AddressRequest,
  addressIn,
  columnsOf,
  type Holder,
  type SubnetAddresses,
} from './addresses.ts';
import { ipv6In, ipv6Text, ipv6Usable } from './range.ts';

/**
 * Gives IPv6 addresses of a subnet to an interface; automatic ones have random interface ids.
 * @throws Refused when the subnet has no IPv6, and for addresses malformed, outside or taken.
 */
export async function takeIpv6(
  tx: Writer,
  context: Context,
  subnet: SubnetAddresses,
  wanted: AddressRequest,
  holder: Omit<Holder, 'primary'>,
): Promise<string[]> {
  const given = wanted.given ?? [];
  const count = given.length > 0 ? given.length : (wanted.count ?? 0);
  if (count === 0) return [];
  const block = subnet.ipv6_cidr_block;
  if (block === '') {
    const reason = `${subnet.id} has no IPv6 block`;
    throw new Refused(vpcRefusals.SubnetIpv6Disabled).about({ reason });
  }
  const addresses: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const address =
      given.length > 0
        ? await checkIpv6(tx, subnet.id, block, given[index] ?? '', wanted.parameter)
        : await freeIpv6(tx, context, subnet.id, block, wanted.countParameter);
    await tx.insert('address', {
      subnet_id: subnet.id,
      vpc_id: subnet.vpc_id,
      family: 6,
      address,
      number: null,
      ...columnsOf({ ...holder, primary: false }, index),
    });
    addresses.push(address);
  }
  return addresses;
}

async function checkIpv6(
  tx: Reader,
  subnetId: string,
  block: string,
  given: string,
  parameter: string | undefined,
): Promise<string> {
  const address = ipv6Text(given);
  if (address === undefined || !ipv6Usable(block, address)) {
    const reason = `${given} is no address that can be given in ${block}`;
    throw new Refused(vpcRefusals.Ipv6Malformed).about({ parameter, reason });
  }
  if (await tx.first(addressIn, { subnetId, address })) {
    const reason = `${address} is in use in ${subnetId}`;
    throw new Refused(vpcRefusals.Ipv6InUse).about({ parameter, reason });
  }
  return address;
}

const IPV6_TRIES = 16;

async function freeIpv6(
  tx: Reader,
  context: Context,
  subnetId: string,
  block: string,
  parameter: string | undefined,
): Promise<string> {
  for (let tries = 0; tries < IPV6_TRIES; tries += 1) {
    const address = ipv6In(block, context.ids.random(8));
    if (!ipv6Usable(block, address)) continue;
    if ((await tx.first(addressIn, { subnetId, address })) === undefined) return address;
  }
  const reason = `${IPV6_TRIES} addresses of ${block} were tried, and none is free in ${subnetId}`;
  throw new Refused(vpcRefusals.InsufficientIp).about({ parameter, reason });
}
