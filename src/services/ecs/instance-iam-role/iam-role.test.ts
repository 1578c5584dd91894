import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { AccessKey, Role } from '#world/world.ts';
import { iamRoleOfInstance } from './rows.ts';

const ID = DEFAULT_ACCOUNT.id;
const KEY: AccessKey = { accountId: ID, ...DEFAULT_ACCOUNT };
const HOUR = 3_600_000;

let server: TestServer;
let instances: readonly string[];

const worldWith = (roles: readonly Role[], keys: readonly AccessKey[] = [KEY]) =>
  makeWorld({ accounts: [{ id: ID, name: 'one', quotas: {}, keys, roles }] });

async function start(options: Parameters<typeof startServer>[0] = {}, count = 2) {
  server = await startServer({ transitions: 'manual', ...options });
  instances = (await scene(server, { instances: count })).instanceIds;
}

afterEach(() => server.close());

const associate = (InstanceIds: readonly string[], IamRoleName = 'ops', client = server.client) =>
  client.ecs('AssociateInstancesIamRole', { InstanceIds, IamRoleName });
const disassociate = (InstanceIds: readonly string[], more = {}) =>
  server.client.ecs('DisassociateInstancesIamRole', { InstanceIds, ...more });
const describeRoles = (input = {}) => server.client.ok('ecs', 'DescribeInstancesIamRoles', input);
const rolesOf = async (id: string) =>
  (await describeRoles({ InstanceIds: [id] })).InstancesIamRoles[0].RoleNames;

async function metadata(id: string | undefined, path: string) {
  const answer = await fetch(`${server.url}/_tenon/instances/${id}/metadata/latest/${path}`);
  return { status: answer.status, text: await answer.text() };
}

/** The temporary key that the instance's metadata service gives out. */
async function keyOf(id: string | undefined, role = 'ops') {
  const { status, text } = await metadata(id, `iam/security_credentials/${role}`);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text);
}

const as = (key: Record<string, string>) =>
  server.as({
    accessKeyId: key.AccessKeyId ?? '',
    secretAccessKey: key.SecretAccessKey ?? '',
    sessionToken: key.SessionToken ?? '',
  });

describe('the roles of instances', () => {
  beforeEach(() => start());

  it('are bound, listed and unbound, each with its own result', async () => {
    const [one = '', two = ''] = instances;
    expect((await associate([one, 'i-nobody', two, one])).result).toEqual({
      OperationDetails: [
        { InstanceId: one },
        {
          InstanceId: 'i-nobody',
          Error: {
            Code: 'InvalidInstance.NotFound',
            Message: 'The specified instance does not exist.',
          },
        },
        { InstanceId: two },
      ],
    });
    expect(await rolesOf(one)).toEqual(['ops']);
    expect((await disassociate([one], { IamRoleName: 'ops' })).result).toEqual({
      OperationDetails: [{ InstanceId: one }],
    });
    expect(await rolesOf(one)).toEqual([]);
    expect(await rolesOf(two)).toEqual(['ops']);
    await disassociate([two]);
    expect(await rolesOf(two)).toEqual([]);
  });

  it('are one for an instance, which may be bound again', async () => {
    const [one = ''] = instances;
    await associate([one]);
    expect((await associate([one])).result.OperationDetails).toEqual([{ InstanceId: one }]);
    expect((await associate([one], 'dev')).result.OperationDetails[0].Error.Code).toBe(
      'LimitExceeded.IamRolesPerInstance',
    );
    expect(await rolesOf(one)).toEqual(['ops']);
  });

  it('are unbound only where they are bound', async () => {
    const [one = ''] = instances;
    const code = async (more = {}) =>
      (await disassociate([one], more)).result.OperationDetails[0].Error?.Code;
    expect(await code()).toBe('InvalidIamRole.InstanceMismatch');
    await associate([one]);
    expect(await code({ IamRoleName: 'dev' })).toBe('InvalidIamRole.InstanceMismatch');
    expect(await rolesOf(one)).toEqual(['ops']);
  });

  it('are listed in pages: those of named instances, or of all that have one', async () => {
    const [one = '', two = ''] = instances;
    expect(await describeRoles()).toEqual({ InstancesIamRoles: [], NextToken: '' });
    await associate([one, two]);
    const first = await describeRoles({ MaxResults: 1 });
    const second = await describeRoles({ MaxResults: 1, NextToken: first.NextToken });
    expect([...first.InstancesIamRoles, ...second.InstancesIamRoles]).toEqual(
      [one, two].toSorted().map((InstanceId) => ({ InstanceId, RoleNames: ['ops'] })),
    );
    expect(second.NextToken).toBe('');
    const named = await describeRoles({ InstanceIds: [two, 'i-nobody'] });
    expect(named.InstancesIamRoles).toEqual([{ InstanceId: two, RoleNames: ['ops'] }]);
  });

  it('end with the instance', async () => {
    const [one = ''] = instances;
    await associate([one]);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: one });
    await server.advance(HOUR);
    expect(await describeRoles()).toEqual({ InstancesIamRoles: [], NextToken: '' });
    expect(await describeRoles({ InstanceIds: [one] })).toMatchObject({ InstancesIamRoles: [] });
    const row = await server.store.read((tx) => tx.first(iamRoleOfInstance, { id: one }));
    expect(row).toBeUndefined();
  });

  it('must have a name that a role may have', async () => {
    const [one = ''] = instances;
    expect(await associate([one], 'no/role')).toMatchObject({
      status: 404,
      code: 'InvalidIamRole.NotFound',
    });
  });
});

