import type { TestServer } from '../support/server.ts';
import { furnishClb } from './furnish-clb.ts';
import { furnishEbs } from './furnish-ebs.ts';
import { furnishIam } from './furnish-iam.ts';
import { furnishIpam } from './furnish-ipam.ts';
import { furnishNat } from './furnish-natgateway.ts';
import { furnishTraffic } from './furnish-traffic.ts';

/** Gives a server some of every resource, through its own API. */
export async function furnish(server: TestServer): Promise<unknown[]> {
  const answers: unknown[] = [];
  const ok = async (service: string, action: string, parameters: Record<string, unknown>) => {
    const answer = await server.client.ok(service, action, parameters);
    answers.push(answer);
    await server.settled();
    return answer;
  };
  const zone = 'cn-beijing-a';
  const { VpcId } = await ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16', EnableIpv6: true });
  // The fuzzer can make IPv6 gateways in these VPCs, which have none yet.
  for (let i = 0; i < 3; i++) {
    await ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16', EnableIpv6: true });
  }
  const { SubnetId } = await ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: zone,
    CidrBlock: '10.0.1.0/24',
    Ipv6CidrBlock: 1,
  });
  await ok('vpc', 'CreateNetworkAcl', { VpcId });
  const { IpAddressPoolId } = await ok('vpc', 'CreateIpAddressPool', {
    ISP: 'BGP',
    CidrBlock: await freePublicBlock(server),
  });
  await ok('vpc', 'AllocateEipAddress', { BillingType: 3, IpAddressPoolId });
  const { Ipv4GatewayId } = await ok('vpc', 'CreateIpv4Gateway', {});
  await ok('vpc', 'AttachIpv4Gateway', { Ipv4GatewayId, VpcId });
  const { BandwidthPackageId } = await ok('vpc', 'CreateBandwidthPackage', { Bandwidth: 10 });
  await ok('vpc', 'AllocateEipAddress', { BillingType: 3, BandwidthPackageId });
  const { Ipv6GatewayId } = await ok('vpc', 'CreateIpv6Gateway', { VpcId });
  await ok('vpc', 'CreateSubnet', { VpcId, ZoneId: zone, CidrBlock: '10.0.2.0/28' });
  const { SecurityGroupId } = await ok('vpc', 'CreateSecurityGroup', { VpcId });
  const { PrefixListId } = await ok('vpc', 'CreatePrefixList', {
    MaxEntries: 5,
    PrefixListEntries: [{ Cidr: '10.0.1.0/24' }],
  });
  const all = { SecurityGroupId, Protocol: 'all', PortStart: -1, PortEnd: -1 };
  await ok('vpc', 'AuthorizeSecurityGroupIngress', { ...all, PrefixListId });
  await ok('vpc', 'AuthorizeSecurityGroupIngress', { ...all, SourceGroupId: SecurityGroupId });
  for (let i = 0; i < 6; i++) {
    await ok('vpc', 'CreateNetworkInterface', {
      SubnetId,
      SecurityGroupIds: [SecurityGroupId],
      Ipv6AddressCount: 2,
      Tags: [{ Key: 'n', Value: String(i) }],
    });
  }
  const { RouteTableId } = await ok('vpc', 'CreateRouteTable', { VpcId });
  await ok('vpc', 'AssociateRouteTable', { RouteTableId, SubnetId });
  await furnishIpam(ok);
  await furnishNat(ok, VpcId, SubnetId);
  await ok('ecs', 'CreateKeyPair', { KeyPairName: 'pair' });
  for (const ImageName of ['one', 'two']) {
    await ok('ecs', 'ImportImage', { ImageName, Platform: 'Debian', Url: 'https://bucket/file' });
  }
  const template = await ok('ecs', 'CreateLaunchTemplate', { LaunchTemplateName: 'template' });
  await ok('ecs', 'CreateLaunchTemplateVersion', template);
  for (const Strategy of ['Availability', 'AvailabilityGroup']) {
    await ok('ecs', 'CreateDeploymentSet', { DeploymentSetName: 'set', Strategy });
  }
  await ok('ecs', 'CreateHpcCluster', { Name: 'cluster', ZoneId: zone });
  const { CommandId } = await ok('ecs', 'CreateCommand', {
    Name: 'command',
    Type: 'Shell',
    CommandContent: 'ZWNobyBoaQ==',
  });
  await ok('ecs', 'CreateSubscription', { Type: 'Mail', EventTypes: ['a'] });
  const { NetworkInterfaceSets } = await ok('vpc', 'DescribeNetworkInterfaces', { VpcId });
  for (const [index, { IPv6Sets, NetworkInterfaceId }] of NetworkInterfaceSets.slice(
    0,
    2,
  ).entries()) {
    await ok('vpc', 'CreateRouteEntry', {
      RouteTableId,
      DestinationCidrBlock: `30.${index}.0.0/16`,
      NextHopType: 'NetworkInterface',
      NextHopId: NetworkInterfaceId,
    });
    const { AllocationId } = await ok('vpc', 'AllocateIpv6AddressBandwidth', {
      Ipv6Address: IPv6Sets[0],
      BillingType: 3,
    });
    await ok('vpc', 'CreateIpv6EgressOnlyRule', { Ipv6GatewayId, InstanceId: AllocationId });
  }
  const instanceIds: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { InstanceIds } = await ok('ecs', 'RunInstances', {
      ZoneId: zone,
      InstanceName: `web-${i}`,
      ImageId: server.world.images[0]?.id,
      InstanceTypeId: 'ecs.g3i.large',
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
      Volumes: [{ VolumeType: 'ESSD_PL0', Size: 40 }],
    });
    instanceIds.push(...InstanceIds);
    await ok('ecs', 'AssociateInstancesIamRole', { InstanceIds, IamRoleName: 'ops' });
    await ok('ecs', 'InvokeCommand', { CommandId, InvocationName: `run-${i}`, InstanceIds });
    await ok('vpc', 'AllocateEipAddress', { BillingType: 2 });
    await ok('vpc', 'CreateHaVip', { SubnetId });
  }
  await furnishTraffic(ok, VpcId);
  await ok('ecs', 'CreateScheduledInstances', {
    ScheduledInstanceName: 'order',
    StartDeliveryAt: '2099-01-01T00:00:00+08:00',
    ZoneId: zone,
    InstanceName: 'ordered',
    ImageId: server.world.images[0]?.id,
    InstanceTypeId: 'ecs.g3i.large',
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
  });
  await furnishIam(ok);
  await furnishEbs(ok, instanceIds, zone);
  await furnishClb(ok, SubnetId);
  return answers;
}

/** A block of public addresses that no pool on the server has, whosever it is. */
async function freePublicBlock({ store }: TestServer): Promise<string> {
  const pools = await store.read((tx) =>
    tx.select((db) => db.selectFrom('ip_address_pool').select('id')),
  );
  return `203.0.113.${16 * pools.length}/28`;
}
