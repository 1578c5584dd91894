import { beijing } from '#platform/time.ts';
import { ipv6Scene, madeBandwidth, madeEgressOnlyRule, madeIpv6Gateway } from '../support/ipv6.ts';
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

type Input = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: a row as any of the lists answers it
type Row = any;

/** A list with rows in it. */
export interface ListScene {
  /** The conditions by which the list is asked for. */
  readonly input?: Input;
  /** Makes one row more. */
  add(number: number): Promise<unknown>;
  /** Takes a row away. */
  remove(row: Row): Promise<unknown>;
}

/** One list action: how its rows are made, read and taken away. */
export interface ListCase {
  /** Where the answer has its rows. */
  readonly rows: string;
  readonly id: (row: Row) => string;
  /** A condition more, or another one, that the list takes. */
  readonly condition: Input;
  readonly scene: (server: TestServer) => Promise<ListScene>;
}

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
        // The group that was made with the VPC stays.
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
          // The route to the block that the VPC was made with stays.
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
  'storage_ebs DescribeVolumes': {
    rows: 'Volumes',
    id: (row) => row.VolumeId,
    condition: { ZoneId: 'cn-beijing-a' },
    async scene(server) {
      const at = await scene(server);
      const two = { Volumes: [{ VolumeType: 'ESSD_PL0', Size: 40 }, DATA_VOLUME] };
      return {
        add: () => ecs(server, 'RunInstances', runInput(at, two)),
        // A volume is removed with its instance, whose other volume may be on the next page.
        async remove({ InstanceId, Kind }) {
          if (Kind === 'data') await ecs(server, 'DeleteInstance', { InstanceId });
        },
      };
    },
  },
};

const FIRST_BLOCK = '10.0.0.0/16';
const HOUR = 3_600_000;
const DATA_VOLUME = { VolumeType: 'ESSD_PL0', Size: 20 };

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
