import type { TestServer } from '../support/server.ts';
import { EIP_CALLS } from './eip.ts';
import { IPAM_CALLS } from './ipam.ts';
import { TRAFFIC_CALLS } from './traffic.ts';

type Input = Record<string, unknown>;

/** Calls a vpc or ecs action and waits for the end of what it began. */
type Make = (action: string, input?: Input, service?: string) => Promise<Record<string, string>>;

/** Parameters of one call of an action, which begins a transition where the action has one. */
type Call = (make: Make) => Promise<Input>;

const LONG_MS = 600_000;

/** Resolves to the answer, once what the action began has ended. */
export const makeOn =
  (server: TestServer): Make =>
  async (action, input = {}, service = 'vpc') => {
    const answer = await server.client.ok(service, action, input);
    await server.advance(LONG_MS);
    return answer;
  };

const vpc = async (make: Make) =>
  (await make('CreateVpc', { CidrBlock: '10.0.0.0/8', EnableIpv6: true })).VpcId;

async function secondBlock(make: Make) {
  const { VpcId } = await make('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  return { VpcId, SecondaryCidrBlock: '10.1.0.0/16' };
}

const place = async (make: Make) => {
  const VpcId = await vpc(make);
  const { SubnetId } = await make('CreateSubnet', { VpcId, ...SUBNET });
  const { SecurityGroupId } = await make('CreateSecurityGroup', { VpcId });
  return { VpcId, SubnetId, SecurityGroupId };
};
const SUBNET = { ZoneId: 'cn-beijing-a', CidrBlock: '10.1.0.0/24', Ipv6CidrBlock: 1 };

const interfaceAt = async (make: Make) => {
  const { SubnetId, SecurityGroupId } = await place(make);
  const { NetworkInterfaceId } = await make('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    SecondaryPrivateIpAddressCount: 1,
    Ipv6AddressCount: 1,
  });
  return { NetworkInterfaceId, SubnetId, SecurityGroupId };
};

const withInstance = async (make: Make) => {
  const { NetworkInterfaceId, ...at } = await interfaceAt(make);
  const { InstanceIds } = await make('RunInstances', launch(at), 'ecs');
  return { NetworkInterfaceId, InstanceId: InstanceIds?.[0] };
};
const launch = (at: { SubnetId?: string | undefined; SecurityGroupId?: string | undefined }) => ({
  ZoneId: 'cn-beijing-a',
  ImageId: 'image-debian12x64tenon00',
  InstanceTypeId: 'ecs.g3i.large',
  InstanceName: 'test',
  NetworkInterfaces: [{ SubnetId: at.SubnetId, SecurityGroupIds: [at.SecurityGroupId] }],
});

const attached = async (make: Make) => {
  const both = await withInstance(make);
  await make('AttachNetworkInterface', both);
  return both;
};

