import type { Service } from '#core/service.ts';
import { getAsyncTaskStatus } from './async-task/status.ts';
import { allocateEipAddress } from './eip/allocate.ts';
import { associateEipAddress } from './eip/associate.ts';
import { convertEipAddressBillingType } from './eip/convert-billing-type.ts';
import { describeEipAddresses } from './eip/describe.ts';
import { describeEipAddressAttributes } from './eip/describe-attributes.ts';
import { disassociateEipAddress } from './eip/disassociate.ts';
import { modifyEipAddressAttributes } from './eip/modify-attributes.ts';
import { releaseEipAddress } from './eip/release.ts';
import { temporaryUpgradeEipAddress } from './eip/temporary-upgrade.ts';
import { eipTransitions } from './eip/transitions.ts';
import { associateHaVip } from './ha-vip/associate.ts';
import { createHaVip } from './ha-vip/create.ts';
import { deleteHaVip } from './ha-vip/delete.ts';
import { describeHaVips } from './ha-vip/describe.ts';
import { disassociateHaVip } from './ha-vip/disassociate.ts';
import { modifyHaVipAttributes } from './ha-vip/modify-attributes.ts';
import { haVipTransitions } from './ha-vip/transitions.ts';
import { allocateIpv6AddressBandwidth } from './ipv6-address-bandwidth/allocate.ts';
import { describeIpv6AddressBandwidths } from './ipv6-address-bandwidth/describe.ts';
import { describeIpv6AddressBandwidthAttributes } from './ipv6-address-bandwidth/describe-attributes.ts';
import { modifyIpv6AddressBandwidth } from './ipv6-address-bandwidth/modify.ts';
import { releaseIpv6AddressBandwidth } from './ipv6-address-bandwidth/release.ts';
import { createIpv6EgressOnlyRule } from './ipv6-egress-only-rule/create.ts';
import { deleteIpv6EgressOnlyRule } from './ipv6-egress-only-rule/delete.ts';
import { describeIpv6EgressOnlyRules } from './ipv6-egress-only-rule/describe.ts';
import { modifyIpv6EgressOnlyRuleAttribute } from './ipv6-egress-only-rule/modify-attribute.ts';
import { ipv6EgressOnlyRuleTransitions } from './ipv6-egress-only-rule/transitions.ts';
import { createIpv6Gateway } from './ipv6-gateway/create.ts';
import { deleteIpv6Gateway } from './ipv6-gateway/delete.ts';
import { describeIpv6Gateways } from './ipv6-gateway/describe.ts';
import { describeIpv6GatewayAttribute } from './ipv6-gateway/describe-attribute.ts';
import { modifyIpv6GatewayAttribute } from './ipv6-gateway/modify-attribute.ts';
import { ipv6GatewayTransitions } from './ipv6-gateway/transitions.ts';
import { associateNetworkAcl } from './network-acl/associate.ts';
import { createNetworkAcl } from './network-acl/create.ts';
import { deleteNetworkAcl } from './network-acl/delete.ts';
import { describeNetworkAcls } from './network-acl/describe.ts';
import { describeNetworkAclAttributes } from './network-acl/describe-attributes.ts';
import { disassociateNetworkAcl } from './network-acl/disassociate.ts';
import { modifyNetworkAclAttributes } from './network-acl/modify-attributes.ts';
import { networkAclTransitions } from './network-acl/transitions.ts';
import { updateNetworkAclEntries } from './network-acl/update-entries.ts';
import { assignIpv6Addresses } from './network-interface/assign-ipv6.ts';
import { assignPrivateIpAddresses } from './network-interface/assign-private-ips.ts';
import { attachNetworkInterface } from './network-interface/attach.ts';
import { createNetworkInterface } from './network-interface/create.ts';
import { deleteNetworkInterface } from './network-interface/delete.ts';
import { describeNetworkInterfaces } from './network-interface/describe.ts';
import { describeNetworkInterfaceAttributes } from './network-interface/describe-attributes.ts';
import { detachNetworkInterface } from './network-interface/detach.ts';
import { modifyNetworkInterfaceAttributes } from './network-interface/modify.ts';
import { networkInterfaceTransitions } from './network-interface/transitions.ts';
import { unassignIpv6Addresses } from './network-interface/unassign-ipv6.ts';
import { unassignPrivateIpAddresses } from './network-interface/unassign-private-ips.ts';
import { NOT_YET } from './not-yet.ts';
import { createPrefixList } from './prefix-list/create.ts';
import { deletePrefixList } from './prefix-list/delete.ts';
import { describePrefixLists } from './prefix-list/describe.ts';
import { describePrefixListAssociations } from './prefix-list/describe-associations.ts';
import { describePrefixListEntries } from './prefix-list/describe-entries.ts';
import { modifyPrefixList } from './prefix-list/modify.ts';
import { prefixListTransitions } from './prefix-list/transitions.ts';
import { vpcRefusals } from './refusals.ts';
import { createRouteEntry } from './route-entry/create.ts';
import { deleteRouteEntry } from './route-entry/delete.ts';
import { describeRouteEntryList } from './route-entry/describe.ts';
import { modifyRouteEntry } from './route-entry/modify.ts';
import { routeEntryTransitions } from './route-entry/transitions.ts';
import { associateRouteTable } from './route-table/associate.ts';
import { createRouteTable } from './route-table/create.ts';
import { deleteRouteTable } from './route-table/delete.ts';
import { describeRouteTableList } from './route-table/describe.ts';
import { disassociateRouteTable } from './route-table/disassociate.ts';
import { modifyRouteTableAttributes } from './route-table/modify-attributes.ts';
import {
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
} from './security-group/authorize.ts';
import { createSecurityGroup } from './security-group/create.ts';
import { deleteSecurityGroup } from './security-group/delete.ts';
import { describeSecurityGroups } from './security-group/describe.ts';
import { describeSecurityGroupAttributes } from './security-group/describe-attributes.ts';
import { modifySecurityGroupAttributes } from './security-group/modify-attributes.ts';
import {
  modifySecurityGroupRuleDescriptionsEgress,
  modifySecurityGroupRuleDescriptionsIngress,
} from './security-group/modify-rule-descriptions.ts';
import { revokeSecurityGroupEgress, revokeSecurityGroupIngress } from './security-group/revoke.ts';
import { securityGroupTransitions } from './security-group/transitions.ts';
import { createSubnet } from './subnet/create.ts';
import { deleteSubnet } from './subnet/delete.ts';
import { describeSubnets } from './subnet/describe.ts';
import { describeSubnetAttributes } from './subnet/describe-attributes.ts';
import { modifySubnetAttributes } from './subnet/modify-attributes.ts';
import { subnetTransitions } from './subnet/transitions.ts';
import { listTagsForResources } from './tag/list.ts';
import { tagResources } from './tag/tag-resources.ts';
import { untagResources } from './tag/untag-resources.ts';
import { associateVpcCidrBlock } from './vpc/associate-cidr-block.ts';
import { associateVpcUserCidrBlock } from './vpc/associate-user-cidr-block.ts';
import { createVpc } from './vpc/create.ts';
import { deleteVpc } from './vpc/delete.ts';
import { describeVpcs } from './vpc/describe.ts';
import { describeVpcAttributes } from './vpc/describe-attributes.ts';
import { disassociateVpcCidrBlock } from './vpc/disassociate-cidr-block.ts';
import { disassociateVpcUserCidrBlock } from './vpc/disassociate-user-cidr-block.ts';
import { modifyVpcAttributes } from './vpc/modify-attributes.ts';
import { vpcTransitions } from './vpc/transitions.ts';

