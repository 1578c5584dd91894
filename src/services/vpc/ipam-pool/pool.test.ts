import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { ipamScene, madePool, poolScene, provision } from '#test/support/ipam.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const ok = async (action: string, input: Input = {}) => {
  const result = await server.client.ok('vpc', action, input);
  await server.settled();
  return result;
};
const pools = async (input: Input = {}) => (await ok('DescribeIpamPools', input)).IpamPools;
const given = async (IpamPoolId: string, more: Input = {}) =>
  (await ok('DescribeIpamPoolAllocations', { IpamPoolId, ...more })).IpamPoolAllocations;
const cidrs = async (IpamPoolId: string) =>
  (await ok('DescribeIpamPoolCidrs', { IpamPoolId })).IpamPoolCidrs.map(
    ({ CidrBlock }: { CidrBlock: string }) => CidrBlock,
  );
const allocate = (IpamPoolId: string, more: Input = {}) =>
  call('CreateIpamPoolAllocation', { IpamPoolId, ...more });

it('is Available at once, changed and deleted', async () => {
  server = await startServer({ world: worldOfTwo() });
  const { ipam, scope } = await ipamScene(server, { ProjectName: 'p' });
  const pool = await madePool(server, scope, {
    IpamPoolName: 'pool',
    Description: 'd',
    PoolRegionId: 'cn-beijing',
    AllocationDefaultCidrMask: 24,
    AllocationMinCidrMask: 16,
    AllocationMaxCidrMask: 28,
  });
  expect(await pools()).toEqual([
    {
      IpamPoolId: expect.stringMatching(/^ipam-pool-[a-z0-9]{25}$/),
      IpamPoolName: 'pool',
      Description: 'd',
      AccountId: expect.any(String),
      ProjectName: 'p',
      IpamId: ipam,
      IpamRegionId: 'cn-beijing',
      IpamScopeId: scope,
      IpamScopeType: 'private',
      IpVersion: 'IPv4',
      SourceIpamPoolId: '',
      PoolRegionId: 'cn-beijing',
      PoolDepth: 1,
      HasSubPool: false,
      AutoImport: false,
      AllocationDefaultCidrMask: 24,
      AllocationMinCidrMask: 16,
      AllocationMaxCidrMask: 28,
      Status: 'Available',
      Tags: [],
      CreateTime: expect.stringMatching(/\+08:00$/),
      UpdateTime: expect.stringMatching(/\+08:00$/),
    },
  ]);
  const modify = (more: Input) => call('ModifyIpamPool', { IpamPoolId: pool, ...more });
  const wrong = { status: 400, code: 'InvalidAllocationCidrMask.Malformed' };
  for (const more of [
    { AllocationDefaultCidrMask: 15 },
    { AllocationDefaultCidrMask: 29 },
    { AllocationMinCidrMask: 29 },
    { AllocationMaxCidrMask: 33 },
  ]) {
    expect(await modify(more), JSON.stringify(more)).toMatchObject(wrong);
  }
  expect(
    await modify({
      IpamPoolName: 'n',
      Description: 'e',
      AutoImport: true,
      AllocationMinCidrMask: 20,
      ClearAllocationDefaultCidrMask: true,
    }),
  ).toMatchObject({ status: 200 });
  expect(await pools()).toMatchObject([
    {
      IpamPoolName: 'n',
      Description: 'e',
      AutoImport: true,
      AllocationDefaultCidrMask: 0,
      AllocationMinCidrMask: 20,
    },
  ]);
  for (const action of ['ModifyIpamPool', 'DeleteIpamPool', 'GetIpamPoolAvailableCidr']) {
    expect(await call(action, { IpamPoolId: pool }, server.as(OTHER))).toMatchObject({
      status: 404,
      code: 'InvalidIpamPool.NotFound',
    });
  }
  await ok('DeleteIpamPool', { IpamPoolId: pool });
  expect(await pools()).toEqual([]);
});

