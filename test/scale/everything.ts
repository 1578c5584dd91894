import { expect } from 'vitest';
import type { TouchedTable } from '#core/packet-tables.ts';
import { instanceAt } from '#metadata/asker.ts';
import { networkOf } from '#services/vpc/vpc/network.ts';
import { networksOfTouch } from '#services/vpc/vpc/touched-networks.ts';
import type { SdkClient } from '../support/client.ts';
import { scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { callClb } from './clb.ts';
import { callEbs } from './ebs.ts';
import { callEcs } from './everything-ecs.ts';
import { callIam } from './iam.ts';
import { callIpam } from './ipam.ts';
import { callNat, type Network } from './natgateway.ts';
import { callTraffic } from './traffic.ts';

const TOUCHED: readonly TouchedTable[] = [
  'subnet',
  'network_interface',
  'instance',
  'security_group',
  'prefix_list',
  'bandwidth_package',
  'network_acl',
  'route_table',
  'route_entry',
  'eip',
  'ha_vip',
  'nat_gateway',
  'snat_entry',
  'dnat_entry',
  'ipv6_gateway',
  'ipv6_address_bandwidth',
];

/**
 * Calls every action in every way that makes a statement of its own, so that every statement is
 * run.
 */
export async function callEverything(server: TestServer): Promise<void> {
  const { client, settled, url } = server;
  expect((await fetch(`${url}/_tenon/metrics`)).status).toBe(200);
  const vpc = (action: string, input: Record<string, unknown>) => client.ok('vpc', action, input);
  const ecs = (action: string, input: Record<string, unknown>) => client.ok('ecs', action, input);
  const { vpcId, subnetId, groupId, instanceIds } = await scene(server, {
    cidr: '10.1.0.0/16',
    instances: 2,
  });
  const [one = '', two = ''] = instanceIds;
  // What a data plane asks of the store for one network.
  const network = (VpcId: string) =>
    server.store.read(async (tx) => expect(await networkOf(tx, VpcId)).toBeDefined());
  await server.store.read(async (tx) => {
    for (const table of TOUCHED) await networksOfTouch(tx, { table, id: vpcId });
  });
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const made = await vpc('CreateNetworkInterface', {
    SubnetId: subnetId,
    SecurityGroupIds: [groupId],
    SecondaryPrivateIpAddressCount: 2,
    ClientToken: 'token',
    Tags,
  });
  const eni = { NetworkInterfaceId: made.NetworkInterfaceId };
  await settled();
  await vpc('AttachNetworkInterface', { ...eni, InstanceId: one });
  await settled();
  const filters: Record<string, unknown>[] = [
    {},
    { NetworkInterfaceIds: [made.NetworkInterfaceId] },
    { VpcId: vpcId },
    { SubnetId: subnetId },
    { InstanceId: one },
    { SecurityGroupId: groupId },
    { PrimaryIpAddresses: ['10.1.0.2'] },
    { VpcId: vpcId, PrivateIpAddresses: ['10.1.0.2'] },
    { Ipv6Addresses: ['fd00::1'] },
    { Status: 'InUse', Type: 'secondary' },
    { TagFilters },
    { MaxResults: 1 },
  ];
  for (const filter of filters) await vpc('DescribeNetworkInterfaces', filter);
  const page = await vpc('DescribeNetworkInterfaces', { MaxResults: 1 });
  await vpc('DescribeNetworkInterfaces', { MaxResults: 1, NextToken: page.NextToken });
  await vpc('AssignPrivateIpAddresses', { ...eni, SecondaryPrivateIpAddressCount: 2 });
  await vpc('UnassignPrivateIpAddresses', { ...eni, PrivateIpAddress: ['10.1.0.5'] });
  await vpc('ModifyNetworkInterfaceAttributes', { ...eni, SecurityGroupIds: [groupId] });
  const eip = await vpc('AllocateEipAddress', { BillingType: 3, Tags });
  const allocation = { AllocationId: eip.AllocationId };
  await vpc('AssociateEipAddress', {
    ...allocation,
    InstanceId: made.NetworkInterfaceId,
    InstanceType: 'NetworkInterface',
  });
  await settled();
  await vpc('ModifyEipAddressAttributes', { ...allocation, Name: 'b' });
  await vpc('ConvertEipAddressBillingType', { ...allocation, BillingType: 2 });
  await vpc('TemporaryUpgradeEipAddress', {
    AllocationId: (await vpc('AllocateEipAddress', { BillingType: 1 })).AllocationId,
    Bandwidth: 50,
    Period: 1,
  });
  await vpc('DescribeEipAddresses', { TagFilters });
  await vpc('DescribeEipAddresses', { AssociatedInstanceId: made.NetworkInterfaceId });
  await vpc('DescribeEipAddresses', { EipAddresses: [eip.EipAddress] });
  await vpc('DisassociateEipAddress', allocation);
  await settled();
  for (const input of [{}, { VpcIds: [vpcId] }, { TagFilters }]) await vpc('DescribeVpcs', input);
  for (const input of [{}, { SubnetIds: [subnetId] }, { VpcId: vpcId }, { TagFilters }]) {
    await vpc('DescribeSubnets', input);
  }
  for (const input of [{}, { SecurityGroupIds: [groupId] }, { VpcId: vpcId }, { TagFilters }]) {
    await vpc('DescribeSecurityGroups', input);
  }
  const virtual = await vpc('CreateHaVip', { SubnetId: subnetId, Tags });
  const haVip = { HaVipId: virtual.HaVipId };
  await settled();
  const onHaVip = { ...allocation, InstanceType: 'HaVip', InstanceId: haVip.HaVipId };
  await vpc('AssociateEipAddress', onHaVip);
  await settled();
  await vpc('DescribeEipAddressAttributes', allocation);
  await vpc('AssociateHaVip', { ...haVip, InstanceId: two });
  for (const filter of [
    {},
    { HaVipIds: [virtual.HaVipId] },
    { SubnetId: subnetId },
    { TagFilters },
  ]) {
    await vpc('DescribeHaVips', filter);
  }
  await vpc('DisassociateHaVip', { ...haVip, InstanceId: two });
  await vpc('AssociateHaVip', {
    ...haVip,
    InstanceId: made.NetworkInterfaceId,
    InstanceType: 'NetworkInterface',
  });
  await network(vpcId);
  await vpc('ModifyHaVipAttributes', { ...haVip, HaVipName: 'b' });
  await vpc('DisassociateEipAddress', allocation);
  await settled();
  await vpc('DisassociateHaVip', { ...haVip, InstanceId: made.NetworkInterfaceId });
  await vpc('DeleteHaVip', haVip);
  await vpc('ReleaseEipAddress', allocation);
  await settled();
  const block = { VpcId: vpcId, UserCidrBlock: '30.0.0.0/8' };
  await vpc('AssociateVpcUserCidrBlock', block);
  await vpc('DisassociateVpcUserCidrBlock', block);
  const plain = await vpc('CreateVpc', { CidrBlock: '10.9.0.0/16' });
  await settled();
  const ipv6 = { VpcId: plain.VpcId, Ipv6CidrBlock: 'fd00:0:0:100::/56' };
  for (const action of ['AssociateVpcCidrBlock', 'DisassociateVpcCidrBlock']) {
    await vpc(action, ipv6);
    await settled();
  }
  const ResourceIds = [vpcId];
  const vpcs = { ResourceType: 'vpc' };
  await vpc('TagResources', { ...vpcs, ResourceIds, Tags: [{ Key: 'a' }, ...Tags] });
  await vpc('TagResources', { ...vpcs, ResourceIds, Tags });
  const tags = await vpc('ListTagsForResources', { ...vpcs, MaxResults: 1 });
  for (const input of [{ NextToken: tags.NextToken }, { ResourceIds }, { TagFilters }]) {
    await vpc('ListTagsForResources', { ...vpcs, ...input });
  }
  await vpc('UntagResources', { ...vpcs, ResourceIds, TagKeys: ['a'] });
  for (const input of [{}, { InstanceIds: [one] }, { VpcId: vpcId }, { TagFilters }]) {
    await ecs('DescribeInstances', input);
  }
  for (const name of ['StopInstance', 'StartInstance', 'RebootInstance']) {
    await ecs(name, { InstanceId: two });
    await settled();
  }
  for (const name of ['StopInstances', 'StartInstances', 'RebootInstances']) {
    await ecs(name, { InstanceIds: [two] });
    await settled();
  }
  await callTheRest(client, settled, one);
  await callEcs(client, settled, one);
  await callMetadata(server, one);
  await callIam(server);
  await ecs('DescribeUserData', { InstanceId: one });
  await ecs('ModifyInstanceAttribute', { InstanceId: one, Description: 'b' });
  const moved = await changeInstance(client, settled, two, vpcId);
  await callRoutes(client, { vpcId, subnetId, instanceId: one, network }, settled);
  await callIpam(settling(client, 'vpc', settled));
  await callTraffic(settling(client, 'vpc', settled), vpcId, instanceIds);
  await vpc('DetachNetworkInterface', { ...eni, InstanceId: one });
  await settled();
  await vpc('DeleteNetworkInterface', eni);
  await ecs('DeleteInstances', { InstanceIds: [one, two] });
  await settled();
  await callIpAddressPools(client, settled);
  await callIpv4Gateways(client, settled);
  await callBandwidthPackages(client, settled);
  await callRules(client, { vpcId, SecurityGroupId: groupId, network }, settled);
  await callNetworkAcls(client, { vpcId, subnetId, network }, settled);
  await callIpv6(client, settled, network);
  await callClb(settling(client, 'vpc', settled), settling(client, 'clb', settled), subnetId);
  await callNat(settling(client, 'vpc', settled), settling(client, 'natgateway', settled), network);
  await vpc('ModifySubnetAttributes', { SubnetId: subnetId, SubnetName: 'b' });
  await vpc('ModifyVpcAttributes', { VpcId: vpcId, VpcName: 'b' });
  await vpc('ModifySecurityGroupAttributes', { SecurityGroupId: groupId, Description: 'b' });
  await settled();
  for (const SubnetId of [subnetId, moved]) await vpc('DeleteSubnet', { SubnetId });
  await vpc('DeleteSecurityGroup', { SecurityGroupId: groupId });
  await settled();
  await vpc('DeleteVpc', { VpcId: vpcId });
  await settled();
}

/**
 * Everything about instances: volumes, key pairs, orders, projects, temporary keys, subscriptions.
 */
async function callTheRest(
  client: SdkClient,
  settled: () => Promise<void>,
  instance: string,
): Promise<void> {
  const ecs = (action: string, input: Record<string, unknown>) => client.ok('ecs', action, input);
  await callEbs(settling(client, 'storage_ebs', settled), instance);
  const Tags = [{ Key: 'k', Value: 'v' }];
  const pair = await ecs('CreateKeyPair', { KeyPairName: 'pair', Tags });
  const named = { KeyPairName: 'pair', InstanceIds: [instance] };
  await ecs('AttachKeyPair', named);
  for (const filter of [
    {},
    { KeyPairIds: [pair.KeyPairId] },
    { KeyPairNames: ['pair'] },
    { KeyPairName: 'pa' },
    { FingerPrint: pair.FingerPrint, TagFilters: [{ Key: 'k' }] },
  ]) {
    await ecs('DescribeKeyPairs', filter);
  }
  await ecs('DescribeInstances', { KeyPairName: 'pair' });
  const set = await ecs('CreateDeploymentSet', { DeploymentSetName: 'set' });
  await ecs('ModifyInstanceDeployment', { InstanceId: instance, ...set });
  for (const filter of [
    {},
    { DeploymentSetIds: [set.DeploymentSetId] },
    { DeploymentSetName: 'se' },
    { Granularity: 'host', Strategy: 'Availability' },
  ]) {
    await ecs('DescribeDeploymentSets', filter);
  }
  await ecs('DescribeInstances', { DeploymentSetIds: [set.DeploymentSetId] });
  await ecs('DescribeInstances', { DeploymentSetGroupNumbers: [1] });
  await ecs('ModifyDeploymentSetAttribute', { ...set, Description: 'x' });
  await ecs('ModifyInstanceDeployment', { InstanceId: instance, DeploymentSetId: '' });
  await ecs('DeleteDeploymentSet', set);
  const image = await ecs('CreateImage', { InstanceId: instance, ImageName: 'own', Tags });
  await settled();
  const source = { ImageName: 'copy', DestinationRegion: 'cn-beijing' };
  const copy = await ecs('CopyImage', { ...image, ...source, CopyImageTags: true });
  await settled();
  await ecs('ExportImage', { ...image, TOSBucket: 'bucket', TOSPrefix: 'x' });
  await settled();
  const shared = { ...image, AddAccounts: ['2100000042'], RemoveAccounts: ['2100000043'] };
  await ecs('ModifyImageSharePermission', shared);
  await ecs('DescribeImageSharePermission', image);
  await ecs('DescribeImages', { Visibility: 'private' });
  await ecs('DescribeInstanceTypes', image);
  await ecs('DescribeInstanceTypes', { ImageId: 'image-none' });
  const file = { ImageName: 'file', Platform: 'Ubuntu', Url: 'https://bucket/file.qcow2' };
  const imported = await ecs('ImportImage', file);
  await settled();
  await ecs('DetectImage', imported);
  await settled();
  await ecs('RepairImage', imported);
  await ecs('DescribeAutoInstallPackages', { ...imported, InstanceTypeFamily: 'ecs.g3i' });
  for (const filter of [
    {},
    { ResourceId: image.ImageId },
    { ResourceIds: [image.ImageId] },
    { TaskIds: ['t-none'] },
  ]) {
    await ecs('DescribeTasks', filter);
  }
  await ecs('ModifyImageAttribute', { ...image, Description: 'x' });
  await ecs('DeleteImages', { ImageIds: [image.ImageId, copy.ImageId] });
  const template = await ecs('CreateLaunchTemplate', {
    LaunchTemplateName: 'template',
    LaunchTemplateTags: Tags,
  });
  const templateName = { LaunchTemplateName: 'template' };
  await ecs('CreateLaunchTemplateVersion', templateName);
  for (const filter of [
    {},
    { LaunchTemplateIds: [template.LaunchTemplateId] },
    { LaunchTemplateNames: ['template'], LaunchTemplateProjectName: 'default' },
    { TagFilters: [{ Key: 'k', Values: ['v'] }] },
  ]) {
    await ecs('DescribeLaunchTemplates', filter);
  }
  for (const filter of [{}, template, templateName]) {
    await ecs('DescribeLaunchTemplateVersions', filter);
  }
  await ecs('ModifyTemplateDefaultVersion', { ...template, DefaultVersionNumber: 2 });
  await ecs('DeleteLaunchTemplateVersion', { ...template, DeleteVersions: [1] });
  await ecs('DeleteLaunchTemplate', template);
  await ecs('ModifyKeyPairAttribute', { KeyPairId: pair.KeyPairId, Description: 'x' });
  await ecs('DetachKeyPair', named);
  await ecs('DeleteKeyPairs', { KeyPairNames: ['pair'] });
  const { Instances } = await ecs('DescribeInstances', { InstanceIds: [instance] });
  const [{ ZoneId, ImageId, InstanceTypeId, NetworkInterfaces }] = Instances;
  const [{ SubnetId, SecurityGroupIds }] = NetworkInterfaces;
  const order = {
    ScheduledInstanceName: 'order',
    ElasticScheduledInstanceType: 'Segmented',
    DeliveryType: 'Immediate',
    AutoReleaseAt: '2099-01-01T00:00:00Z',
    ZoneId,
    ImageId,
    InstanceTypeId,
    InstanceName: 'ordered',
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds }],
    Tags,
  };
  const { ScheduledInstanceId } = await ecs('CreateScheduledInstances', order);
  await settled();
  for (const filter of [{}, { ScheduledInstanceIds: [ScheduledInstanceId] }, { Status: 'x' }]) {
    await ecs('DescribeScheduledInstances', filter);
  }
  await ecs('RenewScheduledInstance', {
    ScheduledInstanceId,
    AutoReleaseAt: '2100-01-01T00:00:00Z',
  });
  const delivered = await ecs('DescribeInstances', { ScheduledInstanceId });
  const [{ InstanceId }] = delivered.Instances;
  const account = (await client.ok('sts', 'GetCallerIdentity')).AccountId;
  await client.ok('iam', 'MoveProjectResource', {
    TargetProjectName: 'team',
    ResourceTrn: [`trn:ecs:cn-beijing:${account}:instance/${InstanceId}`],
  });
  await client.ok('sts', 'AssumeRole', {
    RoleTrn: `trn:iam::${account}:role/ops`,
    RoleSessionName: 'ci',
  });
  await ecs('DeleteInstance', { InstanceId });
  const later = {
    ...order,
    DeliveryType: 'Reserve',
    StartDeliveryAt: '2098-01-01T00:00:00Z',
  };
  const reserved = await ecs('CreateScheduledInstances', later);
  await ecs('DeleteScheduledInstance', { ScheduledInstanceId: reserved.ScheduledInstanceId });
  const { AllocationId } = await client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 1,
    Period: 1,
    PeriodUnit: 1,
  });
  await client.ok('billing', 'UnsubscribeInstance', { InstanceID: AllocationId, Product: 'EIP' });
  await settled();
}

