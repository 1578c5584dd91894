import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import { clbRefusals } from '../refusals.ts';

export type LoadBalancerFacts = Holding<'loadBalancer', LoadBalancerRow>;

export const loadBalancerExists = exists(
  clbRefusals.LoadBalancerNotFound,
  'loadBalancer',
  'load balancer',
);

/** The preconditions on the load balancer of every change to it and to what belongs to it. */
export const activeLoadBalancer: readonly Rule<LoadBalancerFacts>[] = [
  loadBalancerExists,
  inStatus(clbRefusals.LoadBalancerInvalidStatus, 'loadBalancer', 'load balancer', ['Active']),
];
