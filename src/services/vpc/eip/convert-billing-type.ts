import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import { BILLING } from '../billing-types.ts';
import { bandwidth, isUpgraded, mostBandwidth } from './bandwidth.ts';
import { convertRules } from './convert-billing-type.rules.ts';
import { ownEipToChange } from './rows.ts';
import { isPeriod, subscriptionEnd } from './subscription.ts';

/** Changes how an EIP is billed, at once. */
export const convertEipAddressBillingType = writeAction({
  name: 'ConvertEipAddressBillingType',
  summary: 'change how an EIP is paid for',
  parameters: () =>
    z.object({
      AllocationId: id(),
      BillingType: integer(1, 3),
      Bandwidth: bandwidth().optional(),
      Period: integer(1, 60).default(1),
      PeriodUnit: integer(1, 2).default(1),
    }),
  result: () => z.object({}),
  rules: convertRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.AllocationId);
    const eip = await tx.first(ownEipToChange, key);
    return {
      eip,
      upgraded: eip !== undefined && isUpgraded(eip, tx.now),
      target: input.BillingType,
      bandwidth: input.Bandwidth,
      bandwidthAllowed: mostBandwidth(input.BillingType),
      periodSold:
        input.BillingType !== BILLING.subscription || isPeriod(input.PeriodUnit, input.Period),
      protected: eip !== undefined && eip.security_protection_types !== '[]',
    };
  },

  async change(tx, _, input) {
    const subscribed = input.BillingType === BILLING.subscription;
    await tx.update('eip', input.AllocationId, {
      billing_type: input.BillingType,
      expires_at: subscribed ? subscriptionEnd(tx.now, input.PeriodUnit, input.Period) : 0,
      ...(input.Bandwidth !== undefined && { bandwidth: input.Bandwidth }),
    });
    if (input.Bandwidth !== undefined) tx.touch('eip', input.AllocationId);
    return {};
  },
});