it('has blocks that no other pool of its scope has', async () => {
  server = await startServer();
  const { ipam, scope, pool } = await poolScene(server);
  const other = await madePool(server, scope);
  const tryProvision = (IpamPoolId: string, CidrBlock: string) =>
    call('ProvisionIpamPoolCidr', { IpamPoolId, CidrBlock });
  const conflict = { status: 400, code: 'InvalidCidrBlock.Conflict' };
  for (const [of, block] of [
    [pool, '10.1.0.0/16'],
    [other, '10.1.0.0/16'],
    [other, '0.0.0.0/0'],
  ] as const) {
    expect(await tryProvision(of, block)).toMatchObject(conflict);
  }
  for (const block of ['10.0.0.1/8', 'fd00::/64', 'x']) {
    expect(await tryProvision(pool, block)).toMatchObject({ code: 'InvalidCidrBlock.Malformed' });
  }
  expect(await tryProvision(other, '11.0.0.0/8')).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  const { IpamScopeId } = await ok('CreateIpamScope', { IpamId: ipam });
  expect(await tryProvision(await madePool(server, IpamScopeId), '10.0.0.0/8')).toMatchObject({
    status: 200,
  });
  expect(await call('DeleteIpamPool', { IpamPoolId: pool })).toMatchObject({
    code: 'InvalidIpamPool.InUse',
  });
  const deprovision = (CidrBlock: string) =>
    call('DeprovisionIpamPoolCidr', { IpamPoolId: pool, CidrBlock });
  expect(await deprovision('10.1.0.0/16')).toMatchObject({ code: 'InvalidCidrBlock.NotFound' });
  await ok('CreateIpamPoolAllocation', { IpamPoolId: pool, CidrMask: 16 });
  expect(await deprovision('10.0.0.0/8')).toMatchObject({ code: 'InvalidCidrBlock.InUse' });
  const [{ IpamPoolAllocationId, CidrBlock }] = await given(pool);
  await ok('ReleaseIpamPoolAllocation', { IpamPoolId: pool, IpamPoolAllocationId, CidrBlock });
  expect(await deprovision('10.0.0.0/8')).toMatchObject({ status: 200 });
  expect(await cidrs(pool)).toEqual([]);
});

it('has its blocks from its source, which has them again', async () => {
  server = await startServer();
  const { scope, publicScope, pool } = await poolScene(server, { PoolRegionId: 'cn-beijing' });
  const create = (more: Input) =>
    call('CreateIpamPool', {
      IpamScopeId: scope,
      IpVersion: 'IPv4',
      SourceIpamPoolId: pool,
      ...more,
    });
  const misfit = { status: 400, code: 'InvalidIpamPool.Mismatch' };
  expect(await create({ IpamScopeId: publicScope })).toMatchObject(misfit);
  expect(await create({ IpVersion: 'IPv6' })).toMatchObject(misfit);
  expect(await create({ SourceIpamPoolId: 'ipam-pool-none' })).toMatchObject({
    code: 'InvalidIpamPool.NotFound',
  });
  const { IpamPoolId } = (await create({})).result;
  expect(await pools()).toMatchObject([
    { HasSubPool: true, PoolDepth: 1 },
    { SourceIpamPoolId: pool, PoolDepth: 2, PoolRegionId: 'cn-beijing' },
  ]);
  const tryProvision = (CidrBlock: string) =>
    call('ProvisionIpamPoolCidr', { IpamPoolId, CidrBlock });
  expect(await tryProvision('11.0.0.0/16')).toMatchObject({ code: 'InvalidCidrBlock.NotFound' });
  expect(await tryProvision('10.0.0.0/16')).toMatchObject({ status: 200 });
  expect(await given(pool)).toMatchObject([
    {
      CidrBlock: '10.0.0.0/16',
      SourceCidrBlock: '10.0.0.0/8',
      ResourceType: 'IpamPool',
      ResourceId: IpamPoolId,
      Status: 'Allocated',
    },
  ]);
  expect(await tryProvision('10.0.1.0/24')).toMatchObject({ code: 'InvalidCidrBlock.Conflict' });
  const [{ IpamPoolAllocationId }] = await given(pool);
  const release = { IpamPoolId: pool, IpamPoolAllocationId, CidrBlock: '10.0.0.0/16' };
  expect(await call('ReleaseIpamPoolAllocation', release)).toMatchObject({
    code: 'InvalidIpamPoolAllocation.InUse',
  });
  expect(await call('DeleteIpamPool', { IpamPoolId: pool })).toMatchObject({
    code: 'InvalidIpamPool.InUse',
  });
  await ok('DeprovisionIpamPoolCidr', { IpamPoolId, CidrBlock: '10.0.0.0/16' });
  expect(await given(pool)).toEqual([]);
});

