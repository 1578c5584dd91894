import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
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

/** The clb service: load balancers in outline, recorded and without packets. */
export const clb: Service = {
  name: 'clb',
  version: '2020-04-01',
  ...ofResources({
    load_balancer: loadBalancerResource,
    listener: listenerResource,
    rule: ruleResource,
    server_group: serverGroupResource,
    acl: aclResource,
    certificate: certificateResource,
    clb_zone: clbZoneResource,
    health_check_log_project: healthCheckLogProjectResource,
    tag: tagResource,
  }),
  notYet: NOT_YET,
  resultCarriesRequestId: true,
  ...commonServiceRefusals,
};
