import * as z from 'zod';
import type { Context } from '#core/context.ts';
import { integer, list, note } from '#core/parameters.ts';
import type { InstanceType } from '#world/world.ts';
import { vpcRefusals } from '../refusals.ts';

// Far above every quota, so that a client sees the quota's own refusal.
const LONGEST_LIST = 1000;

const address = () => z.string().max(64);

/** A list of IPv4 addresses. A rule, not the parameter, limits how many an interface may hold. */
export const privateIps = () =>
  note(list(note(address(), { malformed: vpcRefusals.PrivateIpMalformed }), LONGEST_LIST), {
    tooLong: vpcRefusals.PrivateIpsPerEni,
  });

/** A list of IPv6 addresses. */
export const ipv6Addresses = () =>
  note(list(note(address(), { malformed: vpcRefusals.Ipv6Malformed }), LONGEST_LIST), {
    tooLong: vpcRefusals.Ipv6AddressesPerEni,
  });

/** The number of secondary IPv4 addresses requested, at least `min`. */
export const privateIpCount = (min: number) =>
  note(integer(min, LONGEST_LIST), { tooLong: vpcRefusals.PrivateIpsPerEni });

/** The number of IPv6 addresses requested, at least `min`. */
export const ipv6Count = (min: number) =>
  note(integer(min, LONGEST_LIST), { tooLong: vpcRefusals.Ipv6AddressesPerEni });

/**
 * Prefixes of addresses (/28 and /80): only the vendor's API explorer has them, and they are not
 * offered here.
 */
export const prefixes = () => list(address(), LONGEST_LIST);
export const prefixCount = () => integer(0, LONGEST_LIST);

/** How many addresses of each family a detached interface may hold, including the primary one. */
export function detachedAllowance({ world, accountId }: Context) {
  return {
    ipv4: world.quota(accountId, 'SecondaryIpv4PerDetachedInterface') + 1,
    ipv6: world.quota(accountId, 'Ipv6PerDetachedInterface'),
  };
}

/** The same for an interface on an instance of `type`. The limit for IPv6 is that for IPv4. */
export function attachedAllowance({ maxAddressesPerInterface }: InstanceType) {
  return { ipv4: maxAddressesPerInterface, ipv6: maxAddressesPerInterface };
}