it('gives out the named block, or the first free one of a mask', async () => {
  server = await startServer();
  const { pool } = await poolScene(server, {
    AllocationDefaultCidrMask: 20,
    AllocationMinCidrMask: 16,
    AllocationMaxCidrMask: 24,
  });
  const available = async (more: Input = {}) =>
    (await call('GetIpamPoolAvailableCidr', { IpamPoolId: pool, ...more })).result?.CidrBlock;
  expect(await available()).toBe('10.0.0.0/20');
  expect((await allocate(pool)).result).toMatchObject({ CidrBlock: '10.0.0.0/20' });
  expect(await available()).toBe('10.0.16.0/20');
  expect((await allocate(pool, { CidrMask: 24 })).result).toMatchObject({
    CidrBlock: '10.0.16.0/24',
  });
  expect((await allocate(pool, { CidrBlock: '10.9.0.0/16' })).result).toMatchObject({
    IpamPoolAllocationId: expect.stringMatching(/^ipam-pool-alloc-[a-z0-9]{25}$/),
    CidrBlock: '10.9.0.0/16',
  });
  const inside = { CidrBlock: '10.8.0.0/15', CidrMask: 24 };
  expect((await allocate(pool, inside)).result).toMatchObject({ CidrBlock: '10.8.0.0/24' });
  for (const [more, code] of [
    [{ CidrMask: 25 }, 'InvalidCidrMask.Malformed'],
    [{ CidrMask: 15 }, 'InvalidCidrMask.Malformed'],
    [{ CidrBlock: '10.9.1.0/24' }, 'InvalidCidrBlock.Conflict'],
    [{ CidrBlock: '11.0.0.0/16' }, 'InvalidCidrBlock.NotFound'],
    [{ CidrBlock: 'fd00::/64' }, 'InvalidCidrBlock.Malformed'],
    [{ CidrBlock: '10.9.0.0/16', CidrMask: 24 }, 'InsufficientCidrBlock'],
  ] as const) {
    for (const action of ['CreateIpamPoolAllocation', 'GetIpamPoolAvailableCidr']) {
      expect(await call(action, { IpamPoolId: pool, ...more }), code).toMatchObject({ code });
    }
  }
  const [first] = await given(pool, { CidrBlock: '10.9.0.0/16' });
  const { IpamPoolAllocationId } = first;
  expect(await given(pool, { IpamPoolAllocationIds: [IpamPoolAllocationId] })).toEqual([first]);
  const release = (CidrBlock: string) =>
    call('ReleaseIpamPoolAllocation', { IpamPoolId: pool, IpamPoolAllocationId, CidrBlock });
  expect(await release('10.9.0.0/24')).toMatchObject({
    status: 404,
    code: 'InvalidIpamPoolAllocation.NotFound',
  });
  expect(await release('10.9.0.0/16')).toMatchObject({ status: 200 });
  expect(await given(pool, { CidrBlock: '10.9.0.0/16' })).toEqual([]);
});

