/** The life of a load balancer: Terraform waits for Active; the others are ours. */
export type LoadBalancerStatus = 'Creating' | 'Active' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'load-balancer.create', from: 'Creating', to: 'Active', dwell: 2000 },
  delete: { kind: 'load-balancer.delete', from: 'Deleting', to: undefined, dwell: 2000 },
} as const satisfies Record<
  string,
  { kind: string; from: LoadBalancerStatus; to: LoadBalancerStatus | undefined; dwell: number }
>;
