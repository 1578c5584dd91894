import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER } from '#test/support/accounts.ts';
import type { SdkClient } from '#test/support/client.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

const ID = DEFAULT_ACCOUNT.id;
const TRN = `trn:iam::${ID}:role/ops`;

const trusting = (...IAM: readonly string[]) =>
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { IAM } }],
  });

let server: TestServer;
beforeEach(async () => {
  const key = { accountId: ID, ...DEFAULT_ACCOUNT };
  const listed = { name: 'listed', trustedAccountIds: [OTHER.accountId] };
  const one = { id: ID, name: 'one', quotas: {}, keys: [key], roles: [listed] };
  const two = { id: OTHER.accountId, name: 'two', quotas: {}, keys: [OTHER] };
  server = await startServer({ world: makeWorld({ accounts: [one, two] }) });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('iam', action, input);
const ask = (client: SdkClient, more: Record<string, unknown> = {}) =>
  client.call('sts', 'AssumeRole', { RoleTrn: TRN, RoleSessionName: 'ci', ...more });

async function assumed(client = server.client) {
  const { result, code } = await ask(client);
  if (result === undefined) throw new Error(code);
  const { AccessKeyId, SecretAccessKey, SessionToken } = result.Credentials;
  return server.as({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });
}

const ALL = { RoleName: 'ops', PolicyName: 'AdministratorAccess', PolicyType: 'System' };

describe('a role', () => {
  it('is made, shown, changed and deleted', async () => {
    const given = {
      RoleName: 'ops',
      DisplayName: 'Operators',
      Description: 'on call',
      TrustPolicyDocument: JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sts:AssumeRole'],
            Principal: { Service: ['auto_scaling'] },
          },
        ],
      }),
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'k', Value: 'v' }],
    };
    const { Role } = await ok('CreateRole', given);
    expect(Role).toEqual({
      ...given,
      RoleId: expect.any(Number),
      Trn: TRN,
      IsServiceLinkedRole: 0,
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      UpdateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    expect((await ok('GetRole', { RoleName: 'ops' })).Role).toEqual(Role);
    expect(await iam('CreateRole', given)).toMatchObject({
      status: 409,
      code: 'RoleAlreadyExists',
    });
    await ok('UpdateRole', { RoleName: 'ops', NewRoleName: 'ops-2', MaxSessionDuration: 7200 });
    const { RoleMetadata, Total } = await ok('ListRoles', { Query: 'ops' });
    expect([RoleMetadata.length, Total]).toEqual([1, 1]);
    expect(RoleMetadata[0]).toMatchObject({
      RoleName: 'ops-2',
      DisplayName: 'Operators',
      MaxSessionDuration: 7200,
      TrustPolicyDocument: given.TrustPolicyDocument,
    });
    await ok('DeleteRole', { RoleName: 'ops-2' });
    expect(await iam('DeleteRole', { RoleName: 'ops-2' })).toMatchObject({
      status: 404,
      code: 'RoleNotExist',
    });
  });

  it('of a world file is shown, and not changed', async () => {
    await ok('CreateRole', { RoleName: 'ops' });
    const { RoleMetadata } = await ok('ListRoles');
    expect(RoleMetadata).toMatchObject([{ RoleName: 'listed' }, { RoleName: 'ops' }]);
    const { Role } = await ok('GetRole', { RoleName: 'listed' });
    expect(Role.TrustPolicyDocument).toBe(
      trusting(`trn:iam::${ID}:root`, `trn:iam::${OTHER.accountId}:root`),
    );
    expect((await ok('ListRoles', { RoleName: 'listed' })).Total).toBe(1);
    expect(
      (await ok('ListAttachedRolePolicies', { RoleName: 'listed' })).AttachedPolicyMetadata,
    ).toEqual([]);
    expect((await iam('CreateRole', { RoleName: 'listed' })).code).toBe('RoleAlreadyExists');
    const refused = { status: 400, code: 'AccessDeniedException' };
    const listed = { RoleName: 'listed' };
    expect(await iam('UpdateRole', { ...listed, Description: 'x' })).toMatchObject(refused);
    expect(await iam('DeleteRole', listed)).toMatchObject(refused);
    expect(await iam('AttachRolePolicy', { ...ALL, ...listed })).toMatchObject(refused);
  });

  it.each([
    '{',
    '{"Statement":[]}',
    '{"Statement":[{"Effect":"Allow","Action":["x"]}]}',
  ])('is not made with the trust policy %s', async (TrustPolicyDocument) => {
    expect(await iam('CreateRole', { RoleName: 'x', TrustPolicyDocument })).toMatchObject({
      status: 400,
      code: 'InvalidTrustPolicyDocument',
    });
  });
});

