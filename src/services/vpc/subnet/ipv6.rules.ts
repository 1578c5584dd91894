import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** The /64 that is requested for a subnet, and whether the subnet can have it. */
export interface Ipv6Choice {
  readonly wanted: boolean;
  readonly vpcHasIpv6: boolean;
  /** Whether the request names a block that the VPC does not have. */
  readonly otherVpcBlock: boolean;
  /** Undefined when the VPC's block has no such /64. */
  readonly block: string | undefined;
  /** The subnet that has it, if there is one. */
  readonly takenBy: string | undefined;
}

export interface Ipv6Facts {
  readonly ipv6: Ipv6Choice;
  /** A custom route of the VPC whose destination the /64 is, if there is one. */
  readonly ipv6Routed: string | undefined;
}

/** The preconditions on a subnet's IPv6, shared by CreateSubnet and ModifySubnetAttributes. */
export const ipv6Rules: readonly Rule<Ipv6Facts>[] = [
  {
    refusal: vpcRefusals.VpcIpv6Disabled,
    broken: ({ ipv6 }) => ipv6.wanted && !ipv6.vpcHasIpv6,
    because: ({ ipv6 }) => `the VPC has ${ipv6.vpcHasIpv6 ? 'an' : 'no'} IPv6 block`,
  },
  {
    refusal: vpcRefusals.CidrVpcMismatch,
    broken: ({ ipv6 }) => ipv6.wanted && ipv6.otherVpcBlock,
    because: ({ ipv6 }) =>
      ipv6.otherVpcBlock ? 'VpcIpv6CidrBlock is not the block of the VPC' : 'the VPC has the block',
  },
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter: 'Ipv6CidrBlock',
    broken: ({ ipv6 }) => ipv6.wanted && ipv6.block === undefined,
    because: ({ ipv6 }) => `the /64 is ${ipv6.block ?? 'none of the VPC'}`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ ipv6 }) => [ipv6.takenBy ?? ''],
    broken: ({ ipv6 }) => ipv6.wanted && ipv6.takenBy !== undefined,
    because: ({ ipv6 }) => `the /64 is ${ipv6.takenBy ? `that of ${ipv6.takenBy}` : 'free'}`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ ipv6Routed }) => [ipv6Routed ?? ''],
    broken: ({ ipv6Routed }) => ipv6Routed !== undefined,
    because: ({ ipv6Routed }) => `${ipv6Routed ?? 'no route'} leads to the /64`,
  },
];
