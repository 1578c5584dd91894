const described = { Description: 'round trip' };

const IPAM = ['DescribeIpams', { IpamIds: ['IPAM'] }] as const;
const SCOPE = ['DescribeIpamScopes', { IpamScopeIds: ['SCOPE'] }] as const;
const POOL = ['DescribeIpamPools', { IpamPoolIds: ['POOL'] }] as const;
const DISCOVERY = [
  'DescribeIpamResourceDiscoveries',
  { IpamResourceDiscoveryIds: ['DISCOVERY'] },
] as const;

/** IP address management. */
export const IPAM_ROUND_TRIPS = [
  {
    action: 'CreateIpam',
    given: {
      IpamName: 'plan',
      OperatingRegions: ['cn-beijing', 'cn-shanghai'],
      ...described,
      ProjectName: 'default',
      Tags: [{ Key: 'k', Value: 'v' }],
    },
    makes: ['IPAM', 'IpamId'],
    describe: IPAM,
  },
  {
    action: 'ModifyIpam',
    given: { IpamId: 'IPAM', IpamName: 'plan-2', Description: 'changed' },
    describe: IPAM,
  },
  {
    action: 'CreateIpamScope',
    given: { IpamId: 'IPAM', IpamScopeName: 'scope', IpamScopeType: 'private', ...described },
    makes: ['SCOPE', 'IpamScopeId'],
    describe: SCOPE,
  },
  {
    action: 'ModifyIpamScope',
    given: { IpamScopeId: 'SCOPE', IpamScopeName: 'scope-2', Description: 'changed' },
    describe: SCOPE,
  },
  {
    action: 'CreateIpamPool',
    given: {
      IpamScopeId: 'SCOPE',
      IpVersion: 'IPv4',
      IpamPoolName: 'pool',
      PoolRegionId: 'cn-beijing',
      AutoImport: true,
      AllocationDefaultCidrMask: 24,
      AllocationMinCidrMask: 16,
      AllocationMaxCidrMask: 28,
      ...described,
    },
    makes: ['POOL', 'IpamPoolId'],
    describe: POOL,
  },
  {
    action: 'ModifyIpamPool',
    given: {
      IpamPoolId: 'POOL',
      IpamPoolName: 'pool-2',
      AutoImport: false,
      AllocationDefaultCidrMask: 25,
      AllocationMinCidrMask: 17,
      AllocationMaxCidrMask: 27,
      Description: 'changed',
    },
    describe: POOL,
  },
  {
    action: 'ProvisionIpamPoolCidr',
    given: { IpamPoolId: 'POOL', CidrBlock: '20.0.0.0/8' },
    describe: ['DescribeIpamPoolCidrs', { IpamPoolId: 'POOL' }],
  },
  {
    action: 'CreateIpamPoolAllocation',
    given: { IpamPoolId: 'POOL', CidrBlock: '20.1.0.0/24' },
    makes: ['GIVEN', 'IpamPoolAllocationId'],
    describe: ['DescribeIpamPoolAllocations', { IpamPoolId: 'POOL' }],
  },
  {
    action: 'ModifyIpamResourceCidr',
    given: {
      CurrentIpamScopeId: 'DEFAULT-SCOPE',
      DestinationIpamScopeId: 'SCOPE',
      ResourceId: 'VPC',
      ResourceCidr: '10.0.0.0/16',
      ResourceRegionId: 'cn-beijing',
      Monitored: false,
    },
    describe: ['DescribeIpamResourceCidrs', { IpamScopeId: 'SCOPE', VpcId: 'VPC' }],
    shown: { ManagementStatus: 'Ignored' },
  },
  {
    action: 'CreateIpamResourceDiscovery',
    given: {
      IpamResourceDiscoveryName: 'discovery',
      OperatingRegions: ['cn-beijing', 'cn-shanghai'],
      ...described,
      Tags: [{ Key: 'k', Value: 'v' }],
    },
    makes: ['DISCOVERY', 'IpamResourceDiscoveryId'],
    describe: DISCOVERY,
  },
  {
    action: 'ModifyIpamResourceDiscovery',
    given: {
      IpamResourceDiscoveryId: 'DISCOVERY',
      IpamResourceDiscoveryName: 'discovery-2',
      Description: 'changed',
    },
    describe: DISCOVERY,
  },
] as const;
