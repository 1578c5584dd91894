import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface VpcFacts {
  readonly vpc: { readonly id: string; readonly status: string } | undefined;
}

/** Preconditions of every change to a VPC: it exists, and it is Available. */
export const availableVpc: readonly Rule<VpcFacts>[] = [
  {
    refusal: vpcRefusals.VpcNotFound,
    broken: ({ vpc }) => vpc === undefined,
    because: ({ vpc }) => (vpc ? `${vpc.id} exists` : 'there is no such VPC'),
  },
  {
    refusal: vpcRefusals.VpcInvalidStatus,
    broken: ({ vpc }) => vpc && vpc.status !== 'Available',
    because: ({ vpc }) => `the VPC is ${vpc?.status ?? 'absent'}`,
  },
];