/** An instance's role, and what its metadata service answers. */
async function callMetadata({ client, url, store }: TestServer, instance: string): Promise<void> {
  const ecs = (action: string, input: Record<string, unknown>) => client.ok('ecs', action, input);
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${url}/_tenon/instances/${instance}/metadata/latest/${path}`, init);
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const headers = { 'x-volc-ecs-metadata-token-ttl-seconds': '60' };
  const token = await ask('api/token', { method: 'PUT', headers });
  await ask('mac', { headers: { 'x-volc-ecs-metadata-token': token } });
  await ecs('ModifyInstanceMetadataOptions', { InstanceId: instance, HttpTokens: 'optional' });
  await ecs('AssociateInstancesIamRole', { InstanceIds: [instance], IamRoleName: 'ops' });
  await ecs('DescribeInstancesIamRoles', {});
  await ecs('DescribeInstancesIamRoles', { InstanceIds: [instance] });
  for (const _ of ['a new key', 'the same']) await ask('iam/security_credentials/ops');
  const mac = await ask('mac');
  const address = await ask(`network/interfaces/macs/${mac}/primary_ip_address`);
  const vpcId = await ask('vpc_id');
  expect(await store.read((tx) => instanceAt(tx, vpcId, address))).toBe(instance);
  await ecs('DisassociateInstancesIamRole', { InstanceIds: [instance] });
}

/** IP address pools, and EIPs of one that are watched. */
async function callIpAddressPools(client: SdkClient, settled: () => Promise<void>): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const { IpAddressPoolId } = await vpc('CreateIpAddressPool', {
    ISP: 'BGP',
    CidrBlock: '203.0.113.0/28',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const pool = { IpAddressPoolId };
  const { CidrBlock } = await vpc('AddIpAddressPoolCidrBlock', { ...pool, CidrMask: 30 });
  const one = await vpc('AllocateEipAddress', { BillingType: 3, ...pool });
  const IpAddress = '203.0.113.9';
  const two = await vpc('AllocateEipAddress', { BillingType: 3, ...pool, IpAddress });
  const AllocationIds = [one.AllocationId, two.AllocationId];
  for (const input of [
    {},
    { IpAddressPoolIds: [IpAddressPoolId] },
    { ISP: 'BGP', Status: 'Available', ProjectName: 'default' },
    { TagFilters: [{ Key: 'k', Values: ['v'] }] },
  ]) {
    await vpc('DescribeIpAddressPools', input);
  }
  await vpc('DescribeIpAddressPoolAttributes', pool);
  await vpc('DescribeIpAddressPoolCidrBlocks', pool);
  await vpc('DescribeEipAddresses', pool);
  await vpc('ModifyIpAddressPoolAttributes', { ...pool, Name: 'b' });
  await vpc('EnableEipAddressHighResolutionMonitor', {
    AllocationIds,
    LogProjectName: 'metrics',
    LogTopicName: 'eips',
  });
  const eip = { AllocationId: one.AllocationId };
  await vpc('DescribeEipAddressHighResolutionMonitorAttribute', eip);
  await vpc('DisableEipAddressHighResolutionMonitor', { AllocationIds });
  const day = { InstanceId: one.AllocationId, Day: '2026-01-01' };
  await vpc('Describe95Traffic', { ResourceType: 'Eip', ...day });
  for (const AllocationId of AllocationIds) await vpc('ReleaseEipAddress', { AllocationId });
  await vpc('DeleteIpAddressPoolCidrBlock', { ...pool, CidrBlock });
  await vpc('DeleteIpAddressPool', pool);
}

/** IPv4 gateways, with a VPC of their own. */
async function callIpv4Gateways(client: SdkClient, settled: () => Promise<void>): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' });
  const { Ipv4GatewayId } = await vpc('CreateIpv4Gateway', {});
  const both = { Ipv4GatewayId, VpcId };
  await vpc('AttachIpv4Gateway', both);
  for (const input of [
    {},
    { Ipv4GatewayIds: [Ipv4GatewayId] },
    { Ipv4GatewayName: 'a' },
    { VpcIds: [VpcId] },
  ]) {
    await vpc('DescribeIpv4Gateways', input);
  }
  await vpc('ModifyIpv4Gateway', { Ipv4GatewayId, Ipv4GatewayName: 'b' });
  await vpc('EnableIpv4Gateway', { Ipv4GatewayId });
  await vpc('DisableIpv4Gateway', { Ipv4GatewayId });
  await vpc('DetachIpv4Gateway', both);
  await vpc('DeleteIpv4Gateway', { Ipv4GatewayId });
  await vpc('DeleteVpc', { VpcId });
}

/** Bandwidth packages, and an EIP in one. */
async function callBandwidthPackages(
  client: SdkClient,
  settled: () => Promise<void>,
): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const { BandwidthPackageId } = await vpc('CreateBandwidthPackage', {
    Bandwidth: 10,
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const one = { BandwidthPackageId };
  const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3, ...one });
  for (const input of [
    {},
    { BandwidthPackageIds: [BandwidthPackageId] },
    { BandwidthPackageName: 'a', ISP: 'BGP', Protocol: 'IPv4', ProjectName: 'default' },
    { SecurityProtectionEnabled: true },
    { TagFilters: [{ Key: 'k', Values: ['v'] }] },
  ]) {
    await vpc('DescribeBandwidthPackages', input);
  }
  await vpc('DescribeIpv6AddressBandwidths', one);
  const day = { InstanceId: BandwidthPackageId, Day: '2026-01-01' };
  await vpc('Describe95Traffic', { ResourceType: 'BandwidthPackage', ...day });
  await vpc('ModifyBandwidthPackageAttributes', { ...one, EnableDualStack: true });
  await vpc('ModifyBandwidthPackageSpec', { ...one, Bandwidth: 20 });
  await vpc('ModifyBandwidthPackageEipBandwidth', { AllocationId, Bandwidth: 5 });
  await vpc('CancelBandwidthPackageEipBandwidth', { AllocationId });
  await vpc('RemoveBandwidthPackageIp', { ...one, AllocationId });
  await vpc('AddBandwidthPackageIp', { ...one, AllocationId });
  await vpc('RemoveBandwidthPackageIp', { ...one, AllocationId });
  await vpc('ReleaseEipAddress', { AllocationId });
  await vpc('DeleteBandwidthPackage', one);
}

/** Rules of security groups, and the prefix lists that they refer to. */
async function callRules(
  client: SdkClient,
  { vpcId, SecurityGroupId, network }: { vpcId: string; SecurityGroupId: string; network: Network },
  settled: () => Promise<void>,
): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const Cidr = '10.9.0.0/16';
  const { PrefixListId } = await vpc('CreatePrefixList', {
    MaxEntries: 5,
    PrefixListEntries: [{ Cidr }],
    Tags,
  });
  const all = { SecurityGroupId, Protocol: 'all', PortStart: -1, PortEnd: -1 };
  const peers = [{ PrefixListId }, { SourceGroupId: SecurityGroupId }, { CidrIp: Cidr }];
  for (const peer of peers) {
    const { AsyncTaskId } = await vpc('AuthorizeSecurityGroupIngress', { ...all, ...peer });
    await vpc('GetAsyncTaskStatus', { AsyncTaskId });
    await vpc('DescribeSecurityGroupAttributes', {
      SecurityGroupId,
      Direction: 'ingress',
      Protocol: 'all',
      ...peer,
    });
  }
  await vpc('ModifyPrefixList', {
    PrefixListId,
    MaxEntries: 6,
    AddPrefixListEntries: [{ Cidr: '10.8.0.0/16' }, { Cidr, Description: 'b' }],
  });
  await vpc('ModifyPrefixList', { PrefixListId, RemovePrefixListEntries: [{ Cidr }] });
  for (const input of [
    {},
    { PrefixListIds: [PrefixListId] },
    { PrefixListName: 'a' },
    { IpVersion: 'IPv4', ProjectName: 'default' },
    { TagFilters },
  ]) {
    await vpc('DescribePrefixLists', input);
  }
  await vpc('DescribePrefixListEntries', { PrefixListId });
  await vpc('DescribePrefixListAssociations', { PrefixListId });
  await network(vpcId);
  for (const peer of peers) {
    const Description = 'b';
    await vpc('ModifySecurityGroupRuleDescriptionsIngress', { ...all, ...peer, Description });
    await vpc('RevokeSecurityGroupIngress', { ...all, ...peer });
  }
  await vpc('DeletePrefixList', { PrefixListId });
}

async function callRoutes(
  client: SdkClient,
  {
    vpcId,
    subnetId,
    instanceId,
    network,
  }: { vpcId: string; subnetId: string; instanceId: string; network: Network },
  settled: () => Promise<void>,
): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const Tags = [{ Key: 'k', Value: 'v' }];
  const { RouteTableId } = await vpc('CreateRouteTable', { VpcId: vpcId, Tags });
  const on = { RouteTableId, SubnetId: subnetId };
  await vpc('AssociateRouteTable', on);
  for (const input of [
    {},
    { RouteTableId },
    { RouteTableName: 'a' },
    { VpcId: vpcId, AssociateType: 'Subnet', ProjectName: 'default' },
    { TagFilters: [{ Key: 'k', Values: ['v'] }] },
  ]) {
    await vpc('DescribeRouteTableList', input);
  }
  await vpc('DescribeSubnets', { RouteTableId });
  await vpc('ModifyRouteTableAttributes', { RouteTableId, RouteTableName: 'b' });
  const { PrefixListId } = await vpc('CreatePrefixList', {
    MaxEntries: 1,
    PrefixListEntries: [{ Cidr: '30.0.0.0/16' }],
  });
  const hop = { NextHopType: 'Instance', NextHopId: instanceId };
  const route = { RouteTableId, ...hop };
  const { RouteEntryId } = await vpc('CreateRouteEntry', {
    ...route,
    DestinationCidrBlock: '20.0.0.0/16',
  });
  const toList = await vpc('CreateRouteEntry', { ...route, DestinationPrefixListId: PrefixListId });
  for (const input of [{}, { RouteEntryType: 'Custom', RouteEntryId }]) {
    await vpc('DescribeRouteEntryList', { RouteTableId, ...input });
  }
  await vpc('DescribePrefixListAssociations', { PrefixListId });
  await network(vpcId);
  await vpc('ModifyRouteEntry', { RouteEntryId, ...hop });
  for (const id of [RouteEntryId, toList.RouteEntryId]) {
    await vpc('DeleteRouteEntry', { RouteEntryId: id });
  }
  await vpc('DeletePrefixList', { PrefixListId });
  await vpc('DisassociateRouteTable', on);
  await vpc('DeleteRouteTable', { RouteTableId });
}

async function callNetworkAcls(
  client: SdkClient,
  { vpcId, subnetId, network }: { vpcId: string; subnetId: string; network: Network },
  settled: () => Promise<void>,
): Promise<void> {
  const vpc = (action: string, input: Record<string, unknown>) => client.ok('vpc', action, input);
  const Tags = [{ Key: 'k', Value: 'v' }];
  const { NetworkAclId } = await vpc('CreateNetworkAcl', { VpcId: vpcId, Tags });
  const on = { NetworkAclId, Resource: [{ ResourceId: subnetId }] };
  await settled();
  await vpc('DescribeNetworkAclAttributes', { NetworkAclId });
  await vpc('AssociateNetworkAcl', on);
  await vpc('UpdateNetworkAclEntries', {
    NetworkAclId,
    UpdateIngressAclEntries: true,
    IngressAclEntries: [{ SourceCidrIp: '10.0.0.0/8' }],
  });
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  for (const input of [
    {},
    { NetworkAclIds: [NetworkAclId] },
    { VpcId: vpcId },
    { SubnetId: subnetId },
    { TagFilters },
  ]) {
    await vpc('DescribeNetworkAcls', input);
  }
  await network(vpcId);
  await vpc('ModifyNetworkAclAttributes', { NetworkAclId, NetworkAclName: 'b' });
  await vpc('DisassociateNetworkAcl', on);
  await vpc('DeleteNetworkAcl', { NetworkAclId });
}

async function callIpv6(
  client: SdkClient,
  settled: () => Promise<void>,
  network: Network,
): Promise<void> {
  const vpc = settling(client, 'vpc', settled);
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '192.168.0.0/16', EnableIpv6: true });
  const { SubnetId } = await vpc('CreateSubnet', {
    VpcId,
    ZoneId: 'cn-beijing-a',
    CidrBlock: '192.168.0.0/24',
    Ipv6CidrBlock: 0,
  });
  const { SecurityGroupId } = await vpc('CreateSecurityGroup', { VpcId });
  const { Ipv6GatewayId } = await vpc('CreateIpv6Gateway', { VpcId, Tags });
  const { NetworkInterfaceId } = await vpc('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    Ipv6AddressCount: 2,
  });
  const { IPv6Sets } = await vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
  const [first, second] = IPv6Sets;
  await vpc('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6AddressCount: 1 });
  const bandwidth = { BillingType: 3, Tags };
  const one = await vpc('AllocateIpv6AddressBandwidth', { ...bandwidth, Ipv6Address: first });
  const two = await vpc('AllocateIpv6AddressBandwidth', { ...bandwidth, Ipv6Address: second });
  const rule = { Ipv6GatewayId, InstanceId: one.AllocationId };
  const { Ipv6EgressOnlyRuleId } = await vpc('CreateIpv6EgressOnlyRule', rule);
  for (const input of [
    {},
    { Ipv6GatewayIds: [Ipv6GatewayId] },
    { VpcIds: [VpcId] },
    { TagFilters },
  ]) {
    await vpc('DescribeIpv6Gateways', input);
  }
  for (const input of [
    {},
    { AllocationIds: [one.AllocationId] },
    { Ipv6Addresses: [first] },
    { VpcId },
    { AssociatedInstanceId: NetworkInterfaceId },
    { AssociatedInstanceType: 'EcsInstance' },
    { TagFilters },
  ]) {
    await vpc('DescribeIpv6AddressBandwidths', input);
  }
  for (const input of [{}, { InstanceId: one.AllocationId }, { Ipv6Address: first }]) {
    await vpc('DescribeIpv6EgressOnlyRules', { Ipv6GatewayId, ...input });
  }
  await vpc('DescribeIpv6GatewayAttribute', { Ipv6GatewayId });
  await vpc('DescribeIpv6AddressBandwidthAttributes', { AllocationId: one.AllocationId });
  await network(VpcId);
  await vpc('ModifyIpv6GatewayAttribute', { Ipv6GatewayId, Name: 'b' });
  await vpc('ModifyIpv6AddressBandwidth', { AllocationId: one.AllocationId, Bandwidth: 2 });
  await vpc('ModifyIpv6EgressOnlyRuleAttribute', { Ipv6EgressOnlyRuleId, Name: 'b' });
  await vpc('DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId });
  await vpc('ReleaseIpv6AddressBandwidth', { AllocationId: two.AllocationId });
  await vpc('UnassignIpv6Addresses', { NetworkInterfaceId, Ipv6Address: [first] });
  await vpc('DeleteNetworkInterface', { NetworkInterfaceId });
  await vpc('DeleteIpv6Gateway', { Ipv6GatewayId });
}

/** Changes a RUNNING instance in every way. Resolves to the subnet that it is in at the end. */
async function changeInstance(
  client: SdkClient,
  settled: () => Promise<void>,
  InstanceId: string,
  VpcId: string,
): Promise<string> {
  const ecs = settling(client, 'ecs', settled);
  const named = { ResourceType: 'instance', ResourceIds: [InstanceId] };
  await ecs('CreateTags', { ...named, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
  await ecs('TagResources', { ...named, Tags: [{ Key: 'a', Value: '2' }] });
  const { NextToken } = await ecs('DescribeTags', { ResourceType: 'instance', MaxResults: 1 });
  await ecs('DescribeTags', { ResourceType: 'instance', MaxResults: 1, NextToken });
  await ecs('DescribeTags', { ...named, TagFilters: [{ Key: 'a', Values: ['2'] }] });
  await ecs('DeleteTags', { ...named, TagKeys: ['a'] });
  await ecs('UntagResources', { ...named, TagKeys: ['b'] });
  await ecs('ModifyInstanceChargeType', { InstanceIds: [InstanceId], Period: 1 });
  await ecs('RenewInstance', { InstanceId, Period: 1 });
  const back = { InstanceIds: [InstanceId], InstanceChargeType: 'PostPaid' };
  await ecs('ModifyInstanceChargeType', back);
  await ecs('StopInstance', { InstanceId });
  const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '10.2.0.0/24' };
  const { SubnetId } = await client.ok('vpc', 'CreateSubnet', subnet);
  await settled();
  await ecs('ModifyInstanceVpcAttribute', { InstanceId, SubnetId });
  await ecs('ModifyInstanceSpec', { InstanceId, InstanceTypeId: 'ecs.g3i.xlarge' });
  await ecs('ModifyInstancesSpec', { InstanceIds: [InstanceId], InstanceTypeId: 'ecs.g3i.large' });
  await ecs('ModifyInstancePlacement', { InstanceId, Tenancy: 'Default' });
  const image = { ImageId: 'image-ubuntu2204x64tenon', Password: 'Passw0rd!' };
  await ecs('ReplaceSystemVolume', { InstanceId, ...image });
  return SubnetId;
}

/** Calls a service's actions, and waits until what each began has ended. */
function settling(client: SdkClient, service: string, settled: () => Promise<void>) {
  return async (action: string, input: Record<string, unknown>) => {
    const result = await client.ok(service, action, input);
    await settled();
    return result;
  };
}
