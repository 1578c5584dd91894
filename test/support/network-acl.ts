import type { TestServer } from './server.ts';

/** An Available network ACL. */
export async function madeNetworkAcl(
  server: TestServer,
  VpcId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { NetworkAclId } = await server.client.ok('vpc', 'CreateNetworkAcl', { VpcId, ...input });
  await server.settled();
  return NetworkAclId;
}

export const resources = (...subnetIds: readonly string[]) => ({
  Resource: subnetIds.map((ResourceId) => ({ ResourceId })),
});

/** One network ACL as DescribeNetworkAclAttributes shows it. */
export async function shown(server: TestServer, NetworkAclId: string) {
  const result = await server.client.ok('vpc', 'DescribeNetworkAclAttributes', { NetworkAclId });
  return result.NetworkAclAttribute;
}