const addresses = async (make: Make) => {
  const { NetworkInterfaceId } = await interfaceAt(make);
  // biome-ignore lint/suspicious/noExplicitAny: an answer
  const shown = (await make('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId })) as any;
  const ipv4 = shown.PrivateIpSets.PrivateIpSet.find((each: { Primary: boolean }) => !each.Primary);
  return { NetworkInterfaceId, ipv4: ipv4.PrivateIpAddress, ipv6: shown.IPv6Sets[0] };
};

const haVip = async (make: Make) => {
  const at = await interfaceAt(make);
  const { HaVipId } = await make('CreateHaVip', { SubnetId: at.SubnetId });
  return { HaVipId, InstanceId: at.NetworkInterfaceId, InstanceType: 'NetworkInterface' };
};

const route = async (make: Make) => {
  const { VpcId, SubnetId, SecurityGroupId } = await place(make);
  const { NetworkInterfaceId } = await make('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
  });
  const { RouteTableId } = await make('CreateRouteTable', { VpcId });
  return {
    RouteTableId,
    SubnetId,
    entry: {
      RouteTableId,
      DestinationCidrBlock: '20.0.0.0/16',
      NextHopType: 'NetworkInterface',
      NextHopId: NetworkInterfaceId,
    },
  };
};

const acl = async (make: Make) => {
  const { VpcId, SubnetId } = await place(make);
  const { NetworkAclId } = await make('CreateNetworkAcl', { VpcId });
  return { NetworkAclId, SubnetId };
};

const onAcl = async (make: Make) => {
  const { NetworkAclId, SubnetId } = await acl(make);
  return { NetworkAclId, Resource: [{ ResourceId: SubnetId }] };
};

const egress = async (make: Make) => {
  const { VpcId, SubnetId, SecurityGroupId } = await place(make);
  const { NetworkInterfaceId } = await make('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    Ipv6AddressCount: 1,
  });
  const shown = await make('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
  const { Ipv6GatewayId } = await make('CreateIpv6Gateway', { VpcId });
  const { AllocationId } = await make('AllocateIpv6AddressBandwidth', {
    Ipv6Address: shown.IPv6Sets?.[0],
    BillingType: 3,
  });
  return { Ipv6GatewayId, InstanceId: AllocationId };
};

const prefixList = { MaxEntries: 2, PrefixListEntries: [{ Cidr: '10.9.0.0/16' }] };
const rule = async (make: Make) => ({
  SecurityGroupId: (await place(make)).SecurityGroupId,
  Protocol: 'tcp',
  PortStart: 22,
  PortEnd: 22,
  CidrIp: '10.0.0.0/8',
});

/** Every action whose answer names a task. */
export const CALLS: Readonly<Record<string, Call>> = {
  CreateVpc: async () => ({ CidrBlock: '10.0.0.0/8' }),
  ModifyVpcAttributes: async (make) => ({ VpcId: await vpc(make), VpcName: 'b' }),
  AssociateVpcCidrBlock: secondBlock,
  async DisassociateVpcCidrBlock(make) {
    const block = await secondBlock(make);
    await make('AssociateVpcCidrBlock', block);
    return block;
  },
  DeleteVpc: async (make) => ({ VpcId: await vpc(make) }),
  CreateSubnet: async (make) => ({ VpcId: await vpc(make), ...SUBNET }),
  ModifySubnetAttributes: async (make) => ({
    SubnetId: (await place(make)).SubnetId,
    SubnetName: 'b',
  }),
  DeleteSubnet: async (make) => ({ SubnetId: (await place(make)).SubnetId }),
  CreateSecurityGroup: async (make) => ({ VpcId: await vpc(make) }),
  DeleteSecurityGroup: async (make) => ({ SecurityGroupId: (await place(make)).SecurityGroupId }),
  AuthorizeSecurityGroupIngress: rule,
  AuthorizeSecurityGroupEgress: rule,
  async RevokeSecurityGroupIngress(make) {
    const given = await rule(make);
    await make('AuthorizeSecurityGroupIngress', given);
    return given;
  },
  async RevokeSecurityGroupEgress(make) {
    const given = await rule(make);
    await make('AuthorizeSecurityGroupEgress', given);
    return given;
  },

  async CreateNetworkInterface(make) {
    const { SubnetId, SecurityGroupId } = await place(make);
    return { SubnetId, SecurityGroupIds: [SecurityGroupId] };
  },
  AttachNetworkInterface: withInstance,
  DetachNetworkInterface: attached,
  ModifyNetworkInterfaceAttributes: async (make) => ({
    NetworkInterfaceId: (await interfaceAt(make)).NetworkInterfaceId,
    Description: 'b',
  }),
  DeleteNetworkInterface: async (make) => ({
    NetworkInterfaceId: (await interfaceAt(make)).NetworkInterfaceId,
  }),
  AssignPrivateIpAddresses: async (make) => ({
    NetworkInterfaceId: (await interfaceAt(make)).NetworkInterfaceId,
    SecondaryPrivateIpAddressCount: 1,
  }),
  async UnassignPrivateIpAddresses(make) {
    const { NetworkInterfaceId, ipv4 } = await addresses(make);
    return { NetworkInterfaceId, PrivateIpAddress: [ipv4] };
  },
  AssignIpv6Addresses: async (make) => ({
    NetworkInterfaceId: (await interfaceAt(make)).NetworkInterfaceId,
    Ipv6AddressCount: 1,
  }),
  async UnassignIpv6Addresses(make) {
    const { NetworkInterfaceId, ipv6 } = await addresses(make);
    return { NetworkInterfaceId, Ipv6Address: [ipv6] };
  },

  CreateHaVip: async (make) => ({ SubnetId: (await place(make)).SubnetId }),
  ModifyHaVipAttributes: async (make) => ({
    HaVipId: (await haVip(make)).HaVipId,
    Description: 'b',
  }),
  AssociateHaVip: haVip,
  async DisassociateHaVip(make) {
    const given = await haVip(make);
    await make('AssociateHaVip', given);
    return given;
  },
  DeleteHaVip: async (make) => ({ HaVipId: (await haVip(make)).HaVipId }),

  CreatePrefixList: async () => prefixList,
  ModifyPrefixList: async (make) => ({
    PrefixListId: (await make('CreatePrefixList', prefixList)).PrefixListId,
    AddPrefixListEntries: [{ Cidr: '10.8.0.0/16' }],
  }),
  DeletePrefixList: async (make) => ({
    PrefixListId: (await make('CreatePrefixList', prefixList)).PrefixListId,
  }),

  CreateRouteTable: async (make) => ({ VpcId: await vpc(make) }),
  AssociateRouteTable: async (make) => {
    const { RouteTableId, SubnetId } = await route(make);
    return { RouteTableId, SubnetId };
  },
  async DisassociateRouteTable(make) {
    const { RouteTableId, SubnetId } = await route(make);
    await make('AssociateRouteTable', { RouteTableId, SubnetId });
    return { RouteTableId, SubnetId };
  },
  DeleteRouteTable: async (make) => ({ RouteTableId: (await route(make)).RouteTableId }),
  CreateRouteEntry: async (make) => (await route(make)).entry,
  async ModifyRouteEntry(make) {
    const { entry } = await route(make);
    const { RouteEntryId } = await make('CreateRouteEntry', entry);
    return { RouteEntryId, Description: 'b' };
  },
  async DeleteRouteEntry(make) {
    const { entry } = await route(make);
    return { RouteEntryId: (await make('CreateRouteEntry', entry)).RouteEntryId };
  },

  CreateNetworkAcl: async (make) => ({ VpcId: await vpc(make) }),
  ModifyNetworkAclAttributes: async (make) => ({
    NetworkAclId: (await acl(make)).NetworkAclId,
    Description: 'b',
  }),
  UpdateNetworkAclEntries: async (make) => ({
    NetworkAclId: (await acl(make)).NetworkAclId,
    UpdateIngressAclEntries: true,
  }),
  AssociateNetworkAcl: onAcl,
  async DisassociateNetworkAcl(make) {
    const given = await onAcl(make);
    await make('AssociateNetworkAcl', given);
    return given;
  },
  DeleteNetworkAcl: async (make) => ({ NetworkAclId: (await acl(make)).NetworkAclId }),

  ...EIP_CALLS,
  ...IPAM_CALLS,
  ...TRAFFIC_CALLS,

  CreateIpv6Gateway: async (make) => ({ VpcId: await vpc(make) }),
  DeleteIpv6Gateway: async (make) => ({
    Ipv6GatewayId: (await make('CreateIpv6Gateway', { VpcId: await vpc(make) })).Ipv6GatewayId,
  }),
  CreateIpv6EgressOnlyRule: egress,
  DeleteIpv6EgressOnlyRule: async (make) => ({
    Ipv6EgressOnlyRuleId: (await make('CreateIpv6EgressOnlyRule', await egress(make)))
      .Ipv6EgressOnlyRuleId,
  }),
};
