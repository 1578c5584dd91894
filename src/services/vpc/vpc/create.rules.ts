import type { Rule } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { type VpcPoolFacts, vpcPoolRules } from '../ipam-pool-allocation/for-vpc.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Ipv6Wish, ipv6Rules } from './ipv6.rules.ts';

export interface CreateFacts extends VpcPoolFacts {
  /** The block as it was given. */
  readonly cidr: string;
  /** The same, parsed; undefined when no VPC can have it. */
  readonly block:
    | { readonly first: number; readonly size: number; readonly prefix: number }
    | undefined;
  readonly ipv6: Ipv6Wish;
  readonly vpcsLeft: number;
  /** The Default group counts against this quota too. */
  readonly securityGroupsLeft: number;
}

/** The preconditions of CreateVpc; the vendor publishes no table, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter: 'CidrBlock',
    broken: ({ block }) => block === undefined,
    because: ({ block, cidr }) =>
      block
        ? `${cidr} is a private block`
        : `${cidr} is no block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask up to /28`,
  },
  ...ipv6Rules,
  ...vpcPoolRules,
  withinQuota(vpcRefusals.VpcQuota, 'Vpcs', 'vpcsLeft'),
  withinQuota(vpcRefusals.SecurityGroupQuota, 'SecurityGroups', 'securityGroupsLeft'),
];
