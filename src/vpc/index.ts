import type { Service } from '../service.ts';
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
