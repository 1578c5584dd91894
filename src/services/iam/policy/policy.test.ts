import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SdkClient } from '#test/support/client.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

const ID = DEFAULT_ACCOUNT.id;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('iam', action, input);

const document = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const allow = (Action: string[], Resource: string[] = ['*']) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string[], Resource: string[] = ['*']) => ({
  Effect: 'Deny',
  Action,
  Resource,
});

describe('a policy', () => {
  it('is made, shown, changed and deleted', async () => {
    const given = {
      PolicyName: 'scaling',
      Description: 'sees groups',
      PolicyDocument: document(allow(['auto_scaling:DescribeScalingGroups'])),
    };
    const { Policy } = await ok('CreatePolicy', given);
    expect(Policy).toEqual({
      ...given,
      PolicyTrn: `trn:iam::${ID}:policy/scaling`,
      PolicyType: 'Custom',
      Category: '',
      IsServiceRolePolicy: 0,
      AttachmentCount: 0,
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      UpdateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    const custom = { PolicyName: 'scaling', PolicyType: 'Custom' };
    expect((await ok('GetPolicy', custom)).Policy).toEqual(Policy);
    // Terraform's data source looks for a description.
    expect((await ok('ListPolicies', { Query: 'sees groups' })).PolicyMetadata).toEqual([Policy]);
    expect((await iam('CreatePolicy', given)).code).toBe('PolicyAlreadyExists');
    const changed = await ok('UpdatePolicy', {
      PolicyName: 'scaling',
      NewPolicyName: 'scaling-2',
      NewDescription: '',
      NewPolicyDocument: document(allow(['vpc:*'])),
    });
    expect(changed.Policy).toMatchObject({
      PolicyName: 'scaling-2',
      Description: '',
      PolicyDocument: document(allow(['vpc:*'])),
    });
    await ok('DeletePolicy', { PolicyName: 'scaling-2' });
    expect(await iam('DeletePolicy', { PolicyName: 'scaling-2' })).toMatchObject({
      status: 404,
      code: 'PolicyNotExist',
    });
  });

  it('of the system is listed first, and is nobody’s to change', async () => {
    const { PolicyMetadata, Total } = await ok('ListPolicies', { Limit: 2 });
    expect(PolicyMetadata).toMatchObject([
      { PolicyName: 'AdministratorAccess', PolicyType: 'System', PolicyTrn: expect.any(String) },
      { PolicyName: 'ReadOnlyAccess', PolicyType: 'System' },
    ]);
    await ok('CreatePolicy', { PolicyName: 'last', PolicyDocument: document(allow(['*'])) });
    const last = await ok('ListPolicies', { Limit: 2, Offset: Total - 1 });
    expect(last).toMatchObject({
      PolicyMetadata: [{ PolicyType: 'System' }, { PolicyName: 'last', PolicyType: 'Custom' }],
      Total: Total + 1,
    });
    expect((await ok('ListPolicies', { Scope: 'Custom' })).PolicyMetadata).toMatchObject([
      { PolicyName: 'last' },
    ]);
    const system = { PolicyName: 'AdministratorAccess' };
    expect((await iam('DeletePolicy', system)).code).toBe('PolicyNotExist');
    expect(
      (await iam('CreatePolicy', { ...system, PolicyDocument: document(allow(['*'])) })).code,
    ).toBe('PolicyAlreadyExists');
    await ok('DeletePolicy', { PolicyName: 'last' });
  });

  it.each([
    ['no JSON', '{'],
    ['no statement', document()],
    ['an unknown effect', document({ Effect: 'Maybe', Action: ['*'] })],
    ['no action', document({ Effect: 'Allow', Resource: ['*'] })],
    ['actions and their opposite', document({ Effect: 'Allow', Action: ['*'], NotAction: ['*'] })],
    ['too much', document(allow(['x'.repeat(6200)]))],
  ])('is not made of %s', async (_, PolicyDocument) => {
    expect(await iam('CreatePolicy', { PolicyName: 'p', PolicyDocument })).toMatchObject({
      status: 400,
      code: 'InvalidPolicyDocument',
    });
  });

  it('that somebody has is shown with them, and stays', async () => {
    await ok('CreatePolicy', { PolicyName: 'shared', PolicyDocument: document(allow(['vpc:*'])) });
    await ok('CreateUser', { UserName: 'holder' });
    await ok('CreateGroup', { UserGroupName: 'holders' });
    await ok('CreateRole', { RoleName: 'held' });
    const custom = { PolicyName: 'shared', PolicyType: 'Custom' };
    await ok('AttachUserPolicy', { UserName: 'holder', ...custom });
    await ok('AttachUserGroupPolicy', { UserGroupName: 'holders', ...custom });
    await ok('AttachRolePolicy', { RoleName: 'held', ...custom });
    expect(await iam('AttachRolePolicy', { RoleName: 'held', ...custom })).toMatchObject({
      status: 409,
      code: 'PolicyAttachConflict',
    });
    expect((await ok('GetPolicy', custom)).Policy.AttachmentCount).toBe(3);
    const attached = {
      PolicyName: 'shared',
      PolicyType: 'Custom',
      PolicyTrn: `trn:iam::${ID}:policy/shared`,
      Description: '',
      AttachDate: expect.stringMatching(/Z$/),
      PolicyScope: [{ PolicyScopeType: 'Global', ProjectName: '' }],
    };
    for (const [action, input] of [
      ['ListAttachedUserPolicies', { UserName: 'holder' }],
      ['ListAttachedUserGroupPolicies', { UserGroupName: 'holders' }],
      ['ListAttachedRolePolicies', { RoleName: 'held' }],
    ] as const) {
      expect((await ok(action, input)).AttachedPolicyMetadata).toMatchObject([attached]);
    }
    expect(await ok('ListEntitiesForPolicy', custom)).toMatchObject({
      PolicyUsers: [{ UserName: 'holder' }],
      PolicyUserGroups: [{ UserGroupName: 'holders' }],
      PolicyRoles: [{ RoleName: 'held' }],
      Total: 3,
    });
    const roles = await ok('ListEntitiesForPolicy', { ...custom, EntityFilter: 'Role' });
    expect(roles).toMatchObject({ PolicyUsers: [], PolicyRoles: [{ RoleName: 'held' }], Total: 1 });
    expect((await iam('DeletePolicy', { PolicyName: 'shared' })).code).toBe('PolicyDeleteConflict');
    expect((await iam('DeleteUser', { UserName: 'holder' })).code).toBe(
      'UserDeleteConflictWithPolicy',
    );
    expect((await iam('DeleteRole', { RoleName: 'held' })).code).toBe(
      'RoleDeleteConflictWithPolicy',
    );
    // A new name changes nothing for those who have it.
    await ok('UpdatePolicy', { PolicyName: 'shared', NewPolicyName: 'kept' });
    const kept = { ...custom, PolicyName: 'kept' };
    await ok('DetachUserPolicy', { UserName: 'holder', ...kept });
    expect(await iam('DetachUserPolicy', { UserName: 'holder', ...kept })).toMatchObject({
      status: 404,
      code: 'PolicyDetachConflict',
    });
    await ok('DetachUserGroupPolicy', { UserGroupName: 'holders', ...kept });
    await ok('DetachRolePolicy', { RoleName: 'held', ...kept });
    await ok('DeletePolicy', { PolicyName: 'kept' });
  });

  it('is given to somebody who is there', async () => {
    const policy = { PolicyName: 'AdministratorAccess', PolicyType: 'System' };
    expect((await iam('AttachUserPolicy', { UserName: 'nobody', ...policy })).code).toBe(
      'UserNotExist',
    );
    expect((await iam('AttachRolePolicy', { RoleName: 'nobody', ...policy })).code).toBe(
      'RoleNotExist',
    );
    const custom = { UserName: 'holder', PolicyName: 'AdministratorAccess', PolicyType: 'Custom' };
    expect((await iam('AttachUserPolicy', custom)).code).toBe('PolicyNotExist');
  });
});

describe('what a user may do', () => {
  let client: SdkClient;
  let number = 0;
  let UserName = '';

  beforeEach(async () => {
    number += 1;
    UserName = `user-${number}`;
    await ok('CreateUser', { UserName });
    const { AccessKey } = await ok('CreateAccessKey', { UserName });
    client = server.as({
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    });
  });

  const give = async (...statements: readonly object[]) => {
    const PolicyName = `policy-${UserName}`;
    await ok('CreatePolicy', { PolicyName, PolicyDocument: document(...statements) });
    await ok('AttachUserPolicy', { UserName, PolicyName, PolicyType: 'Custom' });
    return PolicyName;
  };
  const status = async (action: string, input: Record<string, unknown> = {}, service = 'vpc') =>
    (await client.call(service, action, input)).status;

  it('is what policies say, at once', async () => {
    const PolicyName = await give(allow(['vpc:Describe*', 'ecs:Describe?nstances']));
    expect(await status('DescribeVpcs')).toBe(200);
    expect(await status('DescribeInstances', {}, 'ecs')).toBe(200);
    expect(await status('DescribeImages', {}, 'ecs')).toBe(403);
    expect(await status('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toBe(403);
    const NewPolicyDocument = document(allow(['vpc:*']), deny(['vpc:Describe*']));
    await ok('UpdatePolicy', { PolicyName, NewPolicyDocument });
    expect(await status('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toBe(200);
    expect(await status('DescribeVpcs')).toBe(403);
    await ok('DetachUserPolicy', { UserName, PolicyName, PolicyType: 'Custom' });
    expect(await status('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toBe(403);
  });

  it('is what the policies of the groups say, too', async () => {
    const UserGroupName = `group-${UserName}`;
    await ok('CreateGroup', { UserGroupName });
    await ok('AttachUserGroupPolicy', {
      UserGroupName,
      PolicyName: 'ReadOnlyAccess',
      PolicyType: 'System',
    });
    expect(await status('DescribeVpcs')).toBe(403);
    await ok('AddUserToGroup', { UserName, UserGroupName });
    expect(await status('DescribeVpcs')).toBe(200);
    expect(await status('ListUsers', {}, 'iam')).toBe(200);
    expect(await status('CreateUser', { UserName: 'x' }, 'iam')).toBe(403);
    await ok('RemoveUserFromGroup', { UserName, UserGroupName });
    expect(await status('DescribeVpcs')).toBe(403);
  });

  it('is about single resources where policies name them', async () => {
    const made = async () =>
      (await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId;
    const [mine, other] = [await made(), await made()];
    await server.settled();
    await give(allow(['vpc:*Vpc*'], [`trn:vpc:*:${ID}:vpc/${mine}`]), allow(['vpc:DescribeVpcs']));
    const rename = (VpcId: string) =>
      client.vpc('ModifyVpcAttributes', { VpcId, Description: 'mine' });
    expect((await rename(mine)).status).toBe(200);
    expect(await rename(other)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: `User is not authorized to perform: vpc:ModifyVpcAttributes on resource: trn:vpc:cn-beijing:${ID}:vpc/${other}.`,
    });
    expect(await status('DescribeVpcs')).toBe(200);
    // It names none, so that it is about anything.
    expect(await status('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toBe(403);
  });

  it('leaves out what is denied for single resources', async () => {
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' });
    await server.settled();
    await give(allow(['*']), deny(['vpc:Delete*'], [`trn:vpc:cn-beijing:${ID}:vpc/${VpcId}`]), {
      Effect: 'Deny',
      NotAction: ['vpc:*', 'iam:GetUser'],
      NotResource: ['trn:ecs:*'],
    });
    expect(await status('DeleteVpc', { VpcId })).toBe(403);
    expect(await status('DescribeVpcAttributes', { VpcId })).toBe(200);
    expect(await status('GetUser', { UserName }, 'iam')).toBe(200);
    expect(await status('ListUsers', {}, 'iam')).toBe(403);
    expect(await status('DescribeInstances', {}, 'ecs')).toBe(200);
  });

  it('is said of what iam names by its name', async () => {
    await give(allow(['iam:*'], [`trn:iam::${ID}:user/${UserName}`]));
    expect(await status('GetUser', { UserName }, 'iam')).toBe(200);
    expect(await status('GetUser', { UserName: 'holder' }, 'iam')).toBe(403);
  });
});
