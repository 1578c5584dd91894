import type { Rule } from '#core/action.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { notInPackage, notUpgraded, settledEip, type UpgradeFacts } from './eip.rules.ts';

export interface ModifyFacts extends UpgradeFacts {
  readonly eip:
    | Pick<EipRow, 'status' | 'billing_type' | 'network_interface_id' | 'bandwidth_package_id'>
    | undefined;
  /** The requested values; undefined to keep the present one. */
  readonly bandwidth: number | undefined;
  readonly releaseWithInstance: boolean | undefined;
  /** The most that its billing type allows. */
  readonly bandwidthAllowed: number;
}

/**
 * The preconditions of ModifyEipAddressAttributes: docs 6402/71039, as far as its table was seen.
 * Its rows about frozen EIPs and about IPv6 cannot occur here.
 */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...settledEip,
  {
    ...notUpgraded,
    broken: (facts) => facts.bandwidth !== undefined && notUpgraded.broken(facts),
  },
  {
    ...notInPackage,
    broken: (facts) => facts.bandwidth !== undefined && notInPackage.broken(facts),
  },
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ eip, bandwidth, bandwidthAllowed }) =>
      eip && bandwidth !== undefined && bandwidth > bandwidthAllowed,
    because: ({ eip, bandwidth, bandwidthAllowed }) =>
      `${bandwidth ?? 'no'} Mbps of ${bandwidthAllowed} for BillingType ${eip?.billing_type ?? '?'}`,
  },
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'ReleaseWithInstance',
    broken: ({ eip, releaseWithInstance }) => eip && releaseWithInstance && eip.billing_type === 1,
    because: ({ eip, releaseWithInstance }) =>
      `ReleaseWithInstance is ${releaseWithInstance}, BillingType is ${eip?.billing_type ?? '?'}`,
  },
  {
    // It is not on an instance yet with which it could be released.
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ eip, releaseWithInstance }) =>
      eip && releaseWithInstance && eip.network_interface_id === null,
    because: ({ eip }) => `it is on ${eip?.network_interface_id ?? 'no interface'}`,
  },
];
