import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Ipv6Wish, ipv6Rules } from './ipv6.rules.ts';
import { availableVpc, type VpcFacts } from './vpc.rules.ts';

export interface ModifyFacts extends VpcFacts {
  readonly ipv6: Ipv6Wish;
  /** A custom route of the VPC whose destination is the IPv6 block, if there is one. */
  readonly routed: string | undefined;
  /** One of the VPC's subnets that has IPv6, if any has. */
  readonly subnetWithIpv6: string | undefined;
  /** Its IPv6 gateway, if it has one. */
  readonly ipv6Gateway: string | undefined;
}

/** The preconditions of ModifyVpcAttributes; the vendor publishes no table, the order is ours. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...availableVpc,
  ...ipv6Rules,
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ routed }) => [routed ?? ''],
    broken: ({ ipv6, routed }) => ipv6.enables && routed !== undefined,
    because: ({ routed }) => `${routed ?? 'no route'} leads to the IPv6 block`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['a subnet with IPv6'],
    broken: ({ ipv6, subnetWithIpv6 }) => ipv6.disables && subnetWithIpv6 !== undefined,
    because: ({ subnetWithIpv6 }) => `${subnetWithIpv6 ?? 'no subnet'} has IPv6`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv6 gateway'],
    broken: ({ ipv6, ipv6Gateway }) => ipv6.disables && ipv6Gateway !== undefined,
    because: ({ ipv6Gateway }) => `the VPC has ${ipv6Gateway ?? 'no IPv6 gateway'}`,
  },
];
