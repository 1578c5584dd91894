import { ofResources } from '#core/service.ts';
import { aclResource } from './acl/index.ts';
import { certificateResource } from './certificate/index.ts';
import { clbZoneResource } from './clb-zone/index.ts';
import { healthCheckLogProjectResource } from './health-check-log-project/index.ts';
import { listenerResource } from './listener/index.ts';
import { loadBalancerResource } from './load-balancer/index.ts';
import { NOT_YET } from './not-yet.ts';
import { ruleResource } from './rule/index.ts';
import { serverGroupResource } from './server-group/index.ts';
import { tagResource } from './tag/index.ts';

/** What clients may call of clb. */
export const clbActions = ofResources(
  {
    load_balancer: loadBalancerResource,
    listener: listenerResource,
    rule: ruleResource,
    server_group: serverGroupResource,
    acl: aclResource,
    certificate: certificateResource,
    clb_zone: clbZoneResource,
    health_check_log_project: healthCheckLogProjectResource,
    tag: tagResource,
  },
  NOT_YET,
);
