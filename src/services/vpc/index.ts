import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { bandwidthPackageTransitions } from './bandwidth-package/transitions.ts';
import { eipTransitions } from './eip/transitions.ts';
import { flowLogTransitions } from './flow-log/transitions.ts';
import { haVipTransitions } from './ha-vip/transitions.ts';
import { instanceGroupTransitions } from './instance-group/transitions.ts';
import { ipAddressPoolTransitions } from './ip-address-pool/transitions.ts';
import { ipv4GatewayTransitions } from './ipv4-gateway/transitions.ts';
import { ipv6EgressOnlyRuleTransitions } from './ipv6-egress-only-rule/transitions.ts';
import { ipv6GatewayTransitions } from './ipv6-gateway/transitions.ts';
import { networkAclTransitions } from './network-acl/transitions.ts';
import { networkInterfaceTransitions } from './network-interface/transitions.ts';
import { prefixListTransitions } from './prefix-list/transitions.ts';
import { vpcRefusals } from './refusals.ts';
import { routeEntryTransitions } from './route-entry/transitions.ts';
import { securityGroupTransitions } from './security-group/transitions.ts';
import { subnetTransitions } from './subnet/transitions.ts';
import { trafficMirrorFilterTransitions } from './traffic-mirror-filter/transitions.ts';
import { trafficMirrorFilterRuleTransitions } from './traffic-mirror-filter-rule/transitions.ts';
import { trafficMirrorSessionTransitions } from './traffic-mirror-session/transitions.ts';
import { trafficMirrorTargetTransitions } from './traffic-mirror-target/transitions.ts';
import { vpcTransitions } from './vpc/transitions.ts';

/** The vpc service. */
export const vpc: Service = {
  name: 'vpc',
  version: '2020-04-01',
  transitions: [
    ...bandwidthPackageTransitions,
    ...eipTransitions,
    ...flowLogTransitions,
    ...haVipTransitions,
    ...instanceGroupTransitions,
    ...ipAddressPoolTransitions,
    ...ipv4GatewayTransitions,
    ...ipv6EgressOnlyRuleTransitions,
    ...ipv6GatewayTransitions,
    ...networkAclTransitions,
    ...networkInterfaceTransitions,
    ...prefixListTransitions,
    ...routeEntryTransitions,
    ...securityGroupTransitions,
    ...subnetTransitions,
    ...trafficMirrorFilterRuleTransitions,
    ...trafficMirrorFilterTransitions,
    ...trafficMirrorSessionTransitions,
    ...trafficMirrorTargetTransitions,
    ...vpcTransitions,
  ],
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
  load: async () => (await import('./actions.ts')).vpcActions,
};
