import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeGroup, madeSubnet, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/*
 * The life of an ecs_instance as terraform-provider-volcengine calls it, flat and with what it
 * sends besides. It crashes on null and on another type than it reads.
 */
let server: TestServer;
let here: Scene;
let other: string;
beforeAll(async () => {
  server = await startServer();
  here = await scene(server);
  other = await madeGroup(server, here.vpcId);
});
afterAll(() => server.close());

const ecs = async (action: string, input: Record<string, unknown>) => {
  const answer = await server.client.ok('ecs', action, input);
  await server.settled();
  return answer;
};
const read = async (id: string) => {
  const answer = await ecs('DescribeInstances', { 'InstanceIds.1': id, MaxResults: 100 });
  expect(answer.NextToken).toBe('');
  return answer.Instances[0];
};

it('is created, read, changed and deleted', async () => {
  const subnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.9.0/24' });
  const { InstanceIds } = await ecs('RunInstances', {
    Count: 1,
    ClientToken: '5a3c0b4e-0000-4000-8000-000000000001',
    InstanceName: 'acc-test',
    Description: 'acc test',
    HostName: 'tf-acc-test',
    InstanceType: 'ecs.g3i.xlarge',
    ImageId: 'image-debian12x64tenon00',
    ZoneId: 'cn-beijing-a',
    Password: '93f0cb0614Aab12',
    UserData: '',
    InstanceChargeType: 'PrePaid',
    Period: 2,
    PeriodUnit: 'Month',
    AutoRenew: true,
    AutoRenewPeriod: 1,
    IncludeDataVolumes: false,
    KeepImageCredential: false,
    SecurityEnhancementStrategy: 'Active',
    SpotStrategy: 'NoSpot',
    ProjectName: 'default',
    DeploymentSetId: '',
    HpcClusterId: '',
    'CpuOptions.ThreadsPerCore': 1,
    'CpuOptions.NumaPerSocket': 2,
    'NetworkInterfaces.1.SubnetId': subnetId,
    'NetworkInterfaces.1.SecurityGroupIds.1': here.groupId,
    'NetworkInterfaces.1.PrimaryIpAddress': '10.0.9.50',
    'NetworkInterfaces.2.SubnetId': here.subnetId,
    'NetworkInterfaces.2.SecurityGroupIds.1': here.groupId,
    'NetworkInterfaces.2.SecurityGroupIds.2': other,
    'Volumes.1.VolumeType': 'ESSD_PL0',
    'Volumes.1.Size': 60,
    'Volumes.1.DeleteWithInstance': true,
    'Volumes.2.VolumeType': 'ESSD_FlexPL',
    'Volumes.2.Size': 50,
    'Volumes.2.DeleteWithInstance': true,
    'EipAddress.ChargeType': 'PayByTraffic',
    'EipAddress.BandwidthMbps': 1,
    'EipAddress.ISP': 'BGP',
    'EipAddress.ReleaseWithInstance': true,
    'Tags.1.Key': 'k1',
    'Tags.1.Value': 'v1',
    EipId: '',
    SystemVolumeSize: 60,
  });
  const [id] = InstanceIds;
  const made = await read(id);
  expect(made).toMatchObject({
    Status: 'RUNNING',
    InstanceChargeType: 'PrePaid',
    ProjectName: 'default',
    CpuOptions: { ThreadsPerCore: 1 },
    Tags: [{ Key: 'k1', Value: 'v1' }],
  });
  const months = (time: string) => Number(time.slice(0, 4)) * 12 + Number(time.slice(5, 7));
  expect([made.CreatedAt, made.ExpiredAt].every((time) => time.endsWith('+08:00'))).toBe(true);
  expect(months(made.ExpiredAt) - months(made.CreatedAt)).toBe(2);
  const [primary, secondary] = made.NetworkInterfaces;
  expect([primary.Type, primary.PrimaryIpAddress, primary.IPv6Sets]).toEqual([
    'primary',
    '10.0.9.50',
    null,
  ]);
  expect(secondary.SecurityGroupIds).toEqual([here.groupId, other]);
  expect(await ecs('DescribeUserData', { InstanceId: id })).toEqual({
    InstanceId: id,
    UserData: '',
  });
  const interfaces = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
    'NetworkInterfaceIds.0': primary.NetworkInterfaceId,
    'NetworkInterfaceIds.1': secondary.NetworkInterfaceId,
    MaxResults: 100,
  });
  expect([interfaces.NetworkInterfaceSets.length, interfaces.NextToken]).toEqual([2, '']);
  await server.client.ok('vpc', 'AssignIpv6Addresses', {
    NetworkInterfaceId: secondary.NetworkInterfaceId,
    Ipv6AddressCount: 1,
  });

  const token = (n: number) => ({ ClientToken: `5a3c0b4e-0000-4000-8000-00000000010${n}` });
  await ecs('ModifyInstanceAttribute', {
    InstanceId: id,
    InstanceName: 'acc-test-2',
    Description: 'changed',
    UserData: 'ZWNobyBoZWxsbw==',
    ...token(1),
  });
  await ecs('RenewInstance', { InstanceId: id, Period: 1, PeriodUnit: 'Month', ...token(2) });
  await ecs('ModifyInstanceChargeType', {
    'InstanceIds.1': id,
    InstanceChargeType: 'PostPaid',
    IncludeDataVolumes: false,
    AutoRenew: false,
    AutoPay: true,
    ...token(3),
  });
  await ecs('StopInstance', { InstanceId: id });
  expect((await read(id)).Status).toBe('STOPPED');
  await ecs('ModifyInstanceSpec', { InstanceId: id, InstanceType: 'ecs.g3i.large', ...token(4) });
  expect((await read(id)).Status).toBe('RUNNING');
  await ecs('StopInstance', { InstanceId: id });
  await ecs('ReplaceSystemVolume', {
    InstanceId: id,
    ImageId: 'image-ubuntu2204x64tenon',
    SystemVolumeSize: 60,
    Password: '93f0cb0614Aab12',
    UserData: 'ZWNobyBoZWxsbw==',
    KeepImageCredential: false,
  });
  // It waits for this one only.
  expect((await read(id)).Status).toBe('RUNNING');
  await ecs('StopInstance', { InstanceId: id });
  await ecs('ModifyInstanceDeployment', { InstanceId: id, DeploymentSetId: '' });
  await ecs('StartInstance', { InstanceId: id });
  const named = { ResourceType: 'instance', 'ResourceIds.1': id };
  await ecs('DeleteTags', { ...named, 'TagKeys.1': 'k1' });
  await ecs('CreateTags', { ...named, 'Tags.1.Key': 'k2', 'Tags.1.Value': 'v2' });
  expect(await read(id)).toMatchObject({
    Status: 'RUNNING',
    InstanceName: 'acc-test-2',
    Description: 'changed',
    InstanceTypeId: 'ecs.g3i.large',
    ImageId: 'image-ubuntu2204x64tenon',
    InstanceChargeType: 'PostPaid',
    Tags: [{ Key: 'k2', Value: 'v2' }],
  });

  await ecs('DeleteInstance', { InstanceId: id });
  expect(await read(id)).toBeUndefined();
  for (const [action, input] of [
    ['DeleteSecurityGroup', { SecurityGroupId: other }],
    ['DeleteSubnet', { SubnetId: subnetId }],
  ] as const) {
    await server.client.ok('vpc', action, input);
  }
});
