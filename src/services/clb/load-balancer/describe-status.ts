import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { clbRefusals } from '../refusals.ts';
import { whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancer } from './rows.ts';

/** Shows the status of one load balancer. */
export const describeLoadBalancerStatus = readAction({
  name: 'DescribeLoadBalancerStatus',
  summary: 'show the status of one load balancer',
  parameters: () => z.object(whichLoadBalancer()),
  result: () => z.object({ LoadBalancerId: z.string(), Status: z.string() }),
  refusals: [clbRefusals.LoadBalancerNotFound],

  async view(tx, { LoadBalancerId }, context) {
    const row =
      (await tx.first(ownLoadBalancer, ownKey(context, LoadBalancerId))) ??
      refuse(clbRefusals.LoadBalancerNotFound);
    return { LoadBalancerId, Status: row.status };
  },
});