it('has no block left of a mask at some time, nor gives out one twice', async () => {
  server = await startServer();
  const { scope } = await ipamScene(server);
  const pool = await madePool(server, scope);
  await provision(server, pool, '10.0.0.0/24');
  expect(await allocate(pool)).toMatchObject({ code: 'InvalidCidrMask.Malformed' });
  const replies = await Promise.all([1, 2, 3].map(() => allocate(pool, { CidrMask: 25 })));
  expect(replies.map(({ code }) => code).sort()).toEqual(['', '', 'InsufficientCidrBlock']);
});

it('plans the blocks of VPCs, which give them back', async () => {
  server = await startServer();
  const { pool } = await poolScene(server, { AllocationMinCidrMask: 16 });
  const create = (CidrBlock: string, Ipv4IpamPoolId = pool) =>
    call('CreateVpc', { CidrBlock, Ipv4IpamPoolId });
  expect(await create('10.0.0.0/16', 'ipam-pool-none')).toMatchObject({
    code: 'InvalidIpamPool.NotFound',
  });
  expect(await create('192.168.0.0/16')).toMatchObject({ code: 'InvalidCidrBlock.NotFound' });
  expect(await create('10.0.0.0/15')).toMatchObject({ code: 'InvalidCidrMask.Malformed' });
  const { VpcId } = (await create('10.0.0.0/16')).result;
  await server.settled();
  expect(await given(pool)).toMatchObject([
    { CidrBlock: '10.0.0.0/16', ResourceType: 'Vpc', ResourceId: VpcId },
  ]);
  expect(await create('10.0.1.0/24')).toMatchObject({ code: 'InvalidCidrBlock.Conflict' });
  const more = { VpcId, SecondaryCidrBlock: '10.1.0.0/16' };
  await ok('AssociateVpcCidrBlock', { ...more, Ipv4IpamPoolId: pool });
  expect(await given(pool)).toHaveLength(2);
  await ok('DisassociateVpcCidrBlock', more);
  expect(await given(pool)).toHaveLength(1);
  await ok('DeleteVpc', { VpcId });
  expect(await given(pool)).toEqual([]);
});

it('for another region or IPv6 plans no VPC here', async () => {
  server = await startServer();
  const { scope } = await ipamScene(server, { OperatingRegions: ['cn-shanghai'] });
  for (const more of [{ PoolRegionId: 'cn-shanghai' }, { IpVersion: 'IPv6' }]) {
    const Ipv4IpamPoolId = await madePool(server, scope, more);
    expect(await call('CreateVpc', { CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId })).toMatchObject({
      status: 400,
      code: 'InvalidIpamPool.Mismatch',
    });
  }
});

it('imports the VPCs that are there and those to come, once told so', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
  const outside = await madeVpc(server, { CidrBlock: '192.168.0.0/16' });
  const { pool } = await poolScene(server);
  expect(await given(pool)).toEqual([]);
  await ok('ModifyIpamPool', { IpamPoolId: pool, AutoImport: true });
  expect(await given(pool)).toMatchObject([{ CidrBlock: '10.0.0.0/16', ResourceId: VpcId }]);
  const later = await madeVpc(server, { CidrBlock: '10.1.0.0/16' });
  // It overlaps, and stays unmanaged.
  await madeVpc(server, { CidrBlock: '10.1.0.0/24' });
  expect(await given(pool)).toMatchObject([{ ResourceId: VpcId }, { ResourceId: later }]);
  await ok('ProvisionIpamPoolCidr', { IpamPoolId: pool, CidrBlock: '192.168.0.0/16' });
  expect(await given(pool, { CidrBlock: '192.168.0.0/16' })).toMatchObject([
    { ResourceId: outside },
  ]);
});

