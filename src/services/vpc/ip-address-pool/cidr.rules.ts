import type { Rule } from '#core/action.ts';
import { quotaText } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import type { Ipv4Range } from '../subnet/range.ts';

export interface BlockFacts {
  /** What the request has. */
  readonly cidrBlock: string | undefined;
  readonly cidrMask: number | undefined;
  /** What was read or found. */
  readonly block: (Ipv4Range & { readonly cidr: string }) | undefined;
  /** Whether a named block has addresses that are in use. */
  readonly conflict: boolean;
  readonly addressesLeft: number;
}

/** The preconditions on a block that gets into a pool. They are ours. */
export const blockRules: readonly Rule<BlockFacts>[] = [
  {
    refusal: vpcRefusals.ParametersExclude,
    args: () => ['CidrBlock', 'CidrMask'],
    broken: ({ cidrBlock, cidrMask }) => cidrBlock !== undefined && cidrMask !== undefined,
    because: ({ cidrBlock, cidrMask }) =>
      `CidrBlock is ${cidrBlock ?? 'absent'}, CidrMask ${cidrMask ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.PoolBlockMalformed,
    parameter: 'CidrBlock',
    broken: ({ cidrBlock, block }) => cidrBlock !== undefined && block === undefined,
    because: ({ cidrBlock, block }) =>
      `${cidrBlock ?? 'nothing'} is read as ${block?.cidr ?? 'none'}`,
  },
  {
    refusal: vpcRefusals.PoolBlockConflict,
    broken: ({ conflict }) => conflict,
    because: ({ block, conflict }) =>
      conflict ? `${block?.cidr ?? '?'} is in use` : `${block?.cidr ?? 'no block'} is not in use`,
  },
  {
    refusal: vpcRefusals.PoolBlocksExhausted,
    parameter: 'CidrMask',
    broken: ({ cidrBlock, cidrMask, block }) =>
      cidrBlock === undefined && cidrMask !== undefined && block === undefined,
    because: ({ block }) => `${block?.cidr ?? 'no block'} was found`,
  },
  {
    refusal: vpcRefusals.PoolAddressQuota,
    parameter: 'CidrMask',
    broken: ({ block, addressesLeft }) => block !== undefined && block.size > addressesLeft,
    because: ({ addressesLeft }) => quotaText(addressesLeft, 'AddressesInIpAddressPools'),
  },
];
