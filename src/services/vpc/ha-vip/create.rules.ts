import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface CreateFacts {
  readonly subnet: { readonly status: string } | undefined;
  readonly vpc: { readonly status: string } | undefined;
  readonly quotaLeft: number;
  /** How many the VPC has, and may have. */
  readonly held: number;
  readonly allowed: number;
}

/** The preconditions of CreateHaVip; the vendor's table was not found, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.SubnetNotFound,
    broken: ({ subnet }) => subnet === undefined,
    because: ({ subnet }) => (subnet ? 'the subnet exists' : 'there is no such subnet'),
  },
  {
    refusal: vpcRefusals.VpcInvalidStatus,
    broken: ({ vpc }) => vpc && vpc.status !== 'Available',
    because: ({ vpc }) => `the VPC is ${vpc?.status ?? 'not known'}`,
  },
  {
    refusal: vpcRefusals.SubnetInvalidStatus,
    broken: ({ subnet }) => subnet && subnet.status !== 'Available',
    because: ({ subnet }) => `the subnet is ${subnet?.status ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.HaVipQuota,
    broken: ({ quotaLeft }) => quotaLeft < 1,
    because: ({ quotaLeft }) => `${quotaLeft} HaVips are left of the quota`,
  },
  {
    refusal: vpcRefusals.HaVipsPerVpc,
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the VPC has ${held} of ${allowed} HaVips`,
  },
];