describe('a role is told to the instance', () => {
  beforeEach(() => start());

  it('as lines and as JSON, and to no other', async () => {
    const [one, two] = instances;
    const list = 'iam/security_credentials';
    expect(await metadata(one, `${list}?type=user&format=json`)).toEqual({
      status: 200,
      text: '[]',
    });
    expect(await metadata(one, list)).toEqual({ status: 200, text: '' });
    await associate([one ?? '']);
    expect(await metadata(one, `${list}?type=user&format=json`)).toEqual({
      status: 200,
      text: '["ops"]',
    });
    expect(await metadata(one, `${list}/?type=user`)).toEqual({ status: 200, text: 'ops' });
    expect(await metadata(one, list)).toEqual({ status: 200, text: 'ops' });
    expect(await metadata(one, `${list}?type=service&format=json`)).toMatchObject({ text: '[]' });
    expect(await metadata(two, list)).toEqual({ status: 200, text: '' });
    expect((await metadata(two, `${list}/ops`)).status).toBe(404);
    expect((await metadata(one, `${list}/dev`)).status).toBe(404);
    expect((await metadata(one, `${list}/OPS`)).status).toBe(404);
    expect((await metadata(one, `${list}/ops/more`)).status).toBe(404);
  });

  it('with a key that signs, by its name in GetCallerIdentity', async () => {
    const [one = ''] = instances;
    await associate([one]);
    const key = await keyOf(one);
    expect(key).toEqual({
      AccessKeyId: expect.stringMatching(/^AKTP/),
      SecretAccessKey: expect.any(String),
      SessionToken: expect.stringMatching(/^STS/),
      CurrentTime: expect.stringMatching(/\+08:00$/),
      ExpiredTime: expect.stringMatching(/\+08:00$/),
    });
    expect(Date.parse(key.ExpiredTime) - Date.parse(key.CurrentTime)).toBe(6 * HOUR);
    expect(await as(key).ok('sts', 'GetCallerIdentity')).toEqual({
      AccountId: Number(ID),
      IdentityId: `ops:${one}`,
      IdentityType: 'AssumedRole',
      Trn: `trn:sts::${ID}:assumed-role/ops/${one}`,
    });
    expect((await as(key).vpc('DescribeVpcs')).result.TotalCount).toBe(1);
  });

  it('with the same key until half of its life, then a new one; both work until they end', async () => {
    const [one = '', two = ''] = instances;
    await associate([one, two]);
    const first = await keyOf(one);
    expect((await keyOf(two)).AccessKeyId).not.toBe(first.AccessKeyId);
    await server.advance(3 * HOUR - 1);
    expect(await keyOf(one)).toMatchObject({
      AccessKeyId: first.AccessKeyId,
      ExpiredTime: first.ExpiredTime,
    });
    await server.advance(1);
    const second = await keyOf(one);
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    await server.advance(3 * HOUR - 1);
    expect((await as(first).vpc('DescribeVpcs')).status).toBe(200);
    await server.advance(1);
    expect(await as(first).vpc('DescribeVpcs')).toMatchObject({
      status: 401,
      code: 'InvalidSecretToken',
    });
    expect((await as(second).vpc('DescribeVpcs')).status).toBe(200);
  });

  it('with one key, however many ask at once', async () => {
    const [one = ''] = instances;
    await associate([one]);
    const keys = await Promise.all(Array.from({ length: 8 }, () => keyOf(one)));
    expect(new Set(keys.map(({ AccessKeyId }) => AccessKeyId)).size).toBe(1);
  });

  it('until it is unbound; a key that it has goes on', async () => {
    const [one = ''] = instances;
    await associate([one]);
    const key = await keyOf(one);
    await disassociate([one]);
    expect((await metadata(one, 'iam/security_credentials/ops')).status).toBe(404);
    expect((await as(key).vpc('DescribeVpcs')).status).toBe(200);
    await associate([one], 'dev');
    expect((await keyOf(one, 'dev')).AccessKeyId).not.toBe(key.AccessKeyId);
  });
});

describe('the key of a role', () => {
  const reader: Role = {
    name: 'reader',
    trustedAccountIds: [],
    policy: { allow: ['vpc:Describe*'], deny: [] },
  };

  it('may do what the role may do, where the world lists roles', async () => {
    await start({ world: worldWith([reader]) });
    const [one = ''] = instances;
    expect(await associate([one], 'ops')).toMatchObject({ code: 'InvalidIamRole.NotFound' });
    await associate([one], 'reader');
    const client = as(await keyOf(one, 'reader'));
    expect((await client.vpc('DescribeVpcs')).status).toBe(200);
    expect(await client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  it('may do what its binder may do, where the world lists none', async () => {
    const narrow: AccessKey = {
      accountId: ID,
      accessKeyId: 'AKLTnarrow',
      secretAccessKey: 'narrow',
      policy: { allow: ['ecs:*'], deny: [] },
    };
    const account = { id: ID, name: 'one', quotas: {}, keys: [KEY, narrow] };
    await start({ world: makeWorld({ accounts: [account] }) });
    const [one = ''] = instances;
    await associate([one], 'ops', server.as(narrow));
    const client = as(await keyOf(one));
    expect((await client.ecs('DescribeInstances')).status).toBe(200);
    expect(await client.vpc('DescribeVpcs')).toMatchObject({ code: 'AccessDenied' });
  });
});
