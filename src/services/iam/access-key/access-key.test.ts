import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import type { SdkClient } from '#test/support/client.ts';
import { noPostgres } from '#test/support/postgres.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { placeOn } from '#test/support/stores.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo(), transitions: 'manual' });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}, client = server.client) =>
  client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown> = {}, client = server.client) =>
  client.call('iam', action, input);

/** A user with a key, who may do nothing. */
async function madeUser(UserName = 'alice') {
  await ok('CreateUser', { UserName });
  return madeKey({ UserName });
}

async function madeKey(input: Record<string, unknown> = {}) {
  const { AccessKey } = await ok('CreateAccessKey', input);
  const { AccessKeyId, SecretAccessKey } = AccessKey;
  return {
    id: AccessKeyId as string,
    client: server.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }),
  };
}

const identity = (client: SdkClient) => client.call('sts', 'GetCallerIdentity');

describe('a key of the account itself', () => {
  it('signs, and may do everything', async () => {
    const { client, id } = await madeKey();
    expect(id).toMatch(/^AKLT[0-9a-f]{40}$/);
    expect((await client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' })).status).toBe(200);
    expect((await identity(client)).result).toMatchObject({ IdentityType: 'Account' });
  });

  it('is listed after those of the world, which nobody changes here', async () => {
    const { id } = await madeKey();
    const { AccessKeyMetadata } = await ok('ListAccessKeys');
    expect(AccessKeyMetadata).toMatchObject([
      { AccessKeyId: DEFAULT_ACCOUNT.accessKeyId, Status: 'active', UserName: '' },
      { AccessKeyId: id, Status: 'active', UserName: '' },
    ]);
    const given = { AccessKeyId: DEFAULT_ACCOUNT.accessKeyId };
    const refused = { status: 400, code: 'AccessDeniedException' };
    expect(await iam('DeleteAccessKey', given)).toMatchObject(refused);
    expect(await iam('UpdateAccessKey', { ...given, Status: 'inactive' })).toMatchObject(refused);
  });

  it('is one of two, with those that the account was given', async () => {
    await madeKey();
    expect(await iam('CreateAccessKey')).toMatchObject({
      status: 409,
      code: 'AccessKeyLimitExceeded',
      message: "Exceed account accessKey quota: '2'",
    });
  });

  it('is made by no key that has limits', async () => {
    await server.close();
    const policy = { allow: ['iam:*'], deny: [] };
    const key = { accountId: DEFAULT_ACCOUNT.id, ...DEFAULT_ACCOUNT, policy };
    const account = { id: DEFAULT_ACCOUNT.id, name: 'one', quotas: {}, keys: [key] };
    server = await startServer({ world: makeWorld({ accounts: [account] }) });
    expect((await iam('CreateAccessKey')).code).toBe('AccessDeniedException');
  });
});

describe('a key of a user', () => {
  it('signs for the user, who may do nothing without a policy', async () => {
    const { client } = await madeUser();
    expect(await client.vpc('DescribeVpcs')).toMatchObject({ status: 403, code: 'AccessDenied' });
    await ok('AttachUserPolicy', {
      UserName: 'alice',
      PolicyName: 'AdministratorAccess',
      PolicyType: 'System',
    });
    expect((await client.vpc('DescribeVpcs')).status).toBe(200);
    expect((await identity(client)).result).toEqual({
      AccountId: Number(DEFAULT_ACCOUNT.id),
      IdentityId: expect.stringMatching(/^\d+$/),
      IdentityType: 'User',
      Trn: `trn:iam::${DEFAULT_ACCOUNT.id}:user/alice`,
    });
    // Without a name the caller is meant.
    const { AccessKeyMetadata } = await ok('ListAccessKeys', {}, client);
    expect(AccessKeyMetadata).toMatchObject([{ UserName: 'alice' }]);
  });

  it('is refused at once when it is inactive or gone', async () => {
    const { client, id } = await madeUser();
    const set = (Status: string) => ok('UpdateAccessKey', { AccessKeyId: id, Status });
    const refused = { status: 401, code: 'InvalidAccessKey' };
    expect((await client.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await set('inactive');
    expect(await client.vpc('DescribeVpcs')).toMatchObject(refused);
    expect((await ok('ListAccessKeys', { UserName: 'alice' })).AccessKeyMetadata).toMatchObject([
      { AccessKeyId: id, Status: 'inactive' },
    ]);
    await set('active');
    expect((await client.vpc('DescribeVpcs')).code).toBe('AccessDenied');
    await ok('DeleteAccessKey', { AccessKeyId: id, UserName: 'alice' });
    expect(await client.vpc('DescribeVpcs')).toMatchObject(refused);
    expect(await iam('DeleteAccessKey', { AccessKeyId: id })).toMatchObject({
      status: 404,
      code: 'AccessKeyNotExist',
    });
  });

  it('is found by its user, and by nobody else', async () => {
    const { id } = await madeUser();
    await ok('CreateUser', { UserName: 'bob' });
    expect((await ok('GetUser', { AccessKeyID: id })).User.UserName).toBe('alice');
    for (const action of ['DeleteAccessKey', 'GetAccessKeyLastUsed']) {
      const reply = await iam(action, { AccessKeyId: id, UserName: 'bob' });
      expect(reply).toMatchObject({ status: 404, code: 'AccessKeyNotExist' });
      const other = await iam(action, { AccessKeyId: id }, server.as(OTHER));
      expect(other.code).toBe('AccessKeyNotExist');
      const nobody = await iam(action, { AccessKeyId: id, UserName: 'nobody' });
      expect(nobody.code).toBe('UserNotExist');
    }
  });

  it('is one of two, and keeps its user', async () => {
    await madeUser();
    await madeKey({ UserName: 'alice' });
    expect((await iam('CreateAccessKey', { UserName: 'alice' })).code).toBe(
      'AccessKeyLimitExceeded',
    );
    expect(await iam('DeleteUser', { UserName: 'alice' })).toMatchObject({
      status: 409,
      code: 'UserDeleteConflictWithAccessKey',
      message: "Cannot delete user 'alice' which added to ak(s).",
    });
  });

  it('is known for its last use', async () => {
    const { client, id } = await madeUser();
    const lastUsed = async () =>
      (await ok('GetAccessKeyLastUsed', { AccessKeyId: id })).AccessKeyLastUsed;
    expect(await lastUsed()).toEqual({ Region: '', RequestTime: '', Service: '' });
    await client.vpc('DescribeVpcs');
    const first = await lastUsed();
    expect(first).toMatchObject({ Region: 'cn-beijing', Service: 'vpc' });
    expect(first.RequestTime).toMatch(/^\d{8}T\d{6}Z$/);
    await client.ecs('DescribeInstances');
    expect(await lastUsed()).toEqual(first);
    await server.advance(16 * 60_000);
    await client.ecs('DescribeInstances');
    expect(await lastUsed()).toMatchObject({ Service: 'ecs' });
  });

  it('is nobody’s after a reset', async () => {
    const { client } = await madeUser();
    await fetch(`${server.url}/_tenon/reset`, { method: 'POST' });
    expect((await client.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
  });
});

describe.runIf(noPostgres === undefined)('a key in two processes on one database', () => {
  it('is refused by both as soon as one of them has made it inactive', async () => {
    const place = await placeOn('postgres');
    const one = await startServer({ store: place.url });
    const two = await startServer({ store: place.url });
    try {
      await one.client.ok('iam', 'CreateUser', { UserName: 'alice' });
      const { AccessKey } = await one.client.ok('iam', 'CreateAccessKey', { UserName: 'alice' });
      const { AccessKeyId, SecretAccessKey } = AccessKey;
      const there = two.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
      expect((await there.vpc('DescribeVpcs')).code).toBe('AccessDenied');
      const admin = {
        UserName: 'alice',
        PolicyName: 'AdministratorAccess',
        PolicyType: 'System',
      };
      await one.client.ok('iam', 'AttachUserPolicy', admin);
      expect((await there.vpc('DescribeVpcs')).status).toBe(200);
      await one.client.ok('iam', 'UpdateAccessKey', { AccessKeyId, Status: 'inactive' });
      expect((await there.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    } finally {
      await two.close();
      await one.close();
      await place.leave();
    }
  });
});
