import * as z from 'zod';
import { unwrap } from '#gateway/parameter-shape.ts';
import { CERTIFICATES, CLB_ROUND_TRIPS } from './round-trips-clb.ts';
import { EBS_ROUND_TRIPS } from './round-trips-ebs.ts';
import { COMMANDS, ECS_TRIPS, HPC_CLUSTERS } from './round-trips-ecs.ts';
import { IPAM_ROUND_TRIPS } from './round-trips-ipam.ts';
import { NAT_ROUND_TRIPS } from './round-trips-natgateway.ts';
import { MIRROR_ROUND_TRIPS, TRAFFIC_ROUND_TRIPS } from './round-trips-traffic.ts';

/**
 * A request that makes or changes something, and the Describe that shows it. Names in capitals, such
 * as `VPC`, stand for what an earlier request made. What is given is shown again under the same
 * name; `shown` says what is shown of it otherwise.
 */
export interface RoundTrip {
  readonly service?: 'clb' | 'ecs' | 'natgateway' | 'storage_ebs' | 'vpc';
  readonly action: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** The name that later requests have for what was made, and the field that has its id. */
  readonly makes?: readonly [name: string, field: string];
  readonly describe: readonly [action: string, input: Readonly<Record<string, unknown>>];
  readonly shown?: Readonly<Record<string, unknown>>;
  /** Parameters that no such request can give. */
  readonly without?: readonly string[];
  /** It is there for what comes after it: what it does has a trip of its own. */
  readonly again?: true;
}

const tags = { Tags: [{ Key: 'k', Value: 'v' }] };
const described = { Description: 'round trip', ProjectName: 'default' };
const web = { ...described, ...tags };

const ENI = ['DescribeNetworkInterfaces', { NetworkInterfaceIds: ['ENI'] }] as const;
const INSTANCE = ['DescribeInstances', { InstanceIds: ['INSTANCE'] }] as const;
const VPC = ['DescribeVpcAttributes', { VpcId: 'VPC' }] as const;
const SUBNET = ['DescribeSubnetAttributes', { SubnetId: 'SUBNET' }] as const;
const GROUP = ['DescribeSecurityGroups', { SecurityGroupIds: ['GROUP'] }] as const;
const ACL = ['DescribeNetworkAcls', { NetworkAclIds: ['ACL'] }] as const;
const EIP = ['DescribeEipAddressAttributes', { AllocationId: 'EIP' }] as const;
const HA_VIP = ['DescribeHaVips', { HaVipIds: ['HAVIP'] }] as const;
const PACKAGE = ['DescribeBandwidthPackages', { BandwidthPackageIds: ['PACKAGE'] }] as const;
const IPV4_GATEWAY = ['DescribeIpv4Gateways', { Ipv4GatewayIds: ['IPV4_GATEWAY'] }] as const;
const POOL = ['DescribeIpAddressPoolAttributes', { IpAddressPoolId: 'POOL' }] as const;
const MONITOR = [
  'DescribeEipAddressHighResolutionMonitorAttribute',
  { AllocationId: 'EIP' },
] as const;
const LIST = ['DescribePrefixLists', { PrefixListIds: ['LIST'] }] as const;
const TABLE = ['DescribeRouteTableList', { RouteTableId: 'TABLE' }] as const;
const ROUTE = [
  'DescribeRouteEntryList',
  { RouteTableId: 'TABLE', RouteEntryType: 'Custom' },
] as const;
const GATEWAY = ['DescribeIpv6Gateways', { Ipv6GatewayIds: ['GATEWAY'] }] as const;
const BANDWIDTH = ['DescribeIpv6AddressBandwidths', { AllocationIds: ['BANDWIDTH'] }] as const;
const EGRESS = ['DescribeIpv6EgressOnlyRules', { Ipv6GatewayId: 'GATEWAY' }] as const;
const IMAGE = ['DescribeImages', { ImageIds: ['IMAGE'] }] as const;
const TEMPLATE = ['DescribeLaunchTemplates', { LaunchTemplateIds: ['TEMPLATE'] }] as const;
const VERSION = [
  'DescribeLaunchTemplateVersions',
  { LaunchTemplateId: 'TEMPLATE', LaunchTemplateVersions: [2] },
] as const;
const SET = ['DescribeDeploymentSets', { DeploymentSetIds: ['SET'] }] as const;
const PAIR = ['DescribeKeyPairs', { KeyPairIds: ['PAIR'] }] as const;

