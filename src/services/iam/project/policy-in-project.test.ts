import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SdkClient } from '#test/support/client.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

const ID = DEFAULT_ACCOUNT.id;

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  await ok('CreateUser', { UserName: 'alice' });
  await ok('CreateGroup', { UserGroupName: 'ops' });
  await ok('CreateRole', { RoleName: 'role' });
  for (const ProjectName of ['red', 'blue']) {
    await ok('CreateProject', { ProjectName, DisplayName: `the ${ProjectName} one` });
  }
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ok = (action: string, input: Input = {}) => server.client.ok('iam', action, input);
const iam = (action: string, input: Input) => server.client.call('iam', action, input);

const VPC = { PolicyName: 'VPCFullAccess', PolicyType: 'System' };
const alice = { PrincipalType: 'User', PrincipalName: 'alice' };
const inProject = (...ProjectName: string[]) => ({ ...alice, ...VPC, ProjectName });

describe('a policy in a project', () => {
  it('is shown with whoever has it, and among those of the project', async () => {
    await ok('AttachPolicyInProject', inProject('red', 'blue', 'red'));
    const [attached, ...others] = (await ok('ListAttachedUserPolicies', { UserName: 'alice' }))
      .AttachedPolicyMetadata;
    expect(others).toEqual([]);
    expect(attached).toMatchObject({ PolicyName: 'VPCFullAccess', PolicyType: 'System' });
    expect(
      attached.PolicyScope.toSorted((a: Input, b: Input) =>
        String(a.ProjectName) < String(b.ProjectName) ? -1 : 1,
      ),
    ).toMatchObject([
      { PolicyScopeType: 'Project', ProjectName: 'blue', ProjectDisplayName: 'the blue one' },
      { PolicyScopeType: 'Project', ProjectName: 'red', ProjectDisplayName: 'the red one' },
    ]);
    await ok('AttachUserPolicy', { UserName: 'alice', ...VPC });
    const { AttachedPolicyMetadata } = await ok('ListAttachedUserPolicies', { UserName: 'alice' });
    expect(AttachedPolicyMetadata).toHaveLength(1);
    expect(AttachedPolicyMetadata[0].PolicyScope).toHaveLength(3);
    expect(await ok('ListEntitiesForPolicy', VPC)).toMatchObject({
      PolicyUsers: [{ UserName: 'alice' }],
      Total: 1,
    });
    expect((await ok('GetPolicy', VPC)).Policy.AttachmentCount).toBe(1);
    const list = { ProjectName: 'red', IdentityType: 'User' };
    expect(await ok('ListProjectIdentities', list)).toEqual({
      ProjectUsers: [
        {
          UserName: 'alice',
          DisplayName: '',
          Description: '',
          UpdateDate: expect.stringMatching(/Z$/),
          Policy: [
            {
              PolicyName: 'VPCFullAccess',
              PolicyTrn: 'trn:iam:::policy/VPCFullAccess',
              PolicyType: 'System',
              Description: expect.any(String),
              IsServiceRolePolicy: 0,
              AttachDate: expect.stringMatching(/Z$/),
            },
          ],
        },
      ],
      ProjectUserGroups: [],
      ProjectRoles: [],
      Limit: 10,
      Offset: 0,
      Total: 1,
    });
    expect((await ok('ListProjectIdentities', { ...list, Query: 'x' })).Total).toBe(0);
    expect((await ok('ListProjectIdentities', { ...list, IdentityType: 'Role' })).Total).toBe(0);
    expect(
      await iam('ListProjectIdentities', { ...list, ProjectName: 'no project' }),
    ).toMatchObject({
      status: 404,
      code: 'ProjectNotExist',
    });
  });

  it('is of groups and roles, too, and of policies of the account', async () => {
    await ok('CreatePolicy', {
      PolicyName: 'own',
      PolicyDocument: '{"Statement":[{"Effect":"Allow","Action":["vpc:*"],"Resource":["*"]}]}',
    });
    const own = { PolicyName: 'own', PolicyType: 'Custom', ProjectName: ['red'] };
    for (const [PrincipalType, PrincipalName, field] of [
      ['UserGroup', 'ops', 'ProjectUserGroups'],
      ['Role', 'role', 'ProjectRoles'],
    ] as const) {
      const principal = { PrincipalType, PrincipalName };
      await ok('AttachPolicyInProject', { ...principal, ...own });
      const list = { ProjectName: 'red', IdentityType: PrincipalType };
      expect((await ok('ListProjectIdentities', list))[field]).toMatchObject([
        { Policy: [{ PolicyName: 'own', PolicyType: 'Custom' }] },
      ]);
    }
    expect(await iam('DeletePolicy', { PolicyName: 'own' })).toMatchObject({
      code: 'PolicyDeleteConflict',
    });
    expect(await iam('DeleteRole', { RoleName: 'role' })).toMatchObject({
      code: 'RoleDeleteConflictWithPolicy',
    });
  });

  it('is given and taken once, in all of the projects or in none', async () => {
    await ok('AttachPolicyInProject', inProject('red'));
    expect(await iam('AttachPolicyInProject', inProject('blue', 'red'))).toMatchObject({
      status: 409,
      code: 'PolicyAttachConflict',
    });
    expect(await iam('DetachPolicyInProject', inProject('red', 'blue'))).toMatchObject({
      status: 404,
      code: 'PolicyDetachConflict',
    });
    expect(await iam('AttachPolicyInProject', inProject('not a project'))).toMatchObject({
      code: 'ProjectNotExist',
    });
    const nobody = { ...inProject('red'), PrincipalName: 'nobody' };
    for (const [PrincipalType, code] of [
      ['User', 'UserNotExist'],
      ['UserGroup', 'UserGroupNotExist'],
      ['Role', 'RoleNotExist'],
    ]) {
      expect(await iam('AttachPolicyInProject', { ...nobody, PrincipalType })).toMatchObject({
        code,
      });
    }
    expect(await iam('DeleteUser', { UserName: 'alice' })).toMatchObject({ status: 409 });
    expect(await iam('DeleteProject', { ProjectName: 'red' })).toMatchObject({
      code: 'ProjectDeleteConflict',
    });
    await ok('DetachPolicyInProject', inProject('red'));
    await ok('DeleteProject', { ProjectName: 'red' });
    expect(
      (await ok('ListAttachedUserPolicies', { UserName: 'alice' })).AttachedPolicyMetadata,
    ).toEqual([]);
  });
});

