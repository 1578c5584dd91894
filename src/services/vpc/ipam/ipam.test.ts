import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { ipamScene, madePool } from '#test/support/ipam.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

type Input = Record<string, unknown>;

const call = (action: string, input: Input, client = server.client) => client.vpc(action, input);
const ok = (action: string, input: Input = {}) => server.client.ok('vpc', action, input);
const TIME = expect.stringMatching(/\+08:00$/);

it('is made with two scopes and an associated resource discovery, and goes with them', async () => {
  server = await startServer({ world: worldOfTwo() });
  const Tags = [{ Key: 'a', Value: 'b' }];
  const input = { IpamName: 'plan', Description: 'd', OperatingRegions: ['cn-shanghai'], Tags };
  const { result } = await call('CreateIpam', { ...input, ProjectName: 'p' });
  expect(result.AsyncTaskId).toEqual(expect.any(String));
  const IpamId = result.IpamId;
  const { Ipams } = await ok('DescribeIpams');
  expect(Ipams).toEqual([
    {
      IpamId: expect.stringMatching(/^ipam-[a-z0-9]{25}$/),
      IpamName: 'plan',
      Description: 'd',
      AccountId: expect.any(String),
      ProjectName: 'p',
      IpamRegionId: 'cn-beijing',
      OperatingRegions: ['cn-beijing', 'cn-shanghai'],
      PrivateDefaultScopeId: result.PrivateDefaultScopeId,
      PublicDefaultScopeId: result.PublicDefaultScopeId,
      DefaultResourceDiscoveryId: result.DefaultResourceDiscoveryId,
      DefaultResourceDiscoveryAssociationId: expect.any(String),
      ScopeCount: 2,
      ResourceDiscoveryAssociationCount: 1,
      Status: 'Available',
      Tags,
      CreateTime: TIME,
      UpdateTime: TIME,
    },
  ]);
  const { IpamScopes } = await ok('DescribeIpamScopes', { IpamId });
  expect(IpamScopes).toMatchObject([
    { IpamScopeId: result.PrivateDefaultScopeId, IpamScopeType: 'private', IsDefault: true },
    { IpamScopeId: result.PublicDefaultScopeId, IpamScopeType: 'public', PoolCount: 0 },
  ]);
  const associations = async () =>
    (await ok('DescribeIpamResourceDiscoveryAssociations', { IpamId }))
      .IpamResourceDiscoveryAssociations;
  expect(await associations()).toMatchObject([
    { IpamResourceDiscoveryType: 'system', IsDefault: true, Status: 'Associated' },
  ]);
  for (const action of ['ModifyIpam', 'DeleteIpam']) {
    expect(await call(action, { IpamId }, server.as(OTHER))).toMatchObject({
      status: 404,
      code: 'InvalidIpam.NotFound',
    });
  }
  expect(await call('DeleteIpam', { IpamId })).toMatchObject({ status: 200 });
  expect(await ok('DescribeIpamScopes')).toMatchObject({ IpamScopes: [] });
  expect(await ok('DescribeIpamResourceDiscoveries')).toMatchObject({
    IpamResourceDiscoveries: [],
  });
  expect(await associations()).toEqual([]);
  const tags = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(tags).toEqual([]);
});

it('operates in regions that exist, and keeps its own and those of its pools', async () => {
  server = await startServer();
  expect(await call('CreateIpam', { OperatingRegions: ['mars'] })).toMatchObject({
    code: 'InvalidRegion.NotFound',
  });
  const { ipam: IpamId, scope } = await ipamScene(server);
  const modify = (more: Input) => call('ModifyIpam', { IpamId, ...more });
  const elsewhere = { PoolRegionId: 'cn-shanghai' };
  expect(
    await call('CreateIpamPool', { IpamScopeId: scope, IpVersion: 'IPv4', ...elsewhere }),
  ).toMatchObject({ code: 'InvalidRegion.NotFound' });
  expect(await modify({ AddOperatingRegions: ['mars'] })).toMatchObject({
    code: 'InvalidRegion.NotFound',
  });
  expect(
    await modify({ IpamName: 'n', Description: 'd', AddOperatingRegions: ['cn-shanghai'] }),
  ).toMatchObject({ status: 200 });
  expect(await ok('DescribeIpams')).toMatchObject({
    Ipams: [{ IpamName: 'n', Description: 'd', OperatingRegions: ['cn-beijing', 'cn-shanghai'] }],
  });
  const IpamPoolId = await madePool(server, scope, elsewhere);
  const inUse = { code: 'InvalidRegion.InUse' };
  for (const region of ['cn-beijing', 'cn-shanghai']) {
    expect(await modify({ RemoveOperatingRegions: [region] })).toMatchObject(inUse);
  }
  await ok('DeleteIpamPool', { IpamPoolId });
  expect(await modify({ RemoveOperatingRegions: ['cn-shanghai'] })).toMatchObject({ status: 200 });
  expect(await ok('DescribeIpams')).toMatchObject({
    Ipams: [{ OperatingRegions: ['cn-beijing'] }],
  });
});

