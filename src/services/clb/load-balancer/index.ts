import type { Resource } from '#core/service.ts';
import { disableAccessLog, enableAccessLog } from './access-log.ts';
import { convertLoadBalancerBillingType } from './convert-billing-type.ts';
import { createLoadBalancer } from './create.ts';
import { deleteLoadBalancer } from './delete.ts';
import { describeLoadBalancers } from './describe.ts';
import { describeLoadBalancerAttributes } from './describe-attributes.ts';
import { describeLoadBalancersBilling } from './describe-billing.ts';
import { describeLoadBalancerStatus } from './describe-status.ts';
import {
  attachHealthCheckLogTopic,
  describeHealthCheckLogTopicAttributes,
  detachHealthCheckLogTopic,
} from './health-check-log.ts';
import { modifyLoadBalancerAttributes } from './modify-attributes.ts';
import { renewLoadBalancer } from './renew.ts';
import { setLoadBalancerRenewal } from './set-renewal.ts';

/** The actions of load balancers. */
export const loadBalancerResource: Resource = {
  actions: [
    attachHealthCheckLogTopic,
    convertLoadBalancerBillingType,
    createLoadBalancer,
    deleteLoadBalancer,
    describeHealthCheckLogTopicAttributes,
    describeLoadBalancerAttributes,
    describeLoadBalancerStatus,
    describeLoadBalancers,
    describeLoadBalancersBilling,
    detachHealthCheckLogTopic,
    disableAccessLog,
    enableAccessLog,
    modifyLoadBalancerAttributes,
    renewLoadBalancer,
    setLoadBalancerRenewal,
  ],
};
