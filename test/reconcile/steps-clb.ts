import { calling, type Step } from './step.ts';

const clb = calling('clb');

/** A load balancer is made and deleted. */
export const clbSteps: Readonly<Record<string, Step>> = {
  async 'load-balancer.create'(stage) {
    const asked = { Type: 'private', SubnetId: stage.made.SubnetId };
    stage.made.LoadBalancerId = (await clb(stage, 'CreateLoadBalancer', asked)).LoadBalancerId;
  },
  'load-balancer.delete': (stage) =>
    clb(stage, 'DeleteLoadBalancer', { LoadBalancerId: stage.made.LoadBalancerId }),
};
