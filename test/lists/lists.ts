import { beijing } from '#platform/time.ts';
import { madeBandwidthPackage } from '../support/bandwidth-package.ts';
import { madeIpAddressPool } from '../support/ip-address-pool.ts';
import { madeIpv4Gateway } from '../support/ipv4-gateway.ts';
import { ipv6Scene, madeBandwidth, madeEgressOnlyRule, madeIpv6Gateway } from '../support/ipv6.ts';
import { natScene } from '../support/nat.ts';
import { madeNetworkAcl } from '../support/network-acl.ts';
import {
  madeGroup,
  madeInterface,
  madeSubnet,
  madeVpc,
  runInput,
  scene,
} from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { EBS_LISTS } from './ebs.ts';
import { IPAM_LISTS } from './ipam.ts';
import { ECS_LISTS } from './lists-ecs.ts';
import { TRAFFIC_LISTS } from './traffic.ts';

type Input = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: a row as any of the lists answers it
type Row = any;

/** A list with rows in it. */
export interface ListScene {
  /** The conditions by which the list is asked for. */
  readonly input?: Input;
  /** Adds a row. */
  add(number: number): Promise<unknown>;
  /** Removes a row. */
  remove(row: Row): Promise<unknown>;
}

/** One list action: how its rows are made, read and taken away. */
export interface ListCase {
  /** Where the answer has its rows. */
  readonly rows: string;
  readonly id: (row: Row) => string;
  /** Another condition that the list takes. */
  readonly condition: Input;
  readonly scene: (server: TestServer) => Promise<ListScene>;
}

const IMAGE = { ImageName: 'own', Platform: 'Debian', Url: 'https://bucket/file' };

