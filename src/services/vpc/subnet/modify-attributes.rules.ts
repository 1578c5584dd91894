import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Ipv6Facts, ipv6Rules } from './ipv6.rules.ts';
import { subnetExists, subnetIsAvailable } from './subnet.rules.ts';

/** `ipv6` is the /64 it is to have instead of what it has. */
export interface ModifyFacts extends Ipv6Facts {
  readonly subnet:
    | { readonly id: string; readonly status: string; readonly cidr_block: string }
    | undefined;
  /** Another /64 is named, and EnableIpv6 is not given. */
  readonly strayBlock: boolean;
  readonly disables: boolean;
  /** An interface holds an address of the present /64. */
  readonly ipv6InUse: boolean;
}

/** The preconditions of ModifySubnetAttributes; the page's table was seen in part, the order is ours. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  subnetExists,
  subnetIsAvailable,
  {
    refusal: vpcRefusals.MissingParameter,
    args: () => ['EnableIpv6'],
    broken: ({ strayBlock }) => strayBlock,
    because: ({ strayBlock }) =>
      strayBlock ? 'Ipv6CidrBlock is given without EnableIpv6' : 'Ipv6CidrBlock is not stray',
  },
  ...ipv6Rules,
  {
    refusal: vpcRefusals.SubnetIpv4Disabled,
    broken: ({ subnet, disables }) => subnet && disables && subnet.cidr_block === '',
    because: ({ subnet }) => `the subnet has ${subnet?.cidr_block || 'no'} IPv4 block`,
  },
  {
    refusal: vpcRefusals.SubnetInUse,
    args: () => ['an IPv6 address'],
    broken: ({ ipv6, disables, ipv6InUse }) => (disables || ipv6.wanted) && ipv6InUse,
    because: ({ ipv6InUse }) =>
      ipv6InUse ? 'an interface has one of its IPv6 addresses' : 'no IPv6 address is in use',
  },
];
