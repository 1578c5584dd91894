import type { TestServer } from '../support/server.ts';

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
  // These have no IPv6 gateway yet.
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
  await ok('ecs', 'CreateKeyPair', { KeyPairName: 'pair' });
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
  for (let i = 0; i < 3; i++) {
    const { InstanceIds } = await ok('ecs', 'RunInstances', {
      ZoneId: zone,
      InstanceName: `web-${i}`,
      ImageId: server.world.images[0]?.id,
      InstanceTypeId: 'ecs.g3i.large',
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
      Volumes: [{ VolumeType: 'ESSD_PL0', Size: 40 }],
    });
    await ok('ecs', 'AssociateInstancesIamRole', { InstanceIds, IamRoleName: 'ops' });
    await ok('vpc', 'AllocateEipAddress', { BillingType: 2 });
    await ok('vpc', 'CreateHaVip', { SubnetId });
  }
  await ok('ecs', 'CreateScheduledInstances', {
    ScheduledInstanceName: 'order',
    StartDeliveryAt: '2099-01-01T00:00:00+08:00',
    ZoneId: zone,
    InstanceName: 'ordered',
    ImageId: server.world.images[0]?.id,
    InstanceTypeId: 'ecs.g3i.large',
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
  });
  await ok('storage_ebs', 'DescribeVolumes', {});
  return answers;
}
