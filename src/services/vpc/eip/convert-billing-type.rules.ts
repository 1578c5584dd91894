import type { Rule } from '#core/action.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { notInPackage, notUpgraded, settledEip, type UpgradeFacts } from './eip.rules.ts';

export interface ConvertFacts extends UpgradeFacts {
  readonly eip:
    | Pick<
        EipRow,
        'status' | 'billing_type' | 'bandwidth' | 'release_with_instance' | 'bandwidth_package_id'
      >
    | undefined;
  /** The requested billing type. */
  readonly target: number;
  /** The requested bandwidth; undefined to keep it. */
  readonly bandwidth: number | undefined;
  readonly bandwidthAllowed: number;
  /** Whether Period and PeriodUnit make a length that is offered; always true for pay-as-you-go. */
  readonly periodSold: boolean;
  readonly protected: boolean;
}

/** The billing types from which each one can be reached. Source: the BillingType parameter. */
const FROM: Readonly<Record<number, readonly number[]>> = { 1: [2], 2: [3, 1], 3: [2] };

/**
 * Whether a new bandwidth is given with a change to or from billing by traffic, which may have one.
 */
const takesBandwidth = (target: number, from: number) => target === 3 || from === 3;

/**
 * The preconditions of ConvertEipAddressBillingType; its table was not found, the order is ours.
 */
export const convertRules: readonly Rule<ConvertFacts>[] = [
  ...settledEip,
  notUpgraded,
  notInPackage,
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'BillingType',
    broken: ({ eip, target }) => eip && !FROM[target]?.includes(eip.billing_type),
    because: ({ eip, target }) =>
      `BillingType is ${eip?.billing_type ?? '?'}, and is to be ${target}`,
  },
  {
    refusal: vpcRefusals.ParametersExclude,
    args: () => ['BillingType', 'Bandwidth'],
    broken: ({ eip, target, bandwidth }) =>
      eip && bandwidth !== undefined && !takesBandwidth(target, eip.billing_type),
    because: ({ eip, target, bandwidth }) =>
      `Bandwidth is ${bandwidth ?? 'not given'}, from BillingType ${eip?.billing_type ?? '?'} to ${target}`,
  },
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ eip, bandwidth, bandwidthAllowed }) =>
      eip && (bandwidth ?? eip.bandwidth) > bandwidthAllowed,
    because: ({ eip, bandwidth, bandwidthAllowed, target }) =>
      `${bandwidth ?? eip?.bandwidth ?? '?'} Mbps of ${bandwidthAllowed} for BillingType ${target}`,
  },
  {
    refusal: vpcRefusals.EipPeriodMalformed,
    parameter: 'Period',
    broken: ({ periodSold }) => !periodSold,
    because: ({ periodSold }) => `such a subscription is ${periodSold ? '' : 'not '}sold`,
  },
  {
    refusal: vpcRefusals.EipProtectionMalformed,
    parameter: 'BillingType',
    broken: ({ eip, target, protected: has }) => eip && target === 1 && has,
    because: ({ target, protected: has }) =>
      `it has ${has ? '' : 'no '}enhanced protection, and BillingType is to be ${target}`,
  },
  {
    // Only pay-as-you-go EIPs are released with their instance.
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'BillingType',
    broken: ({ eip, target }) => eip && target === 1 && eip.release_with_instance === 1,
    because: ({ eip }) => `ReleaseWithInstance is ${eip?.release_with_instance === 1}`,
  },
];
