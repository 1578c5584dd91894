// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (service: string, action: string, input: Record<string, unknown>) => Promise<any>;

/** Makes an IPAM with a pool that has given out a block, and a resource discovery of its own. */
export async function furnishIpam(ok: Ask): Promise<void> {
  const vpc = (action: string, input: Record<string, unknown>) => ok('vpc', action, input);
  const { IpamId, PrivateDefaultScopeId } = await vpc('CreateIpam', {});
  const pool = { IpamScopeId: PrivateDefaultScopeId, IpVersion: 'IPv4' };
  const { IpamPoolId } = await vpc('CreateIpamPool', pool);
  await vpc('ProvisionIpamPoolCidr', { IpamPoolId, CidrBlock: '10.0.0.0/8' });
  await vpc('CreateIpamPoolAllocation', { IpamPoolId, CidrBlock: '10.200.0.0/16' });
  const { IpamResourceDiscoveryId } = await vpc('CreateIpamResourceDiscovery', {});
  await vpc('AssociateIpamResourceDiscovery', { IpamId, IpamResourceDiscoveryId });
}
