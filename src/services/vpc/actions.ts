import { ofResources } from '#core/service.ts';
import { asyncTaskResource } from './async-task/index.ts';
import { bandwidthPackageResource } from './bandwidth-package/index.ts';
import { eipResource } from './eip/index.ts';
import { flowLogResource } from './flow-log/index.ts';
import { haVipResource } from './ha-vip/index.ts';
import { instanceGroupResource } from './instance-group/index.ts';
import { ipAddressPoolResource } from './ip-address-pool/index.ts';
import { ipamResource } from './ipam/index.ts';
import { ipamOrganizationResource } from './ipam-organization/index.ts';
import { ipamPoolResource } from './ipam-pool/index.ts';
import { ipamPoolAllocationResource } from './ipam-pool-allocation/index.ts';
import { ipamResourceCidrResource } from './ipam-resource-cidr/index.ts';
import { ipamResourceDiscoveryResource } from './ipam-resource-discovery/index.ts';
import { ipamResourceDiscoveryAssociationResource } from './ipam-resource-discovery-association/index.ts';
import { ipamScopeResource } from './ipam-scope/index.ts';
import { ipamTagResource } from './ipam-tag/index.ts';
import { ipv4GatewayResource } from './ipv4-gateway/index.ts';
import { ipv6AddressBandwidthResource } from './ipv6-address-bandwidth/index.ts';
import { ipv6EgressOnlyRuleResource } from './ipv6-egress-only-rule/index.ts';
import { ipv6GatewayResource } from './ipv6-gateway/index.ts';
import { networkAclResource } from './network-acl/index.ts';
import { networkInterfaceResource } from './network-interface/index.ts';
import { prefixListResource } from './prefix-list/index.ts';
import { routeEntryResource } from './route-entry/index.ts';
import { routeTableResource } from './route-table/index.ts';
import { securityGroupResource } from './security-group/index.ts';
import { subnetResource } from './subnet/index.ts';
import { tagResource } from './tag/index.ts';
import { trafficMirrorFilterResource } from './traffic-mirror-filter/index.ts';
import { trafficMirrorFilterRuleResource } from './traffic-mirror-filter-rule/index.ts';
import { trafficMirrorSessionResource } from './traffic-mirror-session/index.ts';
import { trafficMirrorTargetResource } from './traffic-mirror-target/index.ts';
import { vpcResource } from './vpc/index.ts';

/** What clients may call of vpc. */
export const vpcActions = ofResources({
  network_interface: networkInterfaceResource,
  vpc: vpcResource,
  subnet: subnetResource,
  security_group: securityGroupResource,
  network_acl: networkAclResource,
  eip: eipResource,
  ha_vip: haVipResource,
  tag: tagResource,
  prefix_list: prefixListResource,
  route_table: routeTableResource,
  route_entry: routeEntryResource,
  ipv6_gateway: ipv6GatewayResource,
  ipv6_egress_only_rule: ipv6EgressOnlyRuleResource,
  ipv6_address_bandwidth: ipv6AddressBandwidthResource,
  instance_group: instanceGroupResource,
  ipam: ipamResource,
  ipam_organization: ipamOrganizationResource,
  ipam_pool: ipamPoolResource,
  ipam_pool_allocation: ipamPoolAllocationResource,
  ipam_resource_cidr: ipamResourceCidrResource,
  ipam_resource_discovery: ipamResourceDiscoveryResource,
  ipam_resource_discovery_association: ipamResourceDiscoveryAssociationResource,
  ipam_scope: ipamScopeResource,
  ipam_tag: ipamTagResource,
  bandwidth_package: bandwidthPackageResource,
  ipv4_gateway: ipv4GatewayResource,
  ip_address_pool: ipAddressPoolResource,
  flow_log: flowLogResource,
  traffic_mirror_filter: trafficMirrorFilterResource,
  traffic_mirror_filter_rule: trafficMirrorFilterRuleResource,
  traffic_mirror_target: trafficMirrorTargetResource,
  traffic_mirror_session: trafficMirrorSessionResource,
  async_task: asyncTaskResource,
});