/** By `service Action`: every list whose rows come and go. */
export const LISTS: Readonly<Record<string, ListCase>> = {
  'vpc DescribeVpcs': {
    rows: 'Vpcs',
    id: (row) => row.VpcId,
    condition: { ProjectName: 'default' },
    scene: async (server) => ({
      add: () => madeVpc(server),
      remove: ({ VpcId }) => vpc(server, 'DeleteVpc', { VpcId }),
    }),
  },
  'vpc DescribeSubnets': {
    rows: 'Subnets',
    id: (row) => row.SubnetId,
    condition: { ZoneId: 'cn-beijing-a' },
    async scene(server) {
      const VpcId = await madeVpc(server);
      return {
        input: { VpcId },
        add: (n) => madeSubnet(server, VpcId, { CidrBlock: `10.0.${n}.0/24` }),
        remove: ({ SubnetId }) => vpc(server, 'DeleteSubnet', { SubnetId }),
      };
    },
  },
  'vpc DescribeSecurityGroups': {
    rows: 'SecurityGroups',
    id: (row) => row.SecurityGroupId,
    condition: { ProjectName: 'default' },
    async scene(server) {
      const VpcId = await madeVpc(server);
      return {
        input: { VpcId },
        add: () => madeGroup(server, VpcId),
        // The group that was made with the VPC cannot be removed.
        remove: ({ SecurityGroupId, Type }) =>
          Type === 'default'
            ? Promise.resolve()
            : vpc(server, 'DeleteSecurityGroup', { SecurityGroupId }),
      };
    },
  },
  'vpc DescribeNetworkInterfaces': {
    rows: 'NetworkInterfaceSets',
    id: (row) => row.NetworkInterfaceId,
    condition: { Type: 'secondary' },
    async scene(server) {
      const { subnetId, groupId } = await network(server);
      return {
        input: { SecurityGroupId: groupId },
        add: () => madeInterface(server, { subnetId, groupId }),
        remove: ({ NetworkInterfaceId }) =>
          vpc(server, 'DeleteNetworkInterface', { NetworkInterfaceId }),
      };
    },
  },
  'vpc DescribeEipAddresses': {
    rows: 'EipAddresses',
    id: (row) => row.AllocationId,
    condition: { ISP: 'BGP' },
    scene: async (server) => ({
      add: () => vpc(server, 'AllocateEipAddress', { BillingType: 3 }),
      remove: ({ AllocationId }) => vpc(server, 'ReleaseEipAddress', { AllocationId }),
    }),
  },
  'vpc DescribeHaVips': {
    rows: 'HaVips',
    id: (row) => row.HaVipId,
    condition: { Status: 'Available' },
    async scene(server) {
      const { subnetId } = await network(server);
      return {
        add: () => vpc(server, 'CreateHaVip', { SubnetId: subnetId }),
        remove: ({ HaVipId }) => vpc(server, 'DeleteHaVip', { HaVipId }),
      };
    },
  },
  ...IPAM_LISTS,
  ...TRAFFIC_LISTS,
  ...EBS_LISTS,
  'vpc DescribeIpv6Gateways': {
    rows: 'Ipv6Gateways',
    id: (row) => row.Ipv6GatewayId,
    condition: { ProjectName: 'default' },
    scene: async (server) => ({
      add: async () => madeIpv6Gateway(server, await madeVpc(server, { EnableIpv6: true })),
      remove: ({ Ipv6GatewayId }) => vpc(server, 'DeleteIpv6Gateway', { Ipv6GatewayId }),
    }),
  },
  'vpc DescribeIpv6AddressBandwidths': {
    rows: 'Ipv6AddressBandwidths',
    id: (row) => row.AllocationId,
    condition: { ISP: 'BGP' },
    async scene(server) {
      const { addresses, VpcId } = await ipv6Scene(server, 10);
      await madeIpv6Gateway(server, VpcId);
      return {
        add: (n) => madeBandwidth(server, addresses[n]),
        remove: ({ AllocationId }) => vpc(server, 'ReleaseIpv6AddressBandwidth', { AllocationId }),
      };
    },
  },
  'vpc DescribeIpv6EgressOnlyRules': {
    rows: 'Ipv6EgressRules',
    id: (row) => row.Ipv6EgressOnlyRuleId,
    condition: { Name: 'a' },
    async scene(server) {
      const { addresses, VpcId } = await ipv6Scene(server, 10);
      const Ipv6GatewayId = await madeIpv6Gateway(server, VpcId);
      return {
        input: { Ipv6GatewayId },
        add: async (n) =>
          madeEgressOnlyRule(server, Ipv6GatewayId, await madeBandwidth(server, addresses[n])),
        remove: ({ Ipv6EgressOnlyRuleId }) =>
          vpc(server, 'DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId }),
      };
    },
  },
  'vpc DescribeNetworkAcls': {
    rows: 'NetworkAcls',
    id: (row) => row.NetworkAclId,
    condition: { ProjectName: 'default' },
    async scene(server) {
      const VpcId = await madeVpc(server);
      return {
        add: () => madeNetworkAcl(server, VpcId),
        remove: ({ NetworkAclId }) => vpc(server, 'DeleteNetworkAcl', { NetworkAclId }),
      };
    },
  },
  'vpc DescribeBandwidthPackages': {
    rows: 'BandwidthPackages',
    id: (row) => row.BandwidthPackageId,
    condition: { ISP: 'BGP' },
    scene: async (server) => ({
      add: () => madeBandwidthPackage(server),
      remove: ({ BandwidthPackageId }) =>
        vpc(server, 'DeleteBandwidthPackage', { BandwidthPackageId }),
    }),
  },
  'vpc DescribeIpv4Gateways': {
    rows: 'Ipv4Gateways',
    id: (row) => row.Ipv4GatewayId,
    condition: { Ipv4GatewayName: 'a' },
    scene: async (server) => ({
      add: () => madeIpv4Gateway(server),
      remove: ({ Ipv4GatewayId }) => vpc(server, 'DeleteIpv4Gateway', { Ipv4GatewayId }),
    }),
  },
  'vpc DescribeIpAddressPools': {
    rows: 'IpAddressPools',
    id: (row) => row.IpAddressPoolId,
    condition: { ISP: 'BGP' },
    scene: async (server) => ({
      add: () => madeIpAddressPool(server),
      remove: ({ IpAddressPoolId }) => vpc(server, 'DeleteIpAddressPool', { IpAddressPoolId }),
    }),
  },
  'vpc DescribeIpAddressPoolCidrBlocks': {
    rows: 'IpAddressPoolCidrBlocks',
    id: (row) => row.CidrBlock,
    condition: { IpAddressPoolId: 'ippool-1' },
    async scene(server) {
      const input = { IpAddressPoolId: await madeIpAddressPool(server) };
      return {
        input,
        add: (n) =>
          vpc(server, 'AddIpAddressPoolCidrBlock', { ...input, CidrBlock: `203.0.113.${n}/32` }),
        remove: ({ CidrBlock }) =>
          vpc(server, 'DeleteIpAddressPoolCidrBlock', { ...input, CidrBlock }),
      };
    },
  },
  'vpc DescribePrefixLists': {
    rows: 'PrefixLists',
    id: (row) => row.PrefixListId,
    condition: { IpVersion: 'IPv4' },
    scene: async (server) => ({
      add: () => vpc(server, 'CreatePrefixList', { MaxEntries: 1 }),
      remove: ({ PrefixListId }) => vpc(server, 'DeletePrefixList', { PrefixListId }),
    }),
  },
  'vpc DescribePrefixListEntries': {
    rows: 'PrefixListEntries',
    id: (row) => row.Cidr,
    condition: { PrefixListId: 'pl-1' },
    async scene(server) {
      const list = await vpc(server, 'CreatePrefixList', { MaxEntries: 20 });
      const input = { PrefixListId: list.PrefixListId };
      const change = (more: Input) => vpc(server, 'ModifyPrefixList', { ...input, ...more });
      return {
        input,
        // Descending, so that the order in which they are added differs from the order of their
        // texts.
        add: (n) => change({ AddPrefixListEntries: [{ Cidr: `10.0.${99 - n}.0/24` }] }),
        remove: ({ Cidr }) => change({ RemovePrefixListEntries: [{ Cidr }] }),
      };
    },
  },
  'vpc DescribePrefixListAssociations': {
    rows: 'PrefixListAssociations',
    id: (row) => row.ResourceId,
    condition: { ResourceType: 'VpcSecurityGroup' },
    async scene(server) {
      const list = await vpc(server, 'CreatePrefixList', { MaxEntries: 2 });
      const { PrefixListId } = list;
      const VpcId = await madeVpc(server);
      const rule = { Protocol: 'tcp', PortStart: 22, PortEnd: 22, PrefixListId };
      return {
        input: { PrefixListId },
        async add() {
          const SecurityGroupId = await madeGroup(server, VpcId);
          await vpc(server, 'AuthorizeSecurityGroupIngress', { ...rule, SecurityGroupId });
        },
        remove: ({ ResourceId: SecurityGroupId }) =>
          vpc(server, 'RevokeSecurityGroupIngress', { ...rule, SecurityGroupId }),
      };
    },
  },
  'vpc DescribeRouteEntryList': {
    rows: 'RouteEntries',
    id: (row) => row.DestinationCidrBlock,
    condition: { RouteEntryType: 'Custom' },
    async scene(server) {
      const { subnetId, groupId, VpcId } = await network(server);
      for (const SecondaryCidrBlock of ['10.8.0.0/16', '10.4.0.0/16', '10.6.0.0/16']) {
        await vpc(server, 'AssociateVpcCidrBlock', { VpcId, SecondaryCidrBlock });
      }
      const RouteTableId = await madeRouteTable(server, VpcId);
      const hop = {
        RouteTableId,
        NextHopType: 'NetworkInterface',
        NextHopId: await madeInterface(server, { subnetId, groupId }),
      };
      return {
        input: { RouteTableId },
        add: (n) =>
          vpc(server, 'CreateRouteEntry', { ...hop, DestinationCidrBlock: `172.16.${n}.0/24` }),
        async remove({ RouteEntryId, Type, DestinationCidrBlock: SecondaryCidrBlock }) {
          if (Type === 'Custom') await vpc(server, 'DeleteRouteEntry', { RouteEntryId });
          // The route to the first block of the VPC cannot be removed.
          else if (SecondaryCidrBlock !== FIRST_BLOCK) {
            await vpc(server, 'DisassociateVpcCidrBlock', { VpcId, SecondaryCidrBlock });
          }
        },
      };
    },
  },
  'vpc DescribeRouteTableList': {
    rows: 'RouterTableList',
    id: (row) => row.RouteTableId,
    condition: { ProjectName: 'default' },
    async scene(server) {
      const VpcId = await madeVpc(server);
      return {
        input: { VpcId },
        add: () => madeRouteTable(server, VpcId),
        remove: ({ RouteTableId, RouteTableType }) =>
          RouteTableType === 'System'
            ? Promise.resolve()
            : vpc(server, 'DeleteRouteTable', { RouteTableId }),
      };
    },
  },
  'natgateway ListTagsForResources': {
    rows: 'ResourceTags',
    id: (row) => row.TagKey,
    condition: { TagType: 'custom' },
    async scene(server) {
      const { NatGatewayId } = await natScene(server);
      const named = { ResourceType: 'ngw', ResourceIds: [NatGatewayId] };
      const nat = (action: string, input: Record<string, unknown>) =>
        server.client.ok('natgateway', action, { ...named, ...input });
      return {
        input: { ResourceType: 'ngw' },
        add: (n) => nat('TagResources', { Tags: [{ Key: `键 ${9 - n}` }] }),
        remove: ({ TagKey }) => nat('UntagResources', { TagKeys: [TagKey] }),
      };
    },
  },
  'iam ListTagsForResources': {
    rows: 'ResourceTags',
    id: (row) => row.TagKey,
    condition: { TagFilters: [{ Key: '键 0' }] },
    async scene(server) {
      const iam = (action: string, input: Record<string, unknown>) =>
        server.client.ok('iam', action, input);
      await iam('CreateUser', { UserName: 'alice' });
      const named = { ResourceType: 'User', ResourceNames: ['alice'] };
      return {
        input: { ResourceType: 'User' },
        add: (n) => iam('TagResources', { ...named, Tags: [{ Key: `键 ${9 - n}` }] }),
        remove: ({ TagKey }) => iam('UntagResources', { ...named, TagKeys: [TagKey] }),
      };
    },
  },
  'vpc ListTagsForResources': {
    rows: 'ResourceTags',
    id: (row) => row.TagKey,
    condition: { TagType: 'custom' },
    async scene(server) {
      const named = { ResourceType: 'vpc', ResourceIds: [await madeVpc(server)] };
      return {
        input: { ResourceType: 'vpc' },
        add: (n) => vpc(server, 'TagResources', { ...named, Tags: [{ Key: `键 ${9 - n}` }] }),
        remove: ({ TagKey }) => vpc(server, 'UntagResources', { ...named, TagKeys: [TagKey] }),
      };
    },
  },

  'ecs DescribeInstances': {
    rows: 'Instances',
    id: (row) => row.InstanceId,
    condition: { ZoneId: 'cn-beijing-a' },
    async scene(server) {
      const at = await scene(server);
      return {
        add: () => ecs(server, 'RunInstances', runInput(at)),
        remove: ({ InstanceId }) => ecs(server, 'DeleteInstance', { InstanceId }),
      };
    },
  },
  'ecs DescribeInstancesIamRoles': {
    rows: 'InstancesIamRoles',
    id: (row) => row.InstanceId,
    condition: { InstanceIds: ['i-1'] },
    async scene(server) {
      const at = await scene(server);
      return {
        async add() {
          const { InstanceIds } = await ecs(server, 'RunInstances', runInput(at));
          await ecs(server, 'AssociateInstancesIamRole', { InstanceIds, IamRoleName: 'role' });
        },
        remove: ({ InstanceId }) =>
          ecs(server, 'DisassociateInstancesIamRole', { InstanceIds: [InstanceId] }),
      };
    },
  },
  'ecs DescribeImages': {
    rows: 'Images',
    id: (row) => row.ImageId,
    condition: { OsType: 'Linux' },
    scene: async (server) => ({
      input: { Visibility: 'private' },
      add: (n) => ecs(server, 'ImportImage', { ...IMAGE, ImageName: `own-${n}` }),
      remove: ({ ImageId }) => ecs(server, 'DeleteImages', { ImageIds: [ImageId] }),
    }),
  },
  'ecs DescribeImageSharePermission': {
    rows: 'Accounts',
    id: (row) => row.AccountId,
    condition: { ImageId: 'image-none' },
    async scene(server) {
      const { ImageId } = await ecs(server, 'ImportImage', IMAGE);
      const share = (input: Input) =>
        ecs(server, 'ModifyImageSharePermission', { ImageId, ...input });
      return {
        input: { ImageId },
        add: (n) => share({ AddAccounts: [`21000010${String(n).padStart(2, '0')}`] }),
        remove: ({ AccountId }) => share({ RemoveAccounts: [AccountId] }),
      };
    },
  },
  'ecs DescribeTasks': {
    rows: 'Tasks',
    id: (row) => row.Id,
    condition: { ResourceId: 'image-none' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'ImportImage', { ...IMAGE, ImageName: `own-${n}` }),
      remove: ({ ResourceId }) => ecs(server, 'DeleteImages', { ImageIds: [ResourceId] }),
    }),
  },
  'ecs DescribeLaunchTemplates': {
    rows: 'LaunchTemplates',
    id: (row) => row.LaunchTemplateId,
    condition: { LaunchTemplateProjectName: 'default' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'CreateLaunchTemplate', { LaunchTemplateName: `template-${n}` }),
      remove: ({ LaunchTemplateId }) => ecs(server, 'DeleteLaunchTemplate', { LaunchTemplateId }),
    }),
  },
  'ecs DescribeLaunchTemplateVersions': {
    rows: 'LaunchTemplateVersions',
    id: (row) => String(row.VersionNumber),
    condition: { LaunchTemplateName: 'template' },
    async scene(server) {
      const named = { LaunchTemplateName: 'template' };
      await ecs(server, 'CreateLaunchTemplate', named);
      return {
        add: () => ecs(server, 'CreateLaunchTemplateVersion', named),
        // The default version cannot be deleted.
        remove: ({ VersionNumber }) =>
          VersionNumber === 1
            ? Promise.resolve()
            : ecs(server, 'DeleteLaunchTemplateVersion', {
                ...named,
                DeleteVersions: [VersionNumber],
              }),
      };
    },
  },
  'ecs DescribeDeploymentSets': {
    rows: 'DeploymentSets',
    id: (row) => row.DeploymentSetId,
    condition: { Strategy: 'Availability' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'CreateDeploymentSet', { DeploymentSetName: `set-${n}` }),
      remove: ({ DeploymentSetId }) => ecs(server, 'DeleteDeploymentSet', { DeploymentSetId }),
    }),
  },
  'ecs DescribeKeyPairs': {
    rows: 'KeyPairs',
    id: (row) => row.KeyPairId,
    condition: { ProjectName: 'default' },
    scene: async (server) => ({
      add: (n) => ecs(server, 'CreateKeyPair', { KeyPairName: `key-${n}` }),
      remove: ({ KeyPairName }) => ecs(server, 'DeleteKeyPairs', { KeyPairNames: [KeyPairName] }),
    }),
  },
  'ecs DescribeScheduledInstances': {
    rows: 'ScheduledInstanceInfo',
    id: (row) => row.ScheduledInstanceId,
    condition: { ProjectName: 'default' },
    async scene(server) {
      const at = await scene(server);
      const order = {
        ScheduledInstanceName: 'rush',
        StartDeliveryAt: beijing(server.worldClock.now() + HOUR),
      };
      return {
        add: () => ecs(server, 'CreateScheduledInstances', runInput(at, order)),
        remove: ({ ScheduledInstanceId }) =>
          ecs(server, 'DeleteScheduledInstance', { ScheduledInstanceId }),
      };
    },
  },
  'ecs DescribeTags': {
    rows: 'TagResources',
    id: (row) => row.TagKey,
    condition: { TagFilters: [{ Key: '9 b' }] },
    async scene(server) {
      const { InstanceIds } = await ecs(server, 'RunInstances', runInput(await scene(server)));
      const named = { ResourceType: 'instance', ResourceIds: InstanceIds };
      return {
        input: { ResourceType: 'instance' },
        add: (n) => ecs(server, 'CreateTags', { ...named, Tags: [{ Key: `${9 - n} b` }] }),
        remove: ({ TagKey }) => ecs(server, 'DeleteTags', { ...named, TagKeys: [TagKey] }),
      };
    },
  },
  ...ECS_LISTS,
};

const FIRST_BLOCK = '10.0.0.0/16';
const HOUR = 3_600_000;

async function ask(server: TestServer, service: string, action: string, input: Input) {
  const result = await server.client.ok(service, action, input);
  await server.settled();
  return result;
}

const vpc = (server: TestServer, action: string, input: Input) => ask(server, 'vpc', action, input);
const ecs = (server: TestServer, action: string, input: Input) => ask(server, 'ecs', action, input);

async function network(server: TestServer) {
  const VpcId = await madeVpc(server, { CidrBlock: FIRST_BLOCK });
  const subnetId = await madeSubnet(server, VpcId);
  return { VpcId, subnetId, groupId: await madeGroup(server, VpcId) };
}

async function madeRouteTable(server: TestServer, VpcId: string): Promise<string> {
  return (await vpc(server, 'CreateRouteTable', { VpcId })).RouteTableId;
}