it('is found by every condition', async () => {
  server = await startServer();
  const { scope, publicScope } = await ipamScene(server);
  const one = await madePool(server, scope, { IpamPoolName: 'one', PoolRegionId: 'cn-beijing' });
  const two = await madePool(server, publicScope, { IpVersion: 'IPv6' });
  const three = await madePool(server, scope, { SourceIpamPoolId: one });
  const named = { ResourceType: 'ipam_pool', ResourceIds: [two] };
  await ok('TagIpamResources', { ...named, Tags: [{ Key: 'k' }] });
  for (const [input, ids] of [
    [{}, [one, two, three]],
    [{ IpamPoolIds: [two] }, [two]],
    [{ IpamPoolName: 'one' }, [one]],
    [{ IpamScopeId: publicScope }, [two]],
    [{ SourceIpamPoolId: one }, [three]],
    [{ IpVersion: 'IPv6' }, [two]],
    [{ PoolRegionId: 'cn-beijing' }, [one, three]],
    [{ IpamPoolOwnerId: 'another' }, []],
    [{ ProjectName: 'other' }, []],
    [{ TagFilters: [{ Key: 'k' }] }, [two]],
    [{ PageNumber: 2, PageSize: 2 }, [three]],
  ] as const) {
    const rows = await pools(input);
    expect(
      rows.map((row: Input) => row.IpamPoolId),
      JSON.stringify(input),
    ).toEqual(ids);
  }
});

it('sees the blocks of VPCs and subnets, and how they fit into the plan', async () => {
  server = await startServer();
  const { scope, publicScope, discovery, pool } = await poolScene(server, {
    AllocationMaxCidrMask: 16,
  });
  const { VpcId } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId: pool });
  const SubnetId = await madeSubnet(server, VpcId, { CidrBlock: '10.0.0.0/18' });
  const same = await madeVpc(server, { CidrBlock: '10.0.0.0/16', EnableIpv6: true });
  const watched = async (more: Input = {}) =>
    (await ok('DescribeIpamResourceCidrs', { IpamScopeId: scope, VpcId, ...more }))
      .IpamResourceCidrs;
  const [{ IpamPoolAllocationId }] = await given(pool);
  expect(await watched()).toMatchObject([
    {
      ResourceType: 'Vpc',
      ResourceId: VpcId,
      ResourceCidr: '10.0.0.0/16',
      IpamPoolId: pool,
      IpamPoolAllocationId,
      IpUsage: '0.25',
      ManagementStatus: 'Managed',
      ComplianceStatus: 'Compliant',
      OverlapStatus: 'Overlapping',
      OverlapDetails: [{ ResourceId: same, ResourceCidr: '10.0.0.0/16' }],
    },
    {
      ResourceType: 'Subnet',
      ResourceId: SubnetId,
      IpUsage: '0',
      ManagementStatus: 'Managed',
      OverlapStatus: 'Nonoverlapping',
    },
  ]);
  expect(await watched({ ResourceType: 'subnet' })).toHaveLength(1);
  expect(await watched({ ResourceId: SubnetId, ResourceRegionId: 'cn-beijing' })).toHaveLength(1);
  expect(await watched({ IpamPoolId: 'ipam-pool-none' })).toEqual([]);
  expect(await watched({ VpcId: same })).toMatchObject([
    { ManagementStatus: 'Unmanaged', ComplianceStatus: 'Unmanaged', IpamPoolId: '' },
  ]);
  expect(await watched({ VpcId: same, IpamScopeId: publicScope })).toHaveLength(1);
  await ok('ModifyIpamPool', { IpamPoolId: pool, AllocationMaxCidrMask: 15 });
  expect(await watched()).toMatchObject([
    { ComplianceStatus: 'Noncompliant' },
    { ComplianceStatus: 'Noncompliant' },
  ]);
  expect(await ok('DescribeIpamScopeStats', { IpamScopeId: scope })).toMatchObject({
    VpcCidrCount: 2,
    SubnetCidrCount: 1,
    ManagedCidrCount: 2,
    UnmanagedCidrCount: 1,
    IgnoredCidrCount: 0,
    CompliantCidrCount: 0,
    NoncompliantCidrCount: 2,
    OverlappingCidrCount: 2,
    NonoverlappingCidrCount: 1,
  });
  const discovered = async (more: Input = {}) =>
    ok('DescribeIpamDiscoveredResourceCidrs', {
      IpamResourceDiscoveryId: discovery,
      ResourceRegionId: 'cn-beijing',
      ...more,
    });
  expect(await discovered({ ResourceType: 'Vpc' })).toMatchObject({
    TotalCount: 3,
    IpamDiscoveredResourceCidrs: [
      { ResourceId: VpcId, ResourceCidr: '10.0.0.0/16', CidrBlock: '10.0.0.0/16', IpUsage: '0.25' },
      { ResourceId: same },
      { ResourceId: same },
    ],
  });
  expect(await discovered({ ResourceRegionId: 'cn-shanghai' })).toMatchObject({ TotalCount: 0 });
  expect(
    await ok('DescribeIpamCloudMonitorDimensions', { IpamScopeId: scope, TargetName: 'x' }),
  ).toMatchObject({ Values: [] });
  for (const action of ['DescribeIpamScopeStats', 'DescribeIpamCloudMonitorDimensions']) {
    const input = { IpamScopeId: 'ipam-scope-none', TargetName: 'x' };
    expect(await call(action, input)).toMatchObject({ code: 'InvalidIpamScope.NotFound' });
  }
});

