import type { DemoClient } from './demo-client.ts';

/** An interface is attached, refused, detached and attached elsewhere; nothing carries packets. */
export async function playAttach(stage: DemoClient, zone: string): Promise<void> {
  stage.title('A network');
  const { VpcId } = await stage.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', VpcName: 'demo' });
  await stage.until('vpc', 'DescribeVpcAttributes', { VpcId }, 'Available');
  const { SubnetId } = await stage.vpc('CreateSubnet', {
    VpcId,
    ZoneId: zone,
    CidrBlock: '10.0.1.0/24',
  });
  await stage.until('vpc', 'DescribeSubnetAttributes', { SubnetId }, 'Available');
  const { SecurityGroupId } = await stage.vpc('CreateSecurityGroup', { VpcId });
  await stage.until('vpc', 'DescribeSecurityGroupAttributes', { SecurityGroupId }, 'Available');

  stage.title('Two instances and a network interface');
  const { InstanceIds } = await stage.ecs('RunInstances', {
    ZoneId: zone,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'demo',
    Count: 2,
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
  });
  const [one, two] = InstanceIds as [string, string];
  await stage.untilRunning([one, two]);
  const { NetworkInterfaceId } = await stage.vpc('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    SecondaryPrivateIpAddressCount: 2,
  });
  const settled = (status: string) =>
    stage.until('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }, status);
  await settled('Available');

  stage.title('Attach it');
  await stage.vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: one });
  await settled('InUse');

  stage.title('A second attach is refused, as the API reference says');
  await stage.refused('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: two });

  stage.title('Move it to the other instance');
  await stage.vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId: one });
  await settled('Available');
  await stage.vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: two });
  await settled('InUse');
  stage.end();
}