describe('what a policy in a project allows', () => {
  let client: SdkClient;
  beforeEach(async () => {
    const { AccessKey } = await ok('CreateAccessKey', { UserName: 'alice' });
    client = server.as({
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    });
  });

  const status = async (action: string, input: Input = {}) =>
    (await client.vpc(action, input)).status;

  it('is about what is in the project, and what is made in it', async () => {
    const mine = await madeVpc(server, { ProjectName: 'red' });
    const other = await madeVpc(server, { ProjectName: 'blue' });
    await ok('AttachPolicyInProject', inProject('red'));
    expect(await status('DescribeVpcAttributes', { VpcId: mine })).toBe(200);
    expect(await client.vpc('DescribeVpcAttributes', { VpcId: other })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
    const vpc = { CidrBlock: '10.0.0.0/8' };
    expect(await status('CreateVpc', vpc)).toBe(403);
    expect(await status('CreateVpc', { ...vpc, ProjectName: 'blue' })).toBe(403);
    expect(await status('CreateVpc', { ...vpc, ProjectName: 'red' })).toBe(200);
    expect(await status('DescribeVpcs')).toBe(403);
    expect(await status('DescribeVpcs', { ProjectName: 'red' })).toBe(200);
    // What it names must be in the project, and what it makes.
    const group = { VpcId: mine, SecurityGroupName: 'g' };
    expect(await status('CreateSecurityGroup', { ...group, ProjectName: 'blue' })).toBe(403);
    expect(await status('CreateSecurityGroup', { ...group, ProjectName: 'red' })).toBe(200);
    const ResourceTrn = [`trn:vpc:cn-beijing:${ID}:vpc/${mine}`];
    await ok('MoveProjectResource', { TargetProjectName: 'blue', ResourceTrn });
    expect(await status('DescribeVpcAttributes', { VpcId: mine })).toBe(403);
    await ok('AttachUserPolicy', { UserName: 'alice', ...VPC });
    expect(await status('DescribeVpcAttributes', { VpcId: mine })).toBe(200);
  });

  it('is denied there alone', async () => {
    const mine = await madeVpc(server, { ProjectName: 'red' });
    const other = await madeVpc(server);
    const PolicyDocument =
      '{"Statement":[{"Effect":"Deny","Action":["vpc:Describe*"],"Resource":["*"]}]}';
    await ok('CreatePolicy', { PolicyName: 'blind', PolicyDocument });
    await ok('AttachUserPolicy', { UserName: 'alice', ...VPC });
    await ok('AttachPolicyInProject', {
      ...alice,
      PolicyName: 'blind',
      PolicyType: 'Custom',
      ProjectName: ['red'],
    });
    expect(await status('DescribeVpcAttributes', { VpcId: mine })).toBe(403);
    expect(await status('DescribeVpcAttributes', { VpcId: other })).toBe(200);
    expect(await status('DescribeVpcs')).toBe(200);
  });
});