it('sees no block that is ignored, and one where it was moved', async () => {
  server = await startServer();
  const { ipam, scope, publicScope, pool } = await poolScene(server);
  const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
  const planned = await ok('CreateVpc', { CidrBlock: '10.1.0.0/16', Ipv4IpamPoolId: pool });
  const { IpamScopeId } = await ok('CreateIpamScope', { IpamId: ipam });
  const modify = (more: Input) =>
    call('ModifyIpamResourceCidr', {
      CurrentIpamScopeId: scope,
      ResourceId: VpcId,
      ResourceCidr: '10.0.0.0/16',
      ResourceRegionId: 'cn-beijing',
      Monitored: true,
      ...more,
    });
  const seen = async (of: string) =>
    (await ok('DescribeIpamResourceCidrs', { IpamScopeId: of, VpcId })).IpamResourceCidrs;
  for (const [more, code] of [
    [{ CurrentIpamScopeId: 'ipam-scope-none' }, 'InvalidIpamScope.NotFound'],
    [{ DestinationIpamScopeId: 'ipam-scope-none' }, 'InvalidIpamScope.NotFound'],
    [{ DestinationIpamScopeId: publicScope }, 'InvalidIpamScope.Mismatch'],
    [{ ResourceCidr: '10.0.0.0/17' }, 'InvalidIpamResourceCidr.NotFound'],
    [{ ResourceRegionId: 'cn-shanghai' }, 'InvalidIpamResourceCidr.NotFound'],
    [
      {
        ResourceId: planned.VpcId,
        ResourceCidr: '10.1.0.0/16',
        DestinationIpamScopeId: IpamScopeId,
      },
      'InvalidIpamResourceCidr.InUse',
    ],
  ] as const) {
    expect(await modify(more), JSON.stringify(more)).toMatchObject({ code });
  }
  expect(await modify({ Monitored: false })).toMatchObject({ status: 200 });
  expect(await seen(scope)).toMatchObject([
    { ManagementStatus: 'Ignored', ComplianceStatus: 'Ignored', OverlapStatus: 'Ignored' },
  ]);
  expect(await modify({ DestinationIpamScopeId: IpamScopeId })).toMatchObject({ status: 200 });
  expect([await seen(scope), await seen(IpamScopeId)]).toMatchObject([
    [],
    [{ ManagementStatus: 'Unmanaged' }],
  ]);
  // With the scope what was moved to it is in the default one again.
  await ok('DeleteIpamScope', { IpamScopeId });
  expect(await seen(scope)).toHaveLength(1);
  await modify({ Monitored: false });
  await ok('DeleteVpc', { VpcId });
  const kept = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('ipam_resource_cidr').selectAll()),
  );
  expect(kept).toEqual([]);
});