it('is kept by its pools, its own scopes and its own resource discoveries', async () => {
  server = await startServer();
  const { ipam: IpamId, scope } = await ipamScene(server);
  const remove = () => call('DeleteIpam', { IpamId });
  const inUse = (what: string) => ({
    status: 400,
    code: 'InvalidIpam.InUse',
    message: `The specified IPAM has dependent resource of ${what}.`,
  });
  const IpamPoolId = await madePool(server, scope);
  expect(await remove()).toMatchObject(inUse('an IPAM pool'));
  expect(await call('DeleteIpamScope', { IpamScopeId: scope })).toMatchObject({
    code: 'InvalidIpamScope.InvalidType',
  });
  await ok('DeleteIpamPool', { IpamPoolId });
  const { IpamScopeId } = await ok('CreateIpamScope', { IpamId, IpamScopeName: 's' });
  expect(await remove()).toMatchObject(inUse('an IPAM scope'));
  const inScope = await madePool(server, IpamScopeId);
  expect(await call('DeleteIpamScope', { IpamScopeId })).toMatchObject({
    code: 'InvalidIpamScope.InUse',
  });
  await ok('DeleteIpamPool', { IpamPoolId: inScope });
  await ok('ModifyIpamScope', { IpamScopeId, IpamScopeName: 'n', Description: 'd' });
  expect(await ok('DescribeIpamScopes', { IpamScopeIds: [IpamScopeId] })).toMatchObject({
    IpamScopes: [{ IpamScopeName: 'n', Description: 'd', IsDefault: false }],
  });
  await ok('DeleteIpamScope', { IpamScopeId });
  const { IpamResourceDiscoveryId } = await ok('CreateIpamResourceDiscovery');
  const associate = { IpamId, IpamResourceDiscoveryId };
  const { IpamResourceDiscoveryAssociationId } = await ok(
    'AssociateIpamResourceDiscovery',
    associate,
  );
  expect(await call('AssociateIpamResourceDiscovery', associate)).toMatchObject({
    code: 'InvalidIpamResourceDiscovery.Associated',
  });
  expect(await remove()).toMatchObject(inUse('an IPAM resource discovery'));
  const discovery = { IpamResourceDiscoveryId };
  expect(await call('DeleteIpamResourceDiscovery', discovery)).toMatchObject({
    code: 'InvalidIpamResourceDiscovery.InUse',
  });
  await ok('DisassociateIpamResourceDiscovery', { IpamResourceDiscoveryAssociationId });
  await ok('DeleteIpamResourceDiscovery', discovery);
  expect(await remove()).toMatchObject({ status: 200 });
});

it('keeps the resource discovery that it was made with', async () => {
  server = await startServer();
  const { discovery: IpamResourceDiscoveryId } = await ipamScene(server);
  const { Ipams } = await ok('DescribeIpams');
  const wrong = { status: 400, code: 'InvalidIpamResourceDiscovery.InvalidType' };
  expect(await call('DeleteIpamResourceDiscovery', { IpamResourceDiscoveryId })).toMatchObject(
    wrong,
  );
  expect(
    await call('DisassociateIpamResourceDiscovery', {
      IpamResourceDiscoveryAssociationId: Ipams[0].DefaultResourceDiscoveryAssociationId,
    }),
  ).toMatchObject(wrong);
  const modify = (more: Input) =>
    call('ModifyIpamResourceDiscovery', { IpamResourceDiscoveryId, ...more });
  expect(
    await modify({
      IpamResourceDiscoveryName: 'n',
      Description: 'd',
      AddOperatingRegions: ['cn-shanghai'],
    }),
  ).toMatchObject({ status: 200 });
  expect(await modify({ RemoveOperatingRegions: ['cn-beijing'] })).toMatchObject({
    code: 'InvalidRegion.InUse',
  });
  expect(await ok('DescribeIpamResourceDiscoveries', { Type: 'system' })).toMatchObject({
    IpamResourceDiscoveries: [
      {
        IpamResourceDiscoveryName: 'n',
        Description: 'd',
        OperatingRegions: ['cn-beijing', 'cn-shanghai'],
        IpamResourceDiscoveryRegionId: 'cn-beijing',
      },
    ],
  });
  expect(await ok('DescribeIpamResourceDiscoveries', { Type: 'custom' })).toMatchObject({
    IpamResourceDiscoveries: [],
  });
});

