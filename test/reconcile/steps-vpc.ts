import { calling, type Step } from './step.ts';

const vpc = calling('vpc');
const SUBNET = { ZoneId: 'cn-beijing-a', CidrBlock: '10.1.0.0/24', Ipv6CidrBlock: 1 };

/** The resources that all others need. */
export const groundSteps: Readonly<Record<string, Step>> = {
  async 'vpc.create'(stage) {
    const input = { CidrBlock: '10.0.0.0/8', EnableIpv6: true };
    stage.made.VpcId = (await vpc(stage, 'CreateVpc', input)).VpcId;
  },
  'vpc.modify': (stage) =>
    vpc(stage, 'ModifyVpcAttributes', { VpcId: stage.made.VpcId, VpcName: 'b' }),
  async 'subnet.create'(stage) {
    const { VpcId } = stage.made;
    stage.made.SubnetId = (await vpc(stage, 'CreateSubnet', { VpcId, ...SUBNET })).SubnetId;
    const there = { ...SUBNET, CidrBlock: '10.2.0.0/24', Ipv6CidrBlock: 2 };
    stage.made.there = (await vpc(stage, 'CreateSubnet', { VpcId, ...there })).SubnetId;
  },
  'subnet.modify': (stage) =>
    vpc(stage, 'ModifySubnetAttributes', { SubnetId: stage.made.SubnetId, SubnetName: 'b' }),
  async 'security-group.create'(stage) {
    const { VpcId } = stage.made;
    const { SecurityGroupId } = await vpc(stage, 'CreateSecurityGroup', { VpcId });
    stage.made.SecurityGroupId = SecurityGroupId;
  },
  async 'prefix-list.create'(stage) {
    const PrefixListEntries = [{ Cidr: '10.9.0.0/16' }];
    const list = await vpc(stage, 'CreatePrefixList', { MaxEntries: 2, PrefixListEntries });
    stage.made.PrefixListId = list.PrefixListId;
  },
  'prefix-list.modify': (stage) =>
    vpc(stage, 'ModifyPrefixList', {
      PrefixListId: stage.made.PrefixListId,
      AddPrefixListEntries: [{ Cidr: '10.8.0.0/16' }],
    }),
};

/** An interface is made, attached, and detached. */
export const interfaceSteps: Readonly<Record<string, Step>> = {
  async 'network-interface.create'(stage) {
    const { SubnetId, SecurityGroupId } = stage.made;
    const { NetworkInterfaceId } = await vpc(stage, 'CreateNetworkInterface', {
      SubnetId,
      SecurityGroupIds: [SecurityGroupId],
      SecondaryPrivateIpAddressCount: 2,
      Ipv6AddressCount: 1,
    });
    stage.made.NetworkInterfaceId = NetworkInterfaceId;
  },
  'network-interface.attach': (stage) =>
    vpc(stage, 'AttachNetworkInterface', {
      NetworkInterfaceId: stage.made.NetworkInterfaceId,
      InstanceId: stage.made.one,
    }),
  async 'bandwidth-package.create'(stage) {
    const { BandwidthPackageId } = await vpc(stage, 'CreateBandwidthPackage', { Bandwidth: 10 });
    stage.made.BandwidthPackageId = BandwidthPackageId;
  },
  'bandwidth-package.delete': (stage) =>
    vpc(stage, 'DeleteBandwidthPackage', { BandwidthPackageId: stage.made.BandwidthPackageId }),
  async 'ip-address-pool.create'(stage) {
    const input = { ISP: 'BGP', CidrBlock: '203.0.113.0/30' };
    const { IpAddressPoolId } = await vpc(stage, 'CreateIpAddressPool', input);
    stage.made.IpAddressPoolId = IpAddressPoolId;
  },
  'ip-address-pool.delete': (stage) =>
    vpc(stage, 'DeleteIpAddressPool', { IpAddressPoolId: stage.made.IpAddressPoolId }),
  async 'ipv4-gateway.create'(stage) {
    stage.made.Ipv4GatewayId = (await vpc(stage, 'CreateIpv4Gateway', {})).Ipv4GatewayId;
  },
  'ipv4-gateway.delete': (stage) =>
    vpc(stage, 'DeleteIpv4Gateway', { Ipv4GatewayId: stage.made.Ipv4GatewayId }),
  async 'eip.attach'(stage) {
    const { AllocationId } = await vpc(stage, 'AllocateEipAddress', { BillingType: 3 });
    stage.made.AllocationId = AllocationId;
    await vpc(stage, 'AssociateEipAddress', {
      AllocationId,
      InstanceId: stage.made.NetworkInterfaceId,
      InstanceType: 'NetworkInterface',
    });
  },
  'eip.detach': (stage) =>
    vpc(stage, 'DisassociateEipAddress', { AllocationId: stage.made.AllocationId }),
  'eip.release': (stage) =>
    vpc(stage, 'ReleaseEipAddress', { AllocationId: stage.made.AllocationId }),
  'network-interface.detach': (stage) =>
    vpc(stage, 'DetachNetworkInterface', {
      NetworkInterfaceId: stage.made.NetworkInterfaceId,
      InstanceId: stage.made.one,
    }),
};

