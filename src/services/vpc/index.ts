import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { asyncTaskResource } from './async-task/index.ts';
import { eipResource } from './eip/index.ts';
import { haVipResource } from './ha-vip/index.ts';
import { ipv6AddressBandwidthResource } from './ipv6-address-bandwidth/index.ts';
import { ipv6EgressOnlyRuleResource } from './ipv6-egress-only-rule/index.ts';
import { ipv6GatewayResource } from './ipv6-gateway/index.ts';
import { networkAclResource } from './network-acl/index.ts';
import { networkInterfaceResource } from './network-interface/index.ts';
import { NOT_YET } from './not-yet.ts';
import { prefixListResource } from './prefix-list/index.ts';
import { vpcRefusals } from './refusals.ts';
import { routeEntryResource } from './route-entry/index.ts';
import { routeTableResource } from './route-table/index.ts';
import { securityGroupResource } from './security-group/index.ts';
import { subnetResource } from './subnet/index.ts';
import { tagResource } from './tag/index.ts';
import { vpcResource } from './vpc/index.ts';

/** The vpc service. */
export const vpc: Service = {
  name: 'vpc',
  version: '2020-04-01',
  ...ofResources([
    networkInterfaceResource,
    vpcResource,
    subnetResource,
    securityGroupResource,
    networkAclResource,
    eipResource,
    haVipResource,
    tagResource,
    prefixListResource,
    routeTableResource,
    routeEntryResource,
    ipv6GatewayResource,
    ipv6EgressOnlyRuleResource,
    ipv6AddressBandwidthResource,
    asyncTaskResource,
  ]),
  notYet: NOT_YET,
  resultCarriesRequestId: true,
  parameterRefusals: {
    missing: commonServiceRefusals.parameterRefusals.missing,
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: vpcRefusals.ClientTokenMalformed, args: [] }
        : commonServiceRefusals.parameterRefusals.malformed(parameter),
  },
  writeRefusals: {
    conflict: vpcRefusals.Conflict,
    idempotentParameterMismatch: vpcRefusals.IdempotentParameterMismatch,
  },
};
