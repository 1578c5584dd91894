import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id } from '#core/parameters.ts';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import { renewRules } from './charge.rules.ts';
import { operateFacts } from './operate.ts';
import { MONTHS, months, NO_ORDER, RENEWAL_MONTHS } from './parameters.ts';

/** Extends a subscription: from its end, or from now if it has ended. */
export const renewInstance = writeAction({
  name: 'RenewInstance',
  summary: 'make the subscription of an instance longer',
  parameters: () =>
    z.object({
      InstanceId: id(),
      Period: months(RENEWAL_MONTHS),
      PeriodUnit: z.enum(['Month']).default('Month'),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ OrderId: z.string() }),
  inert: { PeriodUnit: 'it is always Month' },
  rules: renewRules,
  facts: operateFacts,

  async change(tx, { instance }, { InstanceId, Period }) {
    const from = Math.max(tx.now, instance?.expires_at ?? 0);
    await tx.update('instance', InstanceId, {
      expires_at: subscriptionEnd(from, MONTHS, Period),
    });
    return { OrderId: NO_ORDER };
  },
});