const RULE = {
  SecurityGroupId: 'GROUP',
  Protocol: 'tcp',
  PortStart: 80,
  PortEnd: 90,
  Policy: 'drop',
  Priority: 7,
  Description: 'round trip',
};

/** How an instance is launched, by RunInstances and by an order. */
const LAUNCH = {
  ZoneId: 'cn-beijing-b',
  ImageId: 'image-ubuntu2204x64tenon',
  InstanceTypeId: 'ecs.g3i.large',
  InstanceName: 'web',
  Description: 'round trip',
  Hostname: 'web-1',
  KeyPairName: 'pair',
  HpcClusterId: 'CLUSTER',
  DeletionProtection: false,
  ...tags,
  ProjectName: 'default',
};

/**
 * In an order in which each finds what earlier ones have made. Every transition has settled before
 * the next one begins.
 */
export const ROUND_TRIPS: readonly RoundTrip[] = [
  {
    action: 'CreateVpc',
    given: {
      CidrBlock: '10.0.0.0/16',
      VpcName: 'net',
      DnsServers: ['10.0.0.2'],
      EnableIpv6: true,
      Ipv6CidrBlock: '2408:1:0:a600::/56',
      Ipv6Isp: 'BGP',
      ...web,
    },
    makes: ['VPC', 'VpcId'],
    describe: VPC,
    shown: {
      Ipv6CidrBlocks: [{ Ipv6CidrBlock: '2408:1:0:a600::/56', Ipv6Isp: 'BGP' }],
      Ipv6Isp: undefined,
    },
  },
  {
    action: 'ModifyVpcAttributes',
    given: { VpcId: 'VPC', VpcName: 'net-2', Description: 'changed', DnsServers: ['10.0.0.3'] },
    describe: VPC,
  },
  {
    action: 'CreateSubnet',
    given: {
      VpcId: 'VPC',
      ZoneId: 'cn-beijing-b',
      CidrBlock: '10.0.1.0/24',
      Ipv6CidrBlock: 7,
      SubnetName: 'sub',
      Description: 'round trip',
      ...tags,
    },
    makes: ['SUBNET', 'SubnetId'],
    describe: SUBNET,
    shown: { Ipv6CidrBlock: '2408:1:0:a607::/64' },
  },
  {
    action: 'ModifySubnetAttributes',
    given: { SubnetId: 'SUBNET', SubnetName: 'sub-2', Description: 'changed' },
    describe: SUBNET,
  },
  {
    action: 'CreateSecurityGroup',
    given: { VpcId: 'VPC', SecurityGroupName: 'group', Type: 'normal', ...web },
    makes: ['GROUP', 'SecurityGroupId'],
    describe: GROUP,
  },
  {
    action: 'ModifySecurityGroupAttributes',
    given: { SecurityGroupId: 'GROUP', SecurityGroupName: 'group-2', Description: 'changed' },
    describe: GROUP,
  },
  {
    action: 'CreatePrefixList',
    given: { PrefixListName: 'list', IpVersion: 'IPv4', MaxEntries: 3, ...web },
    makes: ['LIST', 'PrefixListId'],
    describe: LIST,
  },
  {
    action: 'ModifyPrefixList',
    given: {
      PrefixListId: 'LIST',
      PrefixListName: 'list-2',
      Description: 'changed',
      MaxEntries: 4,
    },
    describe: LIST,
  },
  ...(['Ingress', 'Egress'] as const).flatMap((direction): RoundTrip[] => {
    const describe = [
      'DescribeSecurityGroupAttributes',
      { SecurityGroupId: 'GROUP', Direction: direction.toLowerCase(), Protocol: 'tcp' },
    ] as const;
    // The answer has this field; its rules do not.
    const shown = { SecurityGroupId: undefined };
    const peer = { CidrIp: '10.9.0.0/16' };
    return [
      {
        action: `AuthorizeSecurityGroup${direction}`,
        given: { ...RULE, ...peer },
        describe,
        shown,
      },
      {
        action: `ModifySecurityGroupRuleDescriptions${direction}`,
        given: { ...RULE, ...peer, Description: 'changed' },
        describe,
        shown,
      },
    ];
  }),
  {
    action: 'CreateNetworkInterface',
    given: {
      SubnetId: 'SUBNET',
      SecurityGroupIds: ['GROUP'],
      NetworkInterfaceName: 'eni',
      PrimaryIpAddress: '10.0.1.77',
      MacAddress: '00:16:3e:00:00:77',
      Type: 'trunk',
      PortSecurityEnabled: true,
      TcpEstablishedTimeout: 1000,
      TcpClosedAndTimeWaitTimeout: 20,
      UdpTimeout: 40,
      Ipv6AddressCount: 1,
      ...web,
    },
    makes: ['ENI', 'NetworkInterfaceId'],
    describe: ENI,
  },
  {
    action: 'ModifyNetworkInterfaceAttributes',
    given: {
      NetworkInterfaceId: 'ENI',
      NetworkInterfaceName: 'eni-2',
      Description: 'changed',
      SecurityGroupIds: ['GROUP'],
      PortSecurityEnabled: false,
      TcpEstablishedTimeout: 1001,
      TcpClosedAndTimeWaitTimeout: 21,
      UdpTimeout: 41,
    },
    describe: ENI,
  },
  {
    action: 'CreateNetworkAcl',
    given: { VpcId: 'VPC', NetworkAclName: 'acl', ...web },
    makes: ['ACL', 'NetworkAclId'],
    describe: ACL,
  },
  {
    action: 'ModifyNetworkAclAttributes',
    given: { NetworkAclId: 'ACL', NetworkAclName: 'acl-2', Description: 'changed' },
    describe: ACL,
  },
  {
    action: 'AllocateEipAddress',
    given: { BillingType: 2, Bandwidth: 7, ISP: 'BGP', Name: 'eip', ...web },
    makes: ['EIP', 'AllocationId'],
    describe: EIP,
  },
  {
    action: 'CreateIpAddressPool',
    given: { ISP: 'BGP', Name: 'pool', CidrBlock: '203.0.113.0/28', ...web },
    makes: ['POOL', 'IpAddressPoolId'],
    describe: POOL,
    shown: { CidrBlocks: ['203.0.113.0/28'] },
  },
  {
    action: 'ModifyIpAddressPoolAttributes',
    given: { IpAddressPoolId: 'POOL', Name: 'pool-2', Description: 'changed' },
    describe: POOL,
  },
  {
    action: 'AddIpAddressPoolCidrBlock',
    given: { IpAddressPoolId: 'POOL', CidrBlock: '203.0.113.16/28' },
    describe: POOL,
    shown: { CidrBlocks: ['203.0.113.0/28', '203.0.113.16/28'] },
  },
  {
    action: 'EnableEipAddressHighResolutionMonitor',
    given: { AllocationIds: ['EIP'], LogProjectName: 'metrics', LogTopicName: 'eips' },
    describe: MONITOR,
  },
  {
    action: 'CreateIpv4Gateway',
    given: { Ipv4GatewayName: 'way-out', Description: 'round trip' },
    makes: ['IPV4_GATEWAY', 'Ipv4GatewayId'],
    describe: IPV4_GATEWAY,
  },
  {
    action: 'AttachIpv4Gateway',
    given: { Ipv4GatewayId: 'IPV4_GATEWAY', VpcId: 'VPC' },
    describe: IPV4_GATEWAY,
  },
  {
    action: 'ModifyIpv4Gateway',
    given: { Ipv4GatewayId: 'IPV4_GATEWAY', Ipv4GatewayName: 'out', Description: 'changed' },
    describe: IPV4_GATEWAY,
  },
  {
    action: 'CreateBandwidthPackage',
    given: {
      Bandwidth: 7,
      BandwidthPackageName: 'package',
      BillingType: 4,
      ISP: 'BGP',
      Protocol: 'IPv4',
      SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
      ...web,
    },
    makes: ['PACKAGE', 'BandwidthPackageId'],
    describe: PACKAGE,
  },
  {
    action: 'ModifyBandwidthPackageAttributes',
    given: {
      BandwidthPackageId: 'PACKAGE',
      BandwidthPackageName: 'package-2',
      Description: 'changed',
      EnableDualStack: true,
    },
    describe: PACKAGE,
    shown: { Protocol: 'Dual-stack' },
  },
  {
    action: 'ModifyBandwidthPackageSpec',
    given: { BandwidthPackageId: 'PACKAGE', Bandwidth: 20 },
    describe: PACKAGE,
  },
  {
    action: 'ConvertEipAddressBillingType',
    given: { AllocationId: 'EIP', BillingType: 3, Bandwidth: 9 },
    describe: EIP,
  },
  {
    action: 'AssociateEipAddress',
    given: {
      AllocationId: 'EIP',
      InstanceId: 'ENI',
      InstanceType: 'NetworkInterface',
      ReleaseWithInstance: true,
    },
    describe: EIP,
  },
  {
    action: 'ModifyEipAddressAttributes',
    given: {
      AllocationId: 'EIP',
      Bandwidth: 8,
      Name: 'eip-2',
      Description: 'changed',
      ReleaseWithInstance: false,
    },
    describe: EIP,
  },
  {
    action: 'CreateHaVip',
    given: {
      SubnetId: 'SUBNET',
      IpAddress: '10.0.1.99',
      HaVipName: 'vip',
      Description: 'round trip',
      ...tags,
    },
    makes: ['HAVIP', 'HaVipId'],
    describe: HA_VIP,
  },
  {
    action: 'ModifyHaVipAttributes',
    given: { HaVipId: 'HAVIP', HaVipName: 'vip-2', Description: 'changed' },
    describe: HA_VIP,
  },
  ...TRAFFIC_ROUND_TRIPS,
  ...IPAM_ROUND_TRIPS,
  ...NAT_ROUND_TRIPS,
  {
    action: 'CreateIpv6Gateway',
    given: { VpcId: 'VPC', Name: 'gateway', ...web },
    makes: ['GATEWAY', 'Ipv6GatewayId'],
    describe: GATEWAY,
  },
  {
    action: 'ModifyIpv6GatewayAttribute',
    given: { Ipv6GatewayId: 'GATEWAY', Name: 'gateway-2', Description: 'changed' },
    describe: GATEWAY,
  },
  {
    action: 'AllocateIpv6AddressBandwidth',
    given: { Ipv6Address: 'IPV6', BillingType: 2, Bandwidth: 6, ProjectName: 'default', ...tags },
    makes: ['BANDWIDTH', 'AllocationId'],
    describe: BANDWIDTH,
  },
  {
    action: 'ModifyIpv6AddressBandwidth',
    given: { AllocationId: 'BANDWIDTH', Bandwidth: 8 },
    describe: BANDWIDTH,
  },
  {
    action: 'CreateIpv6EgressOnlyRule',
    given: {
      Ipv6GatewayId: 'GATEWAY',
      InstanceId: 'BANDWIDTH',
      InstanceType: 'Ipv6Address',
      Name: 'egress',
      Description: 'round trip',
    },
    makes: ['EGRESS', 'Ipv6EgressOnlyRuleId'],
    describe: EGRESS,
  },
  {
    action: 'ModifyIpv6EgressOnlyRuleAttribute',
    given: { Ipv6EgressOnlyRuleId: 'EGRESS', Name: 'egress-2' },
    describe: EGRESS,
  },
  {
    action: 'CreateRouteTable',
    given: { VpcId: 'VPC', AssociateType: 'Subnet', RouteTableName: 'table', ...web },
    makes: ['TABLE', 'RouteTableId'],
    describe: TABLE,
  },
  {
    action: 'ModifyRouteTableAttributes',
    given: { RouteTableId: 'TABLE', RouteTableName: 'table-2', Description: 'changed' },
    describe: TABLE,
  },
  {
    action: 'CreateRouteEntry',
    given: {
      RouteTableId: 'TABLE',
      DestinationCidrBlock: '30.0.0.0/8',
      NextHopType: 'NetworkInterface',
      NextHopId: 'ENI',
      NextHopName: 'hop',
      RouteEntryName: 'route',
      Description: 'round trip',
    },
    makes: ['ROUTE', 'RouteEntryId'],
    describe: ROUTE,
  },
  {
    action: 'ModifyRouteEntry',
    given: {
      RouteEntryId: 'ROUTE',
      RouteEntryName: 'route-2',
      Description: 'changed',
      NextHopType: 'HaVip',
      NextHopId: 'HAVIP',
    },
    describe: ROUTE,
  },
  {
    service: 'ecs',
    action: 'CreateKeyPair',
    given: { KeyPairName: 'pair', ...web },
    makes: ['PAIR', 'KeyPairId'],
    describe: PAIR,
  },
  {
    service: 'ecs',
    action: 'ModifyKeyPairAttribute',
    given: { KeyPairId: 'PAIR', Description: 'changed' },
    describe: PAIR,
  },
  ...CERTIFICATES,
  ...CLB_ROUND_TRIPS,
  ...HPC_CLUSTERS,
  ...ECS_TRIPS,
  {
    service: 'ecs',
    action: 'ImportImage',
    given: {
      ImageName: 'file',
      Platform: 'CentOS',
      PlatformVersion: '7.9',
      OsType: 'Linux',
      Architecture: 'amd64',
      BootMode: 'BIOS',
      LicenseType: 'BYOL',
      Url: 'https://bucket/file',
      ...web,
    },
    makes: ['IMAGE', 'ImageId'],
    describe: IMAGE,
  },
  {
    service: 'ecs',
    action: 'ModifyImageAttribute',
    given: { ImageId: 'IMAGE', ImageName: 'file-2', Description: 'changed', BootMode: 'UEFI' },
    describe: IMAGE,
  },
  {
    service: 'ecs',
    action: 'CreateLaunchTemplate',
    given: {
      LaunchTemplateName: 'template',
      LaunchTemplateProjectName: 'default',
      LaunchTemplateTags: [{ Key: 'k', Value: 'v' }],
    },
    makes: ['TEMPLATE', 'LaunchTemplateId'],
    describe: TEMPLATE,
  },
  {
    service: 'ecs',
    action: 'CreateLaunchTemplateVersion',
    given: { LaunchTemplateId: 'TEMPLATE', VersionDescription: 'second' },
    describe: VERSION,
  },
  {
    service: 'ecs',
    action: 'ModifyTemplateDefaultVersion',
    given: { LaunchTemplateId: 'TEMPLATE', DefaultVersionNumber: 2 },
    describe: TEMPLATE,
  },
  {
    service: 'ecs',
    action: 'CreateDeploymentSet',
    given: {
      DeploymentSetName: 'set',
      Strategy: 'AvailabilityGroup',
      Granularity: 'rack',
      GroupCount: 3,
      Description: 'round trip',
    },
    makes: ['SET', 'DeploymentSetId'],
    describe: SET,
    shown: { DeploymentSetDescription: 'round trip' },
  },
  {
    service: 'ecs',
    action: 'ModifyDeploymentSetAttribute',
    given: { DeploymentSetId: 'SET', DeploymentSetName: 'set-2', Description: 'changed' },
    describe: SET,
    shown: { DeploymentSetDescription: 'changed' },
  },
  {
    service: 'ecs',
    action: 'RunInstances',
    given: {
      ...LAUNCH,
      NetworkInterfaces: [{ SubnetId: 'SUBNET', SecurityGroupIds: ['GROUP'] }],
      InstanceChargeType: 'PostPaid',
      SpotStrategy: 'SpotWithPriceLimit',
      SpotPriceLimit: 0.5,
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 1, TopologyType: 'ContinuousCoreToHTMapping' },
      Placement: { Affinity: 'Default', Tenancy: 'Default' },
      HttpTokens: 'required',
      DeploymentSetId: 'SET',
      DeploymentSetGroupNumber: 2,
      NetworkOptions: { EnableJumboFrame: true },
      EipAddress: { BandwidthMbps: 1 },
      Volumes: [
        {
          Size: 40,
          VolumeType: 'ESSD_FlexPL',
          BurstEnabled: true,
          ExtraPerformanceTypeId: 'IOPS',
          ExtraPerformanceIOPS: 100,
          ExtraPerformanceThroughputMB: 5,
          DeleteWithInstance: true,
        },
      ],
    },
    makes: ['INSTANCE', 'InstanceIds'],
    describe: INSTANCE,
    shown: {
      EipAddress: { IpAddress: /^198\./ },
      Volumes: [{ VolumeId: /^vol-/ }],
      MetadataOptions: { HttpTokens: 'required' },
      EnableJumboFrame: true,
    },
  },
  ...COMMANDS,
  {
    service: 'ecs',
    action: 'CreateImage',
    given: { InstanceId: 'INSTANCE', ImageName: 'own', ...web },
    makes: ['IMAGE', 'ImageId'],
    describe: IMAGE,
  },
  {
    service: 'ecs',
    action: 'ModifyInstanceAttribute',
    given: {
      InstanceId: 'INSTANCE',
      InstanceName: 'web-2',
      Description: 'changed',
      Hostname: 'web-9',
      DeletionProtection: true,
      EnableJumboFrame: false,
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 2, TopologyType: 'DiscreteCoreToHTMapping' },
    },
    describe: INSTANCE,
  },
  {
    service: 'ecs',
    action: 'ModifyInstanceDeployment',
    given: { InstanceId: 'INSTANCE', DeploymentSetId: 'SET', DeploymentSetGroupNumber: 3 },
    describe: INSTANCE,
  },
  {
    service: 'ecs',
    action: 'ModifyInstanceMetadataOptions',
    given: { InstanceId: 'INSTANCE', HttpTokens: 'optional' },
    describe: INSTANCE,
    shown: { MetadataOptions: { HttpTokens: 'optional' } },
  },
  {
    service: 'ecs',
    action: 'AssociateInstancesIamRole',
    given: { InstanceIds: ['INSTANCE'], IamRoleName: 'ops' },
    describe: ['DescribeInstancesIamRoles', { InstanceIds: ['INSTANCE'] }],
    shown: { RoleNames: ['ops'] },
  },
  ...EBS_ROUND_TRIPS,
  {
    service: 'ecs',
    action: 'ModifyInstanceChargeType',
    given: { InstanceIds: ['INSTANCE'], InstanceChargeType: 'PrePaid', Period: 1 },
    describe: INSTANCE,
  },
  ...MIRROR_ROUND_TRIPS,
  {
    service: 'ecs',
    action: 'CreateScheduledInstances',
    given: {
      ...LAUNCH,
      NetworkInterfaces: [{ SubnetId: 'SUBNET', SecurityGroupIds: ['GROUP'] }],
      EipAddress: { BandwidthMbps: 3, ChargeType: 'PayByTraffic', ISP: 'BGP' },
      Volumes: [{ Size: 50, VolumeType: 'ESSD_PL0' }],
      ScheduledInstanceName: 'order',
      ScheduledInstanceDescription: 'round trip',
      ElasticScheduledInstanceType: 'Segmented',
      Count: 1,
      DeliveryType: 'Reserve',
      StartDeliveryAt: '2099-01-01T00:00:00+08:00',
      EndDeliveryAt: '2099-01-01T01:00:00+08:00',
      AutoReleaseAt: '2099-01-02T00:00:00+08:00',
    },
    makes: ['ORDER', 'ScheduledInstanceId'],
    describe: ['DescribeScheduledInstances', { ScheduledInstanceIds: ['ORDER'] }],
    shown: {
      // The fields of the launch are shown below.
      InstanceConfig: {
        ImageId: LAUNCH.ImageId,
        InstanceName: 'web',
        Description: 'round trip',
        HostName: 'web-1',
        KeyPairName: 'pair',
        HpcClusterId: /^hpcCluster-/,
        EipAddress: { BandwidthMbps: 3, ChargeType: 'PayByTraffic', ISP: 'BGP' },
        Volumes: [{ Size: 50, VolumeType: 'ESSD_PL0' }],
      },
    },
  },
];

/**
 * The fields that a Describe shows of one resource: those of its answer, or of the items of its
 * list.
 */
export function fieldsShown(result: z.ZodObject): ReadonlySet<string> {
  const fields = Object.entries(result.shape).flatMap(([name, field]) => {
    const inner = bare(field as z.core.$ZodType);
    const item = inner instanceof z.ZodArray ? bare(inner.element) : undefined;
    return [name, ...(item instanceof z.ZodObject ? Object.keys(item.shape) : [])];
  });
  return new Set(fields);
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrap(schema);
  return inner instanceof z.ZodNullable ? bare(inner._zod.def.innerType) : inner;
}