describe('the temporary key of a role', () => {
  it('may do what the policies of the role say, at any time', async () => {
    await ok('CreateRole', { RoleName: 'ops' });
    const key = await assumed();
    expect((await key.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await ok('AttachRolePolicy', ALL);
    expect((await key.vpc('DescribeVpcs')).status).toBe(200);
    const identity = await key.call('sts', 'GetCallerIdentity');
    expect(identity.result.Trn).toBe(`trn:sts::${ID}:assumed-role/ops/ci`);
    await ok('DetachRolePolicy', ALL);
    expect((await key.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await ok('DeleteRole', { RoleName: 'ops' });
    expect((await key.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    // Another role of the same name is another.
    await ok('CreateRole', { RoleName: 'ops' });
    expect((await key.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
  });

  it('may do no more than Policy allows', async () => {
    await ok('CreateRole', { RoleName: 'ops' });
    await ok('AttachRolePolicy', ALL);
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: ['vpc:*'], Resource: ['trn:vpc:*:*:vpc/vpc-1'] }],
    });
    const { result } = await ask(server.client, { Policy });
    const { AccessKeyId, SecretAccessKey, SessionToken } = result.Credentials;
    const key = server.as({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
    const describe = (VpcId: string) => key.vpc('DescribeVpcAttributes', { VpcId });
    expect((await describe('vpc-1')).code).toBe('InvalidVpc.NotFound');
    expect((await describe('vpc-2')).code).toBe('AccessDenied');
  });

  it('does not last longer than the role says', async () => {
    await ok('CreateRole', { RoleName: 'ops', MaxSessionDuration: 3600 });
    const { result } = await ask(server.client, { DurationSeconds: 43_200 });
    const { CurrentTime, ExpiredTime } = result.Credentials;
    expect(Date.parse(ExpiredTime) - Date.parse(CurrentTime)).toBe(3_600_000);
  });

  it('is given to whom the role trusts', async () => {
    await ok('CreateUser', { UserName: 'alice' });
    const { AccessKey } = await ok('CreateAccessKey', { UserName: 'alice' });
    await ok('AttachUserPolicy', { UserName: 'alice', ...ALL });
    const alice = server.as({
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    });
    const other = server.as(OTHER);
    const trust = (...names: readonly string[]) =>
      ok('UpdateRole', { RoleName: 'ops', TrustPolicyDocument: trusting(...names) });
    const codes = async () => [
      (await ask(server.client)).code,
      (await ask(alice)).code,
      (await ask(other)).code,
    ];
    await ok('CreateRole', { RoleName: 'ops' });
    expect(await codes()).toEqual(['', '', 'AccessDenied']);
    await trust(`trn:iam::${ID}:user/alice`);
    expect(await codes()).toEqual(['AccessDenied', '', 'AccessDenied']);
    await trust(`trn:iam::${OTHER.accountId}:root`);
    expect(await codes()).toEqual(['AccessDenied', 'AccessDenied', '']);
    await trust(`trn:iam::${ID}:role/listed`);
    const listed = await ask(server.client, { RoleTrn: `trn:iam::${ID}:role/listed` });
    const { AccessKeyId, SecretAccessKey, SessionToken } = listed.result.Credentials;
    const chained = server.as({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
    expect((await ask(chained)).code).toBe('');
    expect(await codes()).toEqual(['AccessDenied', 'AccessDenied', 'AccessDenied']);
  });

  it('ends with the key of the user that was used to get it', async () => {
    await ok('CreateUser', { UserName: 'alice' });
    const { AccessKey } = await ok('CreateAccessKey', { UserName: 'alice' });
    const { AccessKeyId } = AccessKey;
    await ok('AttachUserPolicy', { UserName: 'alice', ...ALL });
    await ok('CreateRole', { RoleName: 'ops' });
    const alice = server.as({
      accessKeyId: AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    });
    const key = await assumed(alice);
    expect((await key.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await ok('UpdateAccessKey', { AccessKeyId, Status: 'inactive' });
    expect((await key.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
  });
});

describe('a role of an instance', () => {
  it('is one that iam has made, and its keys may do what the role may', async () => {
    const { instanceIds } = await scene(server, { instances: 1 });
    const InstanceIds = [...instanceIds];
    const associate = () =>
      server.client.ecs('AssociateInstancesIamRole', { InstanceIds, IamRoleName: 'ops' });
    expect((await associate()).code).toBe('InvalidIamRole.NotFound');
    await ok('CreateRole', { RoleName: 'ops' });
    expect((await associate()).status).toBe(200);
    const path = `${server.url}/_tenon/instances/${InstanceIds[0]}/metadata/latest/iam/security_credentials/ops`;
    const given = async () => {
      const { AccessKeyId, SecretAccessKey, SessionToken } = (await (
        await fetch(path)
      ).json()) as Record<string, string>;
      return server.as({
        accessKeyId: AccessKeyId ?? '',
        secretAccessKey: SecretAccessKey ?? '',
        sessionToken: SessionToken ?? '',
      });
    };
    const key = await given();
    expect((await key.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await ok('AttachRolePolicy', ALL);
    expect((await key.vpc('DescribeVpcs')).status).toBe(200);
    await ok('DetachRolePolicy', ALL);
    await ok('DeleteRole', { RoleName: 'ops' });
    expect((await key.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    expect((await fetch(path)).status).toBe(404);
    // A new role of that name gives new keys.
    await ok('CreateRole', { RoleName: 'ops' });
    await ok('AttachRolePolicy', ALL);
    expect((await (await given()).vpc('DescribeVpcs')).status).toBe(200);
  });
});
