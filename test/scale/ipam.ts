// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (action: string, input: Record<string, unknown>) => Promise<any>;

const Tags = [{ Key: 'k', Value: 'v' }];
const TagFilters = [{ Key: 'k', Values: ['v'] }];

/** Calls every action of IP address management; `vpc` waits for the end of what each began. */
export async function callIpam(vpc: Ask): Promise<void> {
  const made = await vpc('CreateIpam', { OperatingRegions: ['cn-shanghai'], Tags });
  const { IpamId, PrivateDefaultScopeId: scope } = made;
  for (const input of [{}, { IpamIds: [IpamId] }, { TagFilters }]) {
    await vpc('DescribeIpams', input);
  }
  await vpc('ModifyIpam', { IpamId, RemoveOperatingRegions: ['cn-shanghai'] });
  const { IpamScopeId } = await vpc('CreateIpamScope', { IpamId });
  await vpc('ModifyIpamScope', { IpamScopeId, Description: 'b' });
  for (const input of [{}, { IpamScopeIds: [IpamScopeId] }, { IpamId }, { TagFilters }]) {
    await vpc('DescribeIpamScopes', input);
  }
  await callPools(vpc, scope, IpamScopeId);
  await callDiscoveries(vpc, IpamId);
  const named = { ResourceType: 'ipam', ResourceIds: [IpamId] };
  await vpc('TagIpamResources', { ...named, Tags: [{ Key: 'a' }] });
  await vpc('ListTagsForIpamResources', { ResourceType: 'ipam', TagFilters });
  await vpc('ListTagsForIpamResources', named);
  await vpc('UntagIpamResources', { ...named, TagKeys: ['a'] });
  await vpc('EnableIpamOrganizationTrustedService', {});
  await vpc('DescribeIpamOrganizationAccount', {});
  await vpc('DisableIpamOrganizationTrustedService', {});
  await vpc('DeleteIpamScope', { IpamScopeId });
  await vpc('DeleteIpam', { IpamId });
}

async function callPools(vpc: Ask, scope: string, otherScope: string): Promise<void> {
  const pool = { IpamScopeId: scope, IpVersion: 'IPv4', AutoImport: true };
  const { IpamPoolId } = await vpc('CreateIpamPool', pool);
  const sub = await vpc('CreateIpamPool', { ...pool, SourceIpamPoolId: IpamPoolId });
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '192.168.0.0/20' });
  const block = { IpamPoolId, CidrBlock: '192.168.0.0/16' };
  await vpc('ProvisionIpamPoolCidr', block);
  const subBlock = { IpamPoolId: sub.IpamPoolId, CidrBlock: '192.168.64.0/24' };
  await vpc('ProvisionIpamPoolCidr', subBlock);
  for (const input of [
    {},
    { IpamPoolIds: [IpamPoolId] },
    { IpamScopeId: scope },
    { SourceIpamPoolId: IpamPoolId },
    { TagFilters },
  ]) {
    await vpc('DescribeIpamPools', input);
  }
  await vpc('ModifyIpamPool', { IpamPoolId, AutoImport: true });
  await vpc('DescribeIpamPoolCidrs', { IpamPoolId });
  await vpc('GetIpamPoolAvailableCidr', { IpamPoolId, CidrMask: 24 });
  const given = await vpc('CreateIpamPoolAllocation', { IpamPoolId, CidrMask: 24 });
  const { IpamPoolAllocationId } = given;
  for (const input of [{}, { IpamPoolAllocationIds: [IpamPoolAllocationId] }]) {
    await vpc('DescribeIpamPoolAllocations', { IpamPoolId, ...input });
  }
  await vpc('ReleaseIpamPoolAllocation', { IpamPoolId, ...given });
  const { CidrBlock } = await vpc('GetIpamPoolAvailableCidr', { IpamPoolId, CidrMask: 20 });
  const planned = await vpc('CreateVpc', { CidrBlock, Ipv4IpamPoolId: IpamPoolId });
  const secondary = { VpcId, SecondaryCidrBlock: '192.168.32.0/20' };
  await vpc('AssociateVpcCidrBlock', { ...secondary, Ipv4IpamPoolId: IpamPoolId });
  await vpc('DescribeIpamResourceCidrs', { IpamScopeId: scope, VpcId });
  await vpc('DescribeIpamScopeStats', { IpamScopeId: scope });
  await vpc('DescribeIpamCloudMonitorDimensions', { IpamScopeId: scope, TargetName: 'x' });
  await vpc('DisassociateVpcCidrBlock', secondary);
  for (const each of [planned.VpcId, VpcId]) await vpc('DeleteVpc', { VpcId: each });
  await vpc('DeprovisionIpamPoolCidr', subBlock);
  await vpc('DeprovisionIpamPoolCidr', block);
  const apart = await vpc('CreateVpc', { CidrBlock: '172.16.0.0/20' });
  await vpc('ModifyIpamResourceCidr', {
    CurrentIpamScopeId: scope,
    DestinationIpamScopeId: otherScope,
    ResourceId: apart.VpcId,
    ResourceCidr: '172.16.0.0/20',
    ResourceRegionId: 'cn-beijing',
    Monitored: false,
  });
  await vpc('DeleteVpc', { VpcId: apart.VpcId });
  await vpc('DeleteIpamPool', { IpamPoolId: sub.IpamPoolId });
  await vpc('DeleteIpamPool', { IpamPoolId });
}

async function callDiscoveries(vpc: Ask, IpamId: string): Promise<void> {
  const { IpamResourceDiscoveryId } = await vpc('CreateIpamResourceDiscovery', { Tags });
  const discovery = { IpamResourceDiscoveryId };
  await vpc('ModifyIpamResourceDiscovery', { ...discovery, Description: 'b' });
  for (const input of [
    {},
    { IpamResourceDiscoveryIds: [IpamResourceDiscoveryId] },
    { TagFilters },
  ]) {
    await vpc('DescribeIpamResourceDiscoveries', input);
  }
  const association = await vpc('AssociateIpamResourceDiscovery', { IpamId, ...discovery });
  for (const input of [{}, { IpamId }, discovery]) {
    await vpc('DescribeIpamResourceDiscoveryAssociations', input);
  }
  await vpc('DescribeIpamDiscoveredResourceCidrs', {
    ...discovery,
    ResourceRegionId: 'cn-beijing',
  });
  await vpc('DisassociateIpamResourceDiscovery', {
    IpamResourceDiscoveryAssociationId: association.IpamResourceDiscoveryAssociationId,
  });
  await vpc('DeleteIpamResourceDiscovery', discovery);
}
