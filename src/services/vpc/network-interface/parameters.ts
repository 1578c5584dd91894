import * as z from 'zod';
import type { Context } from '#core/context.ts';
import { integer, list, note } from '#core/parameters.ts';
import type { InstanceType } from '#world/world.ts';
import { vpcRefusals } from '../refusals.ts';

// Far above every quota, so that the quota's own refusal is what a client sees.
const LONGEST_LIST = 1000;

const address = () => z.string().max(64);

/** IPv4 addresses by name. How many an interface may hold is a rule, not a form. */
export const privateIps = () =>
  note(list(note(address(), { malformed: vpcRefusals.PrivateIpMalformed }), LONGEST_LIST), {
    tooLong: vpcRefusals.PrivateIpsPerEni,
  });

/** The same for IPv6. */
export const ipv6Addresses = () =>
  note(list(note(address(), { malformed: vpcRefusals.Ipv6Malformed }), LONGEST_LIST), {
    tooLong: vpcRefusals.Ipv6AddressesPerEni,
  });

/** How many secondary IPv4 addresses are asked for, at least `min`. */
export const privateIpCount = (min: number) =>
  note(integer(min, LONGEST_LIST), { tooLong: vpcRefusals.PrivateIpsPerEni });

/** How many IPv6 addresses are asked for, at least `min`. */
export const ipv6Count = (min: number) =>
  note(integer(min, LONGEST_LIST), { tooLong: vpcRefusals.Ipv6AddressesPerEni });

/** Blocks of addresses (/28 and /80): accepted by the explorer only, and not given out here. */
export const prefixes = () => list(address(), LONGEST_LIST);
export const prefixCount = () => integer(0, LONGEST_LIST);

/** How many addresses of each family an interface on no instance may hold, the primary one counted. */
export function detachedAllowance({ world, accountId }: Context) {
  return {
    ipv4: world.quota(accountId, 'SecondaryIpv4PerDetachedInterface') + 1,
    ipv6: world.quota(accountId, 'Ipv6PerDetachedInterface'),
  };
}

/** The same for an interface on an instance of `type`. IPv6 has the figure of IPv4. */
export function attachedAllowance({ maxAddressesPerInterface }: InstanceType) {
  return { ipv4: maxAddressesPerInterface, ipv6: maxAddressesPerInterface };
}
