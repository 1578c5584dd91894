import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER } from '#test/support/accounts.ts';
import { madeInstance, madeInterface, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

const [ONE] = makeWorld().accounts;
const ID = '2100000001';
const TEAM = { name: 'team-a', displayName: 'Team A', description: 'has a VPC' };

/** The default account lists a project; the other one lists none. */
const world = () => {
  if (ONE === undefined) throw new Error('the world has an account');
  const other = { id: OTHER.accountId, name: 'other', quotas: {}, keys: [OTHER] };
  return makeWorld({ accounts: [{ ...ONE, projects: [TEAM] }, other] });
};

let server: TestServer;
let at: Scene;
beforeAll(async () => {
  server = await startServer({ world: world() });
  at = await scene(server);
});
afterAll(() => server.close());

const iam = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('iam', action, input);

describe('GetProject', () => {
  it('answers the account as a number: Terraform fails on a string', async () => {
    const { result } = await iam('GetProject', { ProjectName: 'team-a' });
    expect(result).toMatchObject({
      AccountID: 2100000001,
      ProjectName: 'team-a',
      DisplayName: 'Team A',
      Description: 'has a VPC',
    });
  });

  it('always has the default project', async () => {
    const { result } = await iam('GetProject', { ProjectName: 'default' });
    expect(result).toMatchObject({ ProjectName: 'default', DisplayName: 'default' });
  });

  it('refuses a project that the account does not list', async () => {
    const reply = await iam('GetProject', { ProjectName: 'team-b' });
    expect(reply).toMatchObject({ status: 404, code: 'ProjectNotExist' });
  });

  it('knows every project of an account that lists none, if it is a name at all', async () => {
    const other = server.as(OTHER);
    const reply = await other.call('iam', 'GetProject', { ProjectName: 'team-b' });
    expect(reply.result).toMatchObject({ AccountID: 2100000002, ProjectName: 'team-b' });
    const none = await other.call('iam', 'GetProject', { ProjectName: 'no name' });
    expect(none).toMatchObject({ status: 404, code: 'ProjectNotExist' });
  });

  it('is of one version alone', async () => {
    const query = 'Action=GetProject&Version=2018-01-01&ProjectName=default';
    const lenient = await startServer({ auth: 'lenient' });
    const [older, newer] = await Promise.all(
      [query, query.replace('2018-01-01', '2021-08-01')].map((each) =>
        fetch(`${lenient.url}/?${each}`),
      ),
    );
    await lenient.close();
    expect([older?.status, newer?.status]).toEqual([404, 200]);
  });
});

describe('ListProjects', () => {
  it('lists the default project and the listed ones', async () => {
    const { result } = await iam('ListProjects');
    expect(result).toMatchObject({
      Projects: [{ ProjectName: 'default' }, { ProjectName: 'team-a', HasPermission: true }],
      Limit: 10,
      Offset: 0,
      Total: 2,
    });
  });

  it('looks into names and gives parts', async () => {
    const team = await iam('ListProjects', { Query: 'Team' });
    expect(team.result).toMatchObject({ Projects: [{ ProjectName: 'team-a' }], Total: 1 });
    const second = await iam('ListProjects', { Offset: 1, Limit: 1 });
    expect(second.result).toMatchObject({ Projects: [{ ProjectName: 'team-a' }], Total: 2 });
  });
});

describe('a project that is made', () => {
  it('is shown, listed after the others, changed and deleted', async () => {
    const given = { ProjectName: 'made', DisplayName: 'Made', Description: 'by hand' };
    const { result } = await iam('CreateProject', given);
    expect(result).toMatchObject({
      ...given,
      AccountID: 2100000001,
      ParentProjectName: '',
      Path: '/made',
      Status: 'active',
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    expect((await iam('GetProject', { ProjectName: 'made' })).result).toEqual(result);
    expect((await iam('CreateProject', given)).code).toBe('ProjectAlreadyExists');
    await iam('UpdateProject', { ProjectName: 'made', Description: '' });
    const listed = await iam('ListProjects', { Offset: 2 });
    expect(listed.result).toMatchObject({
      Projects: [{ ...given, Description: '' }],
      Total: 3,
    });
    const other = await server.as(OTHER).call('iam', 'DeleteProject', { ProjectName: 'made' });
    expect(other).toMatchObject({ status: 404, code: 'ProjectNotExist' });
    expect((await iam('DeleteProject', { ProjectName: 'made' })).status).toBe(200);
    expect(await iam('DeleteProject', { ProjectName: 'made' })).toMatchObject({
      status: 404,
      code: 'ProjectNotExist',
    });
  });

  it('is below another, and holds what is moved into it', async () => {
    await iam('CreateProject', { ProjectName: 'parent' });
    const { result } = await iam('CreateProject', {
      ProjectName: 'child',
      ParentProjectName: 'parent',
    });
    expect(result).toMatchObject({ ParentProjectName: 'parent', Path: '/parent/child' });
    const orphan = { ProjectName: 'orphan', ParentProjectName: 'nobody' };
    expect((await iam('CreateProject', orphan)).code).toBe('ProjectNotExist');
    const full = { status: 409, code: 'ProjectDeleteConflict' };
    expect(await iam('DeleteProject', { ProjectName: 'parent' })).toMatchObject(full);
    const vpc = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' });
    await server.settled();
    const into = (TargetProjectName: string) =>
      iam('MoveProjectResource', {
        TargetProjectName,
        ResourceTrn: [`trn:vpc:cn-beijing:${ID}:vpc/${vpc.VpcId}`],
      });
    expect((await into('child')).status).toBe(200);
    expect(await iam('DeleteProject', { ProjectName: 'child' })).toMatchObject(full);
    await into('default');
    for (const ProjectName of ['child', 'parent']) {
      expect((await iam('DeleteProject', { ProjectName })).status).toBe(200);
    }
  });

  it('is none of those that a world file has', async () => {
    const refused = { status: 400, code: 'AccessDeniedException' };
    expect((await iam('CreateProject', { ProjectName: 'team-a' })).code).toBe(
      'ProjectAlreadyExists',
    );
    expect(await iam('DeleteProject', { ProjectName: 'default' })).toMatchObject(refused);
    expect(await iam('UpdateProject', { ProjectName: 'team-a' })).toMatchObject(refused);
  });
});

describe('MoveProjectResource', () => {
  const move = (ResourceTrn: string[], TargetProjectName = 'team-a') =>
    iam('MoveProjectResource', { TargetProjectName, ResourceTrn });
  const trn = (kind: string, id: string) => `trn:${kind.replace('/', `:cn-beijing:${ID}:`)}/${id}`;

  it.each([
    ['vpc/vpc', 'vpc', 'DescribeVpcs', 'VpcIds', 'Vpcs', (p: Scene) => p.vpcId],
    ['vpc/subnet', 'vpc', 'DescribeSubnets', 'SubnetIds', 'Subnets', (p: Scene) => p.subnetId],
    [
      'vpc/securitygroup',
      'vpc',
      'DescribeSecurityGroups',
      'SecurityGroupIds',
      'SecurityGroups',
      (p: Scene) => p.groupId,
    ],
  ] as const)('moves a %s', async (kind, service, action, ids, list, idOf) => {
    const id = idOf(at);
    expect(await move([trn(kind, id)])).toMatchObject({ status: 200, result: {} });
    const { result } = await server.client.call(service, action, { [ids]: [id] });
    expect(result[list]).toMatchObject([{ ProjectName: 'team-a' }]);
  });

  it('moves a route table', async () => {
    const input = { VpcId: at.vpcId };
    const { RouteTableId } = await server.client.ok('vpc', 'CreateRouteTable', input);
    await server.settled();
    expect(await move([trn('vpc/routetable', RouteTableId)])).toMatchObject({ status: 200 });
    const { result } = await server.client.vpc('DescribeRouteTableList', { RouteTableId });
    expect(result.RouterTableList).toMatchObject([{ ProjectName: 'team-a' }]);
  });

  it('moves a network ACL and an IPv6 gateway', async () => {
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
    });
    await server.settled();
    const { NetworkAclId } = await server.client.ok('vpc', 'CreateNetworkAcl', { VpcId });
    const { Ipv6GatewayId } = await server.client.ok('vpc', 'CreateIpv6Gateway', { VpcId });
    await server.settled();
    const trns = [trn('vpc/networkacl', NetworkAclId), trn('vpc/ipv6gateway', Ipv6GatewayId)];
    expect(await move(trns)).toMatchObject({ status: 200 });
    const acl = await server.client.vpc('DescribeNetworkAclAttributes', { NetworkAclId });
    expect(acl.result.NetworkAclAttribute).toMatchObject({ ProjectName: 'team-a' });
    const gateway = await server.client.vpc('DescribeIpv6GatewayAttribute', { Ipv6GatewayId });
    expect(gateway.result).toMatchObject({ ProjectName: 'team-a' });
  });

  it('moves several of several services at once', async () => {
    const instance = await madeInstance(server, at);
    const eni = await madeInterface(server, at);
    const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', {
      BillingType: 3,
    });
    const trns = [
      trn('vpc/eip', AllocationId),
      trn('vpc/eni', eni),
      trn('ecs/instance', instance),
      trn('vpc/eni', eni),
    ];
    expect(await move(trns)).toMatchObject({ status: 200 });
    const project = async (action: string, input: Record<string, unknown>, service = 'vpc') =>
      (await server.client.ok(service, action, input)) as Record<string, unknown>;
    expect(
      await project('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eni }),
    ).toMatchObject({ ProjectName: 'team-a' });
    expect(await project('DescribeEipAddressAttributes', { AllocationId })).toMatchObject({
      ProjectName: 'team-a',
    });
    expect(await project('DescribeInstances', { InstanceIds: [instance] }, 'ecs')).toMatchObject({
      Instances: [{ ProjectName: 'team-a' }],
    });
  });

  it('refuses a project that there is not', async () => {
    expect(await move([trn('vpc/vpc', at.vpcId)], 'team-b')).toMatchObject({
      status: 404,
      code: 'ProjectNotExist',
    });
  });

  it.each([
    'vpc-1',
    'trn:vpc:cn-beijing:2100000001:vpc',
    'trn:vpc:cn-beijing:me:vpc/vpc-1',
  ])('refuses %s, which is no TRN', async (text) => {
    expect(await move([text])).toMatchObject({
      status: 400,
      code: 'InvalidResourceTrn.Malformed',
    });
  });

  it('refuses a kind that cannot be moved', async () => {
    expect(await move([trn('tos/bucket', 'b')])).toMatchObject({
      status: 400,
      code: 'InvalidResourceType.NotSupport',
    });
  });

  it('refuses what is not there, not there in that region, or not the caller’s', async () => {
    const refused = { status: 404, code: 'InvalidResource.NotFound' };
    expect(await move([trn('vpc/vpc', 'vpc-none')])).toMatchObject(refused);
    const elsewhere = trn('vpc/vpc', at.vpcId).replace('cn-beijing', 'cn-shanghai');
    expect(await move([elsewhere])).toMatchObject(refused);
    const others = trn('vpc/vpc', at.vpcId).replace(ID, OTHER.accountId);
    expect(await move([others])).toMatchObject(refused);
    const thief = await server.as(OTHER).call('iam', 'MoveProjectResource', {
      TargetProjectName: 'default',
      ResourceTrn: [others],
    });
    expect(thief).toMatchObject(refused);
  });

  it('moves nothing when one of them is not there', async () => {
    const eni = await madeInterface(server, at);
    const reply = await move([trn('vpc/eni', eni), trn('vpc/eni', 'eni-none')]);
    expect(reply.code).toBe('InvalidResource.NotFound');
    const { result } = await server.client.vpc('DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId: eni,
    });
    expect(result.ProjectName).toBe('default');
  });
});
