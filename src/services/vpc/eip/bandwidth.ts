import * as z from 'zod';
import { note } from '#core/parameters.ts';
import type { EipRow } from '#store/schema.ts';
import { BILLING } from '../billing-types.ts';
import { vpcRefusals } from '../refusals.ts';

/** Mbps. The most that is sold hangs on the billing type. */
export const bandwidth = () =>
  note(z.int().min(1).max(1_000_000), {
    malformed: vpcRefusals.EipBandwidthTooSmall,
    tooLong: vpcRefusals.EipBandwidthTooLarge,
  });

/** The most that an EIP which is there can be given: the Bandwidth of ModifyEipAddressAttributes. */
export const mostBandwidth = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 1000;

type Upgrade = Pick<EipRow, 'upgraded_bandwidth' | 'upgrade_ends_at'>;

/** Whether a temporary upgrade is on. It ends by itself: nothing has to be written for it. */
export function isUpgraded(row: Upgrade, now: number): boolean {
  return row.upgrade_ends_at > now;
}

/** The bandwidth that an EIP has at `now`. */
export function bandwidthAt(row: Upgrade & Pick<EipRow, 'bandwidth'>, now: number): number {
  return isUpgraded(row, now) ? row.upgraded_bandwidth : row.bandwidth;
}
