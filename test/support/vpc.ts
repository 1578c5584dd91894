import type { TestServer } from './server.ts';

/** An Available VPC of 10.0.0.0/8 unless told, made through the API. */
export async function madeVpc(
  server: TestServer,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { VpcId } = await server.client.ok('vpc', 'CreateVpc', {
    CidrBlock: '10.0.0.0/8',
    ...input,
  });
  await server.settled();
  return VpcId;
}

/** An Available subnet of 10.0.0.0/24 unless told. */
export async function madeSubnet(
  server: TestServer,
  VpcId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: 'cn-beijing-a',
    CidrBlock: '10.0.0.0/24',
    ...input,
  });
  await server.settled();
  return SubnetId;
}

/** An Available security group. */
export async function madeGroup(
  server: TestServer,
  VpcId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { SecurityGroupId } = await server.client.ok('vpc', 'CreateSecurityGroup', {
    VpcId,
    ...input,
  });
  await server.settled();
  return SecurityGroupId;
}

/** An Available interface. */
export async function madeInterface(
  server: TestServer,
  SubnetId: string,
  groupId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [groupId],
    ...input,
  });
  await server.settled();
  return NetworkInterfaceId;
}
