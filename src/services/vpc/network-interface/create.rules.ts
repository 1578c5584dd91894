import type { Rule } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { subnetExists, subnetIsAvailable } from '../subnet/subnet.rules.ts';
import { vpcIsAvailable } from '../vpc/vpc.rules.ts';
import { type GroupFacts, securityGroupRules } from './security-groups.rules.ts';

export interface CreateFacts extends GroupFacts {
  /** A parameter for prefixes that the request has; undefined when it has none. */
  readonly prefix: string | undefined;
  /** Two parameters that exclude each other but are both given. */
  readonly both: readonly [string, string] | undefined;
  readonly subnet:
    | { readonly id: string; readonly status: string; readonly vpc_id: string }
    | undefined;
  readonly vpc: { readonly status: string } | undefined;
  /** How many secondary IPv4 addresses and IPv6 addresses are requested, and allowed. */
  readonly secondaries: number;
  readonly secondariesAllowed: number;
  readonly ipv6: number;
  readonly ipv6Allowed: number;
  /** Whether addresses of a version are listed, not asked for by number. */
  readonly listed: { readonly ipv4: boolean; readonly ipv6: boolean };
  readonly macReadable: boolean;
  readonly macTaken: boolean;
  readonly quotaLeft: number;
}

/**
 * The preconditions of CreateNetworkInterface; the vendor publishes no table, the order is ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.PrefixUnsupported,
    args: ({ prefix }) => [prefix ?? ''],
    broken: ({ prefix }) => prefix !== undefined,
    because: ({ prefix }) => `${prefix ?? 'no prefix'} is asked for`,
  },
  {
    refusal: vpcRefusals.ParametersExclude,
    args: ({ both }) => [...(both ?? [])],
    broken: ({ both }) => both !== undefined,
    because: ({ both }) => (both ? `${both.join(' and ')} are both given` : 'none exclude another'),
  },
  {
    refusal: vpcRefusals.PrivateIpsPerEni,
    parameter: ({ listed }) =>
      listed.ipv4 ? 'PrivateIpAddress' : 'SecondaryPrivateIpAddressCount',
    broken: ({ secondaries, secondariesAllowed }) => secondaries > secondariesAllowed,
    because: ({ secondaries, secondariesAllowed }) =>
      `${secondaries} secondary IPv4 addresses of ${secondariesAllowed}`,
  },
  {
    refusal: vpcRefusals.Ipv6AddressesPerEni,
    parameter: ({ listed }) => (listed.ipv6 ? 'Ipv6Address' : 'Ipv6AddressCount'),
    broken: ({ ipv6, ipv6Allowed }) => ipv6 > ipv6Allowed,
    because: ({ ipv6, ipv6Allowed }) => `${ipv6} IPv6 addresses of ${ipv6Allowed}`,
  },
  {
    refusal: vpcRefusals.MacInvalid,
    parameter: 'MacAddress',
    broken: ({ macReadable }) => !macReadable,
    because: ({ macReadable }) => (macReadable ? 'none, or a good one' : 'no unicast MAC address'),
  },
  subnetExists,
  // cello expects it of this action.
  vpcIsAvailable,
  subnetIsAvailable,
  ...securityGroupRules,
  {
    refusal: vpcRefusals.MacInUse,
    parameter: 'MacAddress',
    broken: ({ macTaken }) => macTaken,
    because: ({ macTaken }) => (macTaken ? 'another interface has it' : 'it is free'),
  },
  withinQuota(vpcRefusals.EniQuota, 'NetworkInterfaces', 'quotaLeft'),
];
