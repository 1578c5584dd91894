import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { renewRules } from './billing.rules.ts';
import { whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';
import { endOfPeriod, period } from './subscription.ts';

/** Extends a subscription: from its end, or from now if it has ended. */
export const renewLoadBalancer = writeAction({
  name: 'RenewLoadBalancer',
  summary: 'make the subscription of a load balancer longer',
  parameters: () => z.object({ ...whichLoadBalancer(), ...period() }),
  result: () => z.object({}),
  rules: renewRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.LoadBalancerId);
    return { loadBalancer: await tx.first(ownLoadBalancerToChange, key), period: input };
  },

  async change(tx, { loadBalancer }, input) {
    const from = Math.max(tx.now, loadBalancer?.expires_at ?? 0);
    await tx.update('load_balancer', input.LoadBalancerId, {
      expires_at: endOfPeriod(from, input),
    });
    return {};
  },
});
