import type { Rule } from '#core/action.ts';
import { clbRefusals } from '../refusals.ts';
import { activeLoadBalancer, type LoadBalancerFacts } from './load-balancer.rules.ts';

/** What decides whether a load balancer may be deleted, or its subscription ended. */
export interface DeleteFacts extends LoadBalancerFacts {
  readonly listenerId: string | undefined;
  readonly forced: boolean;
  /** An EIP on it that was not made with it. */
  readonly eipId: string | undefined;
  /** A traffic mirror target that it is. */
  readonly targetId: string | undefined;
  readonly now: number;
}

const subscribed = ({ loadBalancer, now }: DeleteFacts) =>
  loadBalancer && loadBalancer.expires_at > now;

const because = (facts: DeleteFacts) =>
  subscribed(facts) ? 'its subscription goes on' : 'it has no subscription that goes on';

const unused: readonly Rule<DeleteFacts>[] = [
  {
    refusal: clbRefusals.LoadBalancerInUse,
    args: () => ['a listener'],
    broken: ({ listenerId, forced }) => listenerId !== undefined && !forced,
    because: ({ listenerId, forced }) =>
      `it has ${listenerId ?? 'no listener'}, ForceDelete is ${forced}`,
  },
  {
    refusal: clbRefusals.LoadBalancerInUse,
    args: () => ['an EIP'],
    broken: ({ eipId }) => eipId !== undefined,
    because: ({ eipId }) => `${eipId ?? 'no other EIP'} is on it`,
  },
  {
    refusal: clbRefusals.LoadBalancerInUse,
    args: () => ['a traffic mirror target'],
    broken: ({ targetId }) => targetId !== undefined,
    because: ({ targetId }) => `it is ${targetId ?? 'no traffic mirror target'}`,
  },
];

export const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.LoadBalancerSubscribed,
    parameter: 'LoadBalancerId',
    broken: subscribed,
    because,
  },
  ...unused,
];

/** The preconditions of unsubscribing: only a load balancer that ends by itself has a subscription. */
export const unsubscribeRules: readonly Rule<DeleteFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.LoadBalancerSubscribed,
    broken: (facts) => facts.loadBalancer && !subscribed(facts),
    because,
  },
  ...unused,
];
