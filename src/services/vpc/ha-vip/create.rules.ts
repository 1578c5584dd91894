import type { Rule } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { subnetExists, subnetIsAvailable } from '../subnet/subnet.rules.ts';
import { vpcIsAvailable } from '../vpc/vpc.rules.ts';

export interface CreateFacts {
  readonly subnet: { readonly id: string; readonly status: string } | undefined;
  readonly vpc: { readonly status: string } | undefined;
  readonly quotaLeft: number;
  /** How many the VPC has, and may have. */
  readonly held: number;
  readonly allowed: number;
}

/** The preconditions of CreateHaVip; the vendor's table was not found, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  subnetExists,
  vpcIsAvailable,
  subnetIsAvailable,
  withinQuota(vpcRefusals.HaVipQuota, 'HaVips', 'quotaLeft'),
  {
    refusal: vpcRefusals.HaVipsPerVpc,
    parameter: 'SubnetId',
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the VPC has ${held} of ${allowed} HaVips`,
  },
];
