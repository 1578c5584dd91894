import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface VpcPoolFacts {
  readonly poolId: string | undefined;
  readonly pool: { readonly id: string } | undefined;
  /** Why the pool does not do, if it does not. */
  readonly misfit: string | undefined;
}

/** The pool that a VPC's block is to be taken from is there, and gives out blocks for its region. */
export const vpcPoolRules: readonly Rule<VpcPoolFacts>[] = [
  {
    refusal: vpcRefusals.IpamPoolNotFound,
    broken: ({ poolId, pool }) => poolId !== undefined && pool === undefined,
    because: ({ poolId, pool }) => `${poolId ?? 'no pool'} is ${pool ? 'there' : 'not there'}`,
  },
  {
    refusal: vpcRefusals.IpamPoolMismatch,
    parameter: 'Ipv4IpamPoolId',
    args: ({ misfit }) => [misfit ?? ''],
    broken: ({ misfit }) => misfit !== undefined,
    because: ({ misfit }) => misfit ?? 'the pool fits',
  },
];