it('is found by every condition, like its scopes, and paged in both styles', async () => {
  server = await startServer();
  const one = await ipamScene(server, { IpamName: 'one', ProjectName: 'p' });
  const two = await ipamScene(server, { Tags: [{ Key: 'k', Value: 'v' }] });
  const found = async (input: Input) =>
    (await ok('DescribeIpams', input)).Ipams.map(({ IpamId }: { IpamId: string }) => IpamId);
  for (const [input, ids] of [
    [{}, [one.ipam, two.ipam]],
    [{ IpamIds: [two.ipam] }, [two.ipam]],
    [{ IpamName: 'one' }, [one.ipam]],
    [{ ProjectName: 'p' }, [one.ipam]],
    [{ TagFilters: [{ Key: 'k', Values: ['v'] }] }, [two.ipam]],
    [{ PageNumber: 2, PageSize: 1 }, [two.ipam]],
  ] as const) {
    expect(await found(input), JSON.stringify(input)).toEqual(ids);
  }
  const { NextToken } = await ok('DescribeIpams', { MaxResults: 1 });
  expect(await found({ MaxResults: 1, NextToken })).toEqual([two.ipam]);
  const { IpamScopes } = await ok('DescribeIpamScopes', {
    IpamId: two.ipam,
    IpamScopeType: 'public',
  });
  expect(IpamScopes).toMatchObject([{ IpamScopeId: two.publicScope }]);
});

it('has tags of its own actions', async () => {
  server = await startServer();
  const { ipam, scope } = await ipamScene(server);
  for (const [ResourceType, id] of [
    ['ipam', ipam],
    ['ipam_scope', scope],
    ['ipam_pool', await madePool(server, scope)],
  ] as const) {
    const named = { ResourceType, ResourceIds: [id] };
    await ok('TagIpamResources', { ...named, Tags: [{ Key: 'k', Value: 'v' }] });
    expect(await ok('ListTagsForIpamResources', named)).toMatchObject({
      ResourceTags: [{ ResourceId: id, ResourceType, TagKey: 'k', TagValue: 'v' }],
    });
    await ok('UntagIpamResources', { ...named, TagKeys: ['k'] });
    expect(await ok('ListTagsForIpamResources', named)).toMatchObject({ ResourceTags: [] });
  }
  expect(
    await call('TagIpamResources', {
      ResourceType: 'vpc',
      ResourceIds: ['vpc-1'],
      Tags: [{ Key: 'k' }],
    }),
  ).toMatchObject({ status: 400, code: 'InvalidResourceType.Malformed' });
});

it('is trusted by an organization of one account', async () => {
  server = await startServer({ world: worldOfTwo() });
  const trusted = async (client = server.client) =>
    (await client.ok('vpc', 'DescribeIpamOrganizationAccount', {})).TrustedServiceEnabled;
  expect(await trusted()).toBe(false);
  await ok('EnableIpamOrganizationTrustedService');
  await ok('EnableIpamOrganizationTrustedService');
  expect([await trusted(), await trusted(server.as(OTHER))]).toEqual([true, false]);
  const disable = (input: Input) => call('DisableIpamOrganizationTrustedService', input);
  expect(await disable({ AccountId: 'another' })).toMatchObject({
    code: 'InvalidAccountId.NotFound',
  });
  expect(await disable({})).toMatchObject({ status: 200 });
  expect(await disable({})).toMatchObject({ status: 200 });
  expect(await trusted()).toBe(false);
});
