import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, integer } from '#core/parameters.ts';
import { billEip } from '#services/vpc/eip/billing.ts';
import { BILLING, convertRules } from './billing.rules.ts';
import { eipToConvert } from './own-eip.ts';
import { loadBalancerSpec, whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';
import { endOfPeriod, NO_ORDER, period, RENEWAL } from './subscription.ts';

/** Changes how a load balancer is billed, at once, and the EIP that was made with it. */
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
    const key = ownKey(context, input.LoadBalancerId);
    const loadBalancer = await tx.first(ownLoadBalancerToChange, key);
    return {
      loadBalancer,
      ownEip: await eipToConvert(tx, context, loadBalancer, target),
      target,
      spec: input.LoadBalancerSpec,
      period: target === BILLING.subscription ? input : undefined,
    };
  },

  async change(tx, facts, { LoadBalancerId, AutoRenewal }) {
    const expiresAt = facts.period === undefined ? 0 : endOfPeriod(tx.now, facts.period);
    const automatic = facts.period !== undefined && AutoRenewal === true;
    await tx.update('load_balancer', LoadBalancerId, {
      billing_type: facts.target,
      expires_at: expiresAt,
      ...(automatic ? RENEWAL.automatic : RENEWAL.byHand),
      ...(facts.spec !== undefined && { spec: facts.spec }),
    });
    if (facts.ownEip !== undefined) {
      await billEip(tx, facts.ownEip.eip.id, facts.ownEip.target, expiresAt);
    }
    return { OrderId: NO_ORDER };
  },
});
