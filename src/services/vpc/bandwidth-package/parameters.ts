import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { BILLING } from '../billing-types.ts';
import { vpcRefusals } from '../refusals.ts';

/** How a package is paid for: as an EIP, or by the 95th percentile of its traffic. */
export const PACKAGE_BILLING = { ...BILLING, by95thPercentile: 4 } as const;

export const PROTOCOLS = ['IPv4', 'IPv6', 'Dual-stack'] as const;

/** In Mbps. The limits of each billing type are in {@link leastBandwidth} and below. */
export const packageBandwidth = () =>
  note(z.int().min(1).max(1_000_000), {
    malformed: vpcRefusals.BandwidthPackageTooSmall,
    tooLong: vpcRefusals.BandwidthPackageTooLarge,
  });

/** Source: the documentation of the vendor's Terraform providers. */
export const leastBandwidth = (billingType: number): number =>
  billingType === PACKAGE_BILLING.subscription ? 5 : 2;

export const MOST_BANDWIDTH = 5000;

/** Which lengths a subscription may have, by unit: 1 is months, 2 is years. Source: as above. */
const PERIODS: Readonly<Record<number, readonly number[]>> = {
  1: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36],
  2: [1, 2, 3],
};

export const isPackagePeriod = (unit: number, period: number): boolean =>
  PERIODS[unit]?.includes(period) ?? false;

/** Whether a package that takes both families may be paid for like this. */
export const billsDualStack = (billingType: number): boolean =>
  billingType === PACKAGE_BILLING.byBandwidth || billingType === PACKAGE_BILLING.by95thPercentile;
