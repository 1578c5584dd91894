// IP address management: an IPAM with a scope, pools of blocks, what is given out, what is found.
import assert from 'node:assert/strict';
import { until, untilGone } from './check.mjs';

export async function ipam({ vpc }, { VpcId }) {
  const made = await vpc('CreateIpam', {
    IpamName: 'scenario',
    OperatingRegions: [REGION],
    Tags: [{ Key: 'team', Value: 'network' }],
  });
  const { IpamId, PrivateDefaultScopeId } = made;
  const ipams = async () => (await vpc('DescribeIpams', { IpamIds: [IpamId] })).Ipams;
  const ipamIs = () => until('Available', async () => (await ipams())[0] ?? {});
  const { ScopeCount, Tags } = await ipamIs();
  assert.deepEqual([ScopeCount, Tags], [2, [{ Key: 'team', Value: 'network' }]]);
  await vpc('ModifyIpam', { IpamId, IpamName: 'renamed' });
  assert.equal((await ipamIs()).IpamName, 'renamed');
  const tagged = { ResourceType: 'ipam', ResourceIds: [IpamId] };
  await vpc('TagIpamResources', { ...tagged, Tags: [{ Key: 'more', Value: '' }] });
  await vpc('UntagIpamResources', { ...tagged, TagKeys: ['team'] });
  const { ResourceTags } = await vpc('ListTagsForIpamResources', tagged);
  assert.deepEqual(
    ResourceTags.map(({ TagKey }) => TagKey),
    ['more'],
  );
  await scope(vpc, IpamId);
  await pool(vpc, PrivateDefaultScopeId);
  await discovery(vpc, { IpamId, VpcId });
  await vpc('DeleteIpam', { IpamId });
  await untilGone(ipams);
}

const REGION = 'cn-beijing';

async function scope(vpc, IpamId) {
  const { IpamScopeId } = await vpc('CreateIpamScope', { IpamId, IpamScopeName: 'scenario' });
  const listed = async () =>
    (await vpc('DescribeIpamScopes', { IpamScopeIds: [IpamScopeId] })).IpamScopes;
  const scopeIs = () => until('Available', async () => (await listed())[0] ?? {});
  assert.equal((await scopeIs()).IsDefault, false);
  await vpc('ModifyIpamScope', { IpamScopeId, IpamScopeName: 'renamed' });
  assert.equal((await scopeIs()).IpamScopeName, 'renamed');
  await vpc('DeleteIpamScope', { IpamScopeId });
  await untilGone(listed);
}

async function pool(vpc, IpamScopeId) {
  const { IpamPoolId } = await vpc('CreateIpamPool', {
    IpamScopeId,
    IpVersion: 'IPv4',
    IpamPoolName: 'scenario',
    AllocationDefaultCidrMask: 24,
  });
  const one = { IpamPoolId };
  const listed = async () =>
    (await vpc('DescribeIpamPools', { IpamPoolIds: [IpamPoolId] })).IpamPools;
  const poolIs = () => until('Available', async () => (await listed())[0] ?? {});
  assert.equal((await poolIs()).AllocationDefaultCidrMask, 24);
  await vpc('ModifyIpamPool', { ...one, IpamPoolName: 'renamed' });
  assert.equal((await poolIs()).IpamPoolName, 'renamed');
  const block = { ...one, CidrBlock: '20.0.0.0/8' };
  await vpc('ProvisionIpamPoolCidr', block);
  const blocks = async () => (await vpc('DescribeIpamPoolCidrs', one)).IpamPoolCidrs;
  await until('Provisioned', async () => (await blocks())[0] ?? {});
  const free = await vpc('GetIpamPoolAvailableCidr', { ...one, CidrMask: 24 });
  assert.equal(free.CidrBlock, '20.0.0.0/24');
  const given = await vpc('CreateIpamPoolAllocation', { ...one, CidrBlock: '20.1.0.0/24' });
  const allocations = async () =>
    (await vpc('DescribeIpamPoolAllocations', one)).IpamPoolAllocations;
  const [allocation] = await allocations();
  assert.deepEqual(
    [allocation.IpamPoolAllocationId, allocation.CidrBlock],
    [given.IpamPoolAllocationId, '20.1.0.0/24'],
  );
  await vpc('ReleaseIpamPoolAllocation', { ...one, ...given });
  await untilGone(allocations);
  const { VpcCidrCount } = await vpc('DescribeIpamScopeStats', { IpamScopeId });
  assert.equal(VpcCidrCount, 1);
  await vpc('DeprovisionIpamPoolCidr', block);
  await untilGone(blocks);
  await vpc('DeleteIpamPool', one);
  await untilGone(listed);
}

async function discovery(vpc, { IpamId, VpcId }) {
  const { IpamResourceDiscoveryId } = await vpc('CreateIpamResourceDiscovery', {
    IpamResourceDiscoveryName: 'scenario',
  });
  const one = { IpamResourceDiscoveryId };
  const listed = async () => {
    const filter = { IpamResourceDiscoveryIds: [IpamResourceDiscoveryId] };
    return (await vpc('DescribeIpamResourceDiscoveries', filter)).IpamResourceDiscoveries;
  };
  const discoveryIs = () => until('Available', async () => (await listed())[0] ?? {});
  await discoveryIs();
  await vpc('ModifyIpamResourceDiscovery', { ...one, IpamResourceDiscoveryName: 'renamed' });
  assert.equal((await discoveryIs()).IpamResourceDiscoveryName, 'renamed');
  const association = await vpc('AssociateIpamResourceDiscovery', { IpamId, ...one });
  const associations = async () => {
    const answer = await vpc('DescribeIpamResourceDiscoveryAssociations', one);
    return answer.IpamResourceDiscoveryAssociations;
  };
  await until('Associated', async () => (await associations())[0] ?? {});
  const found = await vpc('DescribeIpamDiscoveredResourceCidrs', {
    ...one,
    ResourceRegionId: REGION,
  });
  const ids = found.IpamDiscoveredResourceCidrs.map(({ ResourceId }) => ResourceId);
  assert.ok(ids.includes(VpcId));
  await vpc('DisassociateIpamResourceDiscovery', association);
  await untilGone(associations);
  await vpc('DeleteIpamResourceDiscovery', one);
  await untilGone(listed);
}
