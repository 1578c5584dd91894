import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import type { Refusal } from '#core/refusal.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { instanceIsSettled } from '../instance.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  interfaceExists,
  interfaceIsSettled,
  interfaceNotServiceManaged,
  sayOfInterface,
} from './network-interface.rules.ts';

/** What decides whether the addresses of an interface may change. */
export interface HolderFacts {
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'type' | 'service_managed'>
    | undefined;
  /** The instance that it is on. */
  readonly instance: { readonly status: string } | undefined;
}

export interface AssignFacts extends HolderFacts {
  /**
   * How many addresses are listed in the request, and how many are asked for by number; undefined
   * if not given.
   */
  readonly named: number | undefined;
  readonly counted: number | undefined;
  readonly prefixes: boolean;
  /** How many addresses of the family it holds and may hold, including the primary address. */
  readonly held: number;
  readonly allowed: number;
}

export interface UnassignFacts extends HolderFacts {
  /** The requested addresses that it does not hold as secondary ones. */
  readonly strangers: readonly string[];
  /** The requested addresses that have an EIP. */
  readonly withEip: readonly string[];
}

const isPrimary = ({ networkInterface }: HolderFacts) => networkInterface?.type === 'primary';

/** Source: docs 6401/100673, which names these conditions for IPv4; for IPv6 they are ours. */
const holderRules: readonly Rule<HolderFacts>[] = [
  interfaceExists,
  interfaceNotServiceManaged,
  {
    ...onlyWhere((facts: HolderFacts) => !isPrimary(facts), interfaceIsSettled),
    because: sayOfInterface((eni) => `the ${eni.type} interface is ${eni.status}`),
  },
  onlyWhere(isPrimary, instanceIsSettled),
];

interface Family {
  readonly list: string;
  readonly count: string;
  readonly prefix: string;
  readonly limit: Refusal;
}

function assignRules(family: Family): readonly Rule<AssignFacts>[] {
  return [
    {
      refusal: vpcRefusals.PrefixUnsupported,
      args: () => [family.prefix],
      broken: ({ prefixes }) => prefixes,
      because: ({ prefixes }) => `prefixes are ${prefixes ? '' : 'not '}asked for`,
    },
    {
      refusal: vpcRefusals.ParametersExclude,
      args: () => [family.list, family.count],
      broken: ({ named, counted }) => named !== undefined && counted !== undefined,
      because: asked,
    },
    {
      refusal: vpcRefusals.MissingParameter,
      args: () => [family.list],
      broken: ({ named, counted }) => named === undefined && counted === undefined,
      because: asked,
    },
    ...holderRules,
    {
      refusal: family.limit,
      parameter: ({ named }) => (named === undefined ? family.count : family.list),
      broken: ({ networkInterface, named, counted, held, allowed }) =>
        networkInterface && held + (named ?? counted ?? 0) > allowed,
      because: ({ named, counted, held, allowed }) =>
        `it holds ${held} of ${allowed}, and ${named ?? counted ?? 0} more are asked for`,
    },
  ];
}

/**
 * The preconditions of AssignPrivateIpAddresses. The vendor's table was not found: the order is
 * ours.
 */
export const assignPrivateIpRules = assignRules({
  list: 'PrivateIpAddress',
  count: 'SecondaryPrivateIpAddressCount',
  prefix: 'Ipv4Prefix',
  limit: vpcRefusals.PrivateIpsPerEni,
});

/** The preconditions of AssignIpv6Addresses. */
export const assignIpv6Rules = assignRules({
  list: 'Ipv6Address',
  count: 'Ipv6AddressCount',
  prefix: 'Ipv6Prefix',
  limit: vpcRefusals.Ipv6AddressesPerEni,
});

/** The preconditions of UnassignPrivateIpAddresses: docs 6401/100674 and, for the EIP, ours. */
export const unassignPrivateIpRules: readonly Rule<UnassignFacts>[] = [
  ...holderRules,
  {
    refusal: vpcRefusals.PrivateIpMalformed,
    parameter: 'PrivateIpAddress',
    broken: ({ networkInterface, strangers }) => networkInterface && strangers.length > 0,
    because: foreign,
  },
  {
    refusal: vpcRefusals.EipInUse,
    broken: ({ withEip }) => withEip.length > 0,
    because: ({ withEip }) => `with an EIP: ${withEip.join(', ') || 'none'}`,
  },
];

/** The preconditions of UnassignIpv6Addresses: docs 6401/149913, as far as its table was seen. */
export const unassignIpv6Rules: readonly Rule<UnassignFacts>[] = [
  ...holderRules,
  {
    refusal: vpcRefusals.Ipv6Malformed,
    parameter: 'Ipv6Address',
    broken: ({ networkInterface, strangers }) => networkInterface && strangers.length > 0,
    because: foreign,
  },
];

function asked({ named, counted }: AssignFacts): string {
  return `by name: ${named ?? 'none'}, by number: ${counted ?? 'none'}`;
}

function foreign({ strangers }: UnassignFacts): string {
  return `not secondary addresses of it: ${strangers.join(', ') || 'none'}`;
}
