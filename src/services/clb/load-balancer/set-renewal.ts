import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { integer } from '#core/parameters.ts';
import { renewalRules } from './billing.rules.ts';
import { whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';
import { RENEWAL } from './subscription.ts';

/** Months. 0 is what Terraform sends of what was not set, here and for the times. */
const MONTHS = [0, 1, 2, 3, 6, 12];

/** Says whether a subscription is to be renewed at its end. It is kept and shown. */
export const setLoadBalancerRenewal = writeAction({
  name: 'SetLoadBalancerRenewal',
  summary: 'say how the subscription of a load balancer is to be renewed',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      RenewType: integer(1, 3),
      RenewPeriodTimes: integer(0, 12)
        .refine((months) => MONTHS.includes(months), `it must be one of ${MONTHS.join(', ')}`)
        .default(0),
      /** -1 for without end. */
      RemainRenewTimes: integer(-1, 100).default(0),
    }),
  result: () => z.object({}),
  rules: renewalRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.LoadBalancerId);
    return { loadBalancer: await tx.first(ownLoadBalancerToChange, key) };
  },

  async change(tx, _, { LoadBalancerId, RenewType, RenewPeriodTimes, RemainRenewTimes }) {
    const { automatic } = RENEWAL;
    await tx.update(
      'load_balancer',
      LoadBalancerId,
      RenewType === automatic.renew_type
        ? {
            renew_type: RenewType,
            renew_period_times: RenewPeriodTimes || automatic.renew_period_times,
            remain_renew_times: RemainRenewTimes || automatic.remain_renew_times,
          }
        : { ...RENEWAL.byHand, renew_type: RenewType },
    );
    return {};
  },
});