/**
 * The other resources of a network: virtual IPs, routes, ACLs, IPv6 gateways and egress-only rules.
 */
export const networkSteps: Readonly<Record<string, Step>> = {
  async 'ha-vip.create'(stage) {
    const { SubnetId } = stage.made;
    stage.made.HaVipId = (await vpc(stage, 'CreateHaVip', { SubnetId })).HaVipId;
  },
  'ha-vip.delete': (stage) => vpc(stage, 'DeleteHaVip', { HaVipId: stage.made.HaVipId }),
  async 'route-entry.create'(stage) {
    const { VpcId, one } = stage.made;
    const { RouteTableId } = await vpc(stage, 'CreateRouteTable', { VpcId });
    const { RouteEntryId } = await vpc(stage, 'CreateRouteEntry', {
      RouteTableId,
      DestinationCidrBlock: '20.0.0.0/16',
      NextHopType: 'Instance',
      NextHopId: one,
    });
    stage.made.RouteEntryId = RouteEntryId;
  },
  'route-entry.modify': (stage) =>
    vpc(stage, 'ModifyRouteEntry', {
      RouteEntryId: stage.made.RouteEntryId,
      NextHopType: 'NetworkInterface',
      NextHopId: stage.made.NetworkInterfaceId,
    }),
  'route-entry.delete': (stage) =>
    vpc(stage, 'DeleteRouteEntry', { RouteEntryId: stage.made.RouteEntryId }),
  'network-acl.create': (stage) => vpc(stage, 'CreateNetworkAcl', { VpcId: stage.made.VpcId }),
  async 'ipv6-gateway.create'(stage) {
    const { VpcId } = stage.made;
    stage.made.Ipv6GatewayId = (await vpc(stage, 'CreateIpv6Gateway', { VpcId })).Ipv6GatewayId;
  },
  async 'ipv6-egress-only-rule.create'(stage) {
    const { NetworkInterfaceId, Ipv6GatewayId } = stage.made;
    const { IPv6Sets } = await vpc(stage, 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId,
    });
    const { AllocationId } = await vpc(stage, 'AllocateIpv6AddressBandwidth', {
      Ipv6Address: IPv6Sets[0],
      BillingType: 3,
    });
    const rule = { Ipv6GatewayId, InstanceId: AllocationId };
    const { Ipv6EgressOnlyRuleId } = await vpc(stage, 'CreateIpv6EgressOnlyRule', rule);
    stage.made.Ipv6EgressOnlyRuleId = Ipv6EgressOnlyRuleId;
  },
  'ipv6-egress-only-rule.delete': (stage) =>
    vpc(stage, 'DeleteIpv6EgressOnlyRule', {
      Ipv6EgressOnlyRuleId: stage.made.Ipv6EgressOnlyRuleId,
    }),
  async 'ipv6-gateway.delete'(stage) {
    const { NetworkInterfaceId, Ipv6GatewayId } = stage.made;
    const { IPv6Sets } = await vpc(stage, 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId,
    });
    await vpc(stage, 'UnassignIpv6Addresses', { NetworkInterfaceId, Ipv6Address: IPv6Sets });
    await vpc(stage, 'DeleteIpv6Gateway', { Ipv6GatewayId });
  },
};

/** Everything is deleted, what the others need last. */
export const endSteps: Readonly<Record<string, Step>> = {
  'network-interface.delete': (stage) =>
    vpc(stage, 'DeleteNetworkInterface', { NetworkInterfaceId: stage.made.NetworkInterfaceId }),
  'prefix-list.delete': (stage) =>
    vpc(stage, 'DeletePrefixList', { PrefixListId: stage.made.PrefixListId }),
  async 'subnet.delete'(stage) {
    const { SubnetId, there } = stage.made;
    for (const each of [SubnetId, there]) await vpc(stage, 'DeleteSubnet', { SubnetId: each });
  },
  async 'vpc.delete'(stage) {
    // Another VPC, since this one still has resources of earlier steps.
    const { VpcId } = await vpc(stage, 'CreateVpc', { CidrBlock: '10.0.0.0/8' });
    await stage.settle();
    await vpc(stage, 'DeleteVpc', { VpcId });
  },
};
