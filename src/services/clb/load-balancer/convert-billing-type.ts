import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, integer } from '#core/parameters.ts';
import { BILLING, convertRules } from './billing.rules.ts';
import { loadBalancerSpec, whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';
import { endOfPeriod, NO_ORDER, period, RENEWAL } from './subscription.ts';

/** Changes how a load balancer is billed, at once. */
export const convertLoadBalancerBillingType = writeAction({
  name: 'ConvertLoadBalancerBillingType',
  summary: 'change how a load balancer is paid for',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      LoadBalancerBillingType: integer(1, 3),
      LoadBalancerSpec: loadBalancerSpec().optional(),
      ...period(),
      /** Of a subscription. */
      AutoRenewal: flag().optional(),
    }),
  result: () => z.object({ OrderId: z.string() }),
  rules: convertRules,

  async facts(tx, input, context) {
    const target = input.LoadBalancerBillingType;
    return {
      loadBalancer: await tx.first(ownLoadBalancerToChange, ownKey(context, input.LoadBalancerId)),
      target,
      spec: input.LoadBalancerSpec,
      period: target === BILLING.subscription ? input : undefined,
    };
  },

  async change(tx, facts, { LoadBalancerId, AutoRenewal }) {
    const automatic = facts.period !== undefined && AutoRenewal === true;
    await tx.update('load_balancer', LoadBalancerId, {
      billing_type: facts.target,
      expires_at: facts.period === undefined ? 0 : endOfPeriod(tx.now, facts.period),
      ...(automatic ? RENEWAL.automatic : RENEWAL.byHand),
      ...(facts.spec !== undefined && { spec: facts.spec }),
    });
    return { OrderId: NO_ORDER };
  },
});