/** The vpc service. */
export const vpc: Service = {
  name: 'vpc',
  version: '2020-04-01',
  actions: [
    // network interfaces
    attachNetworkInterface,
    createNetworkInterface,
    deleteNetworkInterface,
    describeNetworkInterfaceAttributes,
    describeNetworkInterfaces,
    detachNetworkInterface,
    modifyNetworkInterfaceAttributes,
    // addresses of network interfaces
    assignIpv6Addresses,
    assignPrivateIpAddresses,
    unassignIpv6Addresses,
    unassignPrivateIpAddresses,

    // VPCs
    createVpc,
    deleteVpc,
    describeVpcAttributes,
    describeVpcs,
    modifyVpcAttributes,
    // blocks of VPCs
    associateVpcCidrBlock,
    associateVpcUserCidrBlock,
    disassociateVpcCidrBlock,
    disassociateVpcUserCidrBlock,

    // subnets
    createSubnet,
    deleteSubnet,
    describeSubnetAttributes,
    describeSubnets,
    modifySubnetAttributes,

    // security groups
    createSecurityGroup,
    deleteSecurityGroup,
    describeSecurityGroupAttributes,
    describeSecurityGroups,
    modifySecurityGroupAttributes,
    authorizeSecurityGroupEgress,
    authorizeSecurityGroupIngress,
    modifySecurityGroupRuleDescriptionsEgress,
    modifySecurityGroupRuleDescriptionsIngress,
    revokeSecurityGroupEgress,
    revokeSecurityGroupIngress,

    // network ACLs
    associateNetworkAcl,
    createNetworkAcl,
    deleteNetworkAcl,
    describeNetworkAclAttributes,
    describeNetworkAcls,
    disassociateNetworkAcl,
    modifyNetworkAclAttributes,
    updateNetworkAclEntries,

    // EIPs
    allocateEipAddress,
    associateEipAddress,
    convertEipAddressBillingType,
    describeEipAddressAttributes,
    describeEipAddresses,
    disassociateEipAddress,
    modifyEipAddressAttributes,
    releaseEipAddress,
    temporaryUpgradeEipAddress,

    // high-availability virtual IPs
    associateHaVip,
    createHaVip,
    deleteHaVip,
    describeHaVips,
    disassociateHaVip,
    modifyHaVipAttributes,

    // tags
    listTagsForResources,
    tagResources,
    untagResources,

    // prefix lists
    createPrefixList,
    deletePrefixList,
    describePrefixListAssociations,
    describePrefixListEntries,
    describePrefixLists,
    modifyPrefixList,

    // route tables
    associateRouteTable,
    createRouteTable,
    deleteRouteTable,
    describeRouteTableList,
    disassociateRouteTable,
    modifyRouteTableAttributes,

    // routes
    createRouteEntry,
    deleteRouteEntry,
    describeRouteEntryList,
    modifyRouteEntry,

    // IPv6 gateways, and what IPv6 addresses have through them
    createIpv6Gateway,
    deleteIpv6Gateway,
    describeIpv6GatewayAttribute,
    describeIpv6Gateways,
    modifyIpv6GatewayAttribute,
    createIpv6EgressOnlyRule,
    deleteIpv6EgressOnlyRule,
    describeIpv6EgressOnlyRules,
    modifyIpv6EgressOnlyRuleAttribute,
    allocateIpv6AddressBandwidth,
    describeIpv6AddressBandwidthAttributes,
    describeIpv6AddressBandwidths,
    modifyIpv6AddressBandwidth,
    releaseIpv6AddressBandwidth,

    // work that goes on after an answer
    getAsyncTaskStatus,
  ],
  transitions: [
    ...networkInterfaceTransitions,
    ...eipTransitions,
    ...haVipTransitions,
    ...vpcTransitions,
    ...subnetTransitions,
    ...securityGroupTransitions,
    ...routeEntryTransitions,
    ...prefixListTransitions,
    ...networkAclTransitions,
    ...ipv6GatewayTransitions,
    ...ipv6EgressOnlyRuleTransitions,
  ],
  notYet: NOT_YET,
  resultCarriesRequestId: true,
  parameterRefusals: {
    missing: (parameter) => ({ refusal: vpcRefusals.MissingParameter, args: [parameter] }),
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: vpcRefusals.ClientTokenMalformed, args: [] }
        : {
            refusal: { ...vpcRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
            args: [parameter],
          },
  },
  writeRefusals: {
    conflict: vpcRefusals.Conflict,
    idempotentParameterMismatch: vpcRefusals.IdempotentParameterMismatch,
  },
};
