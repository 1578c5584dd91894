import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import type { EipRow } from '#store/schema.ts';
import { BILLING } from '../billing-types.ts';
import { vpcRefusals } from '../refusals.ts';
import { bandwidth, isUpgraded, mostBandwidth } from './bandwidth.ts';
import { notUpgraded, settledEip, type UpgradeFacts } from './eip.rules.ts';
import { ownEipToChange } from './rows.ts';

const HOUR = 3600 * 1000;

/** Source: the SDK's bounds of Period. That it counts hours is ours: 720 of them are 30 days. */
const MOST_HOURS = 720;

interface TemporaryFacts extends UpgradeFacts {
  readonly eip: Pick<EipRow, 'status' | 'billing_type' | 'bandwidth' | 'expires_at'> | undefined;
  readonly bandwidth: number;
  readonly bandwidthAllowed: number;
  readonly endsAt: number;
}

/** The preconditions of TemporaryUpgradeEipAddress. No page of it was seen: they are ours. */
export const temporaryRules: readonly Rule<TemporaryFacts>[] = [
  ...settledEip,
  notUpgraded,
  {
    // The bandwidth of a pay-as-you-go EIP can be changed at any time.
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'AllocationId',
    broken: ({ eip }) => eip && eip.billing_type !== BILLING.subscription,
    because: ({ eip }) => `BillingType is ${eip?.billing_type ?? '?'}`,
  },
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, bandwidthAllowed }) => bandwidth > bandwidthAllowed,
    because: ({ bandwidth, bandwidthAllowed }) => `${bandwidth} Mbps of ${bandwidthAllowed}`,
  },
  {
    refusal: vpcRefusals.EipBandwidthNotHigher,
    parameter: 'Bandwidth',
    broken: ({ eip, bandwidth }) => eip && bandwidth <= eip.bandwidth,
    because: ({ eip, bandwidth }) =>
      `it has ${eip?.bandwidth ?? '?'} Mbps, and is to have ${bandwidth}`,
  },
  {
    refusal: vpcRefusals.EipPeriodMalformed,
    parameter: 'Period',
    broken: ({ eip, endsAt }) => eip && endsAt > eip.expires_at,
    because: ({ eip, endsAt }) =>
      eip && endsAt > eip.expires_at ? 'the subscription ends before' : 'it ends in time',
  },
];

/** Gives a subscribed EIP more bandwidth for some hours, after which it has its own again. */
export const temporaryUpgradeEipAddress = writeAction({
  name: 'TemporaryUpgradeEipAddress',
  summary: 'give an EIP more bandwidth for a time',
  parameters: () =>
    z.object({
      AllocationId: id(),
      Bandwidth: bandwidth(),
      Period: integer(1, MOST_HOURS),
    }),
  result: () => z.object({}),
  rules: temporaryRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.AllocationId);
    const eip = await tx.first(ownEipToChange, key);
    return {
      eip,
      upgraded: eip !== undefined && isUpgraded(eip, tx.now),
      bandwidth: input.Bandwidth,
      bandwidthAllowed: mostBandwidth(BILLING.subscription),
      endsAt: tx.now + input.Period * HOUR,
    };
  },

  async change(tx, { endsAt }, { AllocationId, Bandwidth }) {
    await tx.update('eip', AllocationId, {
      upgraded_bandwidth: Bandwidth,
      upgrade_ends_at: endsAt,
    });
    tx.touch('eip', AllocationId);
    return {};
  },
});
