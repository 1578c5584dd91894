import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { BILLING as EIP_BILLING } from '#services/vpc/billing-types.ts';
import { billEip } from '#services/vpc/eip/billing.ts';
import { renewRules } from './billing.rules.ts';
import { ownEipOf } from './own-eip.ts';
import { whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';
import { endOfPeriod, period } from './subscription.ts';

/**
 * Extends a subscription: from its end, or from now if it has ended. The EIP that was made with the
 * load balancer is subscribed as long.
 */
export const renewLoadBalancer = writeAction({
  name: 'RenewLoadBalancer',
  summary: 'make the subscription of a load balancer longer',
  parameters: () => z.object({ ...whichLoadBalancer(), ...period() }),
  result: () => z.object({}),
  rules: renewRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.LoadBalancerId);
    const loadBalancer = await tx.first(ownLoadBalancerToChange, key);
    return { loadBalancer, period: input, eip: await ownEipOf(tx, context, loadBalancer) };
  },

  async change(tx, { loadBalancer, eip }, input) {
    const from = Math.max(tx.now, loadBalancer?.expires_at ?? 0);
    const expiresAt = endOfPeriod(from, input);
    await tx.update('load_balancer', input.LoadBalancerId, { expires_at: expiresAt });
    if (eip?.billing_type === EIP_BILLING.subscription) {
      await billEip(tx, eip.id, eip.billing_type, expiresAt);
    }
    return {};
  },
});
