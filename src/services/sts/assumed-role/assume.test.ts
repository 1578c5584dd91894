import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import type { Credentials, SdkClient } from '#test/support/client.ts';
import { noPostgres } from '#test/support/postgres.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { placeOn } from '#test/support/stores.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { AccessKey, Policy, Role, World } from '#world/world.ts';

const ID = DEFAULT_ACCOUNT.id;
const HOUR = 3_600_000;
const KEY: AccessKey = { accountId: ID, ...DEFAULT_ACCOUNT };

const allowing = (...allow: string[]): Policy => ({ allow, deny: [] });
const role = (name: string, more: Partial<Role> = {}): Role => ({
  name,
  trustedAccountIds: [],
  ...more,
});

/** A default account with the given roles and keys, and another account. */
function worldWith(roles: readonly Role[] | undefined, keys: readonly AccessKey[] = [KEY]) {
  const one = { id: ID, name: 'one', quotas: {}, keys, ...(roles && { roles }) };
  const two = { id: OTHER.accountId, name: 'two', quotas: {}, keys: [OTHER] };
  return makeWorld({ accounts: [one, two] });
}

const TRN = `trn:iam::${ID}:role/ops`;
const ASK = { RoleTrn: TRN, RoleSessionName: 'ci' };

let server: TestServer;
afterEach(() => server.close());

async function assume(input: Record<string, unknown> = {}, client = server.client) {
  const { Credentials: given } = await client.ok('sts', 'AssumeRole', { ...ASK, ...input });
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  } as Required<Credentials>;
}

const refusal = (input: Record<string, unknown>, client = server.client) =>
  client.call('sts', 'AssumeRole', { ...ASK, ...input });

describe('a temporary key', () => {
  beforeEach(async () => {
    server = await startServer({ transitions: 'manual' });
  });

  it('signs like any other key, with its session token', async () => {
    const temporary = server.as(await assume());
    expect(await temporary.vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toMatchObject({
      status: 200,
    });
    const { result } = await server.client.vpc('DescribeVpcs');
    expect(result.TotalCount).toBe(1);
  });

  it('is what the SDKs read', async () => {
    const { result } = await server.client.call('sts', 'AssumeRole', ASK);
    expect(result).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^AKTP[0-9a-f]{44}$/),
        SecretAccessKey: expect.stringMatching(/^[\w-]{40}$/),
        SessionToken: expect.stringMatching(/^STS[\w-]{80}$/),
        CurrentTime: expect.stringMatching(/\+08:00$/),
        ExpiredTime: expect.stringMatching(/\+08:00$/),
      },
      AssumedRoleUser: {
        AssumedRoleId: 'ops:ci',
        Trn: `trn:sts::${ID}:assumed-role/ops/ci`,
      },
    });
    const { CurrentTime, ExpiredTime } = result.Credentials;
    expect(Date.parse(ExpiredTime) - Date.parse(CurrentTime)).toBe(HOUR);
  });

  it.each([
    [899, 1],
    [0, 1],
    [-1, 1],
    [43_200, 12],
    [43_201, 12],
    [999_999_999, 12],
  ])('that is asked for %i seconds is good for %i hours', async (DurationSeconds, hours) => {
    const { result } = await server.client.call('sts', 'AssumeRole', { ...ASK, DurationSeconds });
    const { CurrentTime, ExpiredTime } = result.Credentials;
    expect(Date.parse(ExpiredTime) - Date.parse(CurrentTime)).toBe(hours * HOUR);
  });

  it('is a new one each time', async () => {
    expect((await assume()).accessKeyId).not.toBe((await assume()).accessKeyId);
  });

  it('is refused without its token and with another one', async () => {
    const { accessKeyId, secretAccessKey } = await assume();
    const refused = { status: 401, code: 'InvalidSecretToken' };
    const bare = server.as({ accessKeyId, secretAccessKey });
    expect(await bare.vpc('DescribeVpcs')).toMatchObject(refused);
    const { sessionToken } = await assume();
    const mixed = server.as({ accessKeyId, secretAccessKey, sessionToken });
    expect(await mixed.vpc('DescribeVpcs')).toMatchObject(refused);
  });

  it('is refused with another secret', async () => {
    const key = await assume();
    const forged = server.as({ ...key, secretAccessKey: 'guessed' });
    expect(await forged.vpc('DescribeVpcs')).toMatchObject({
      status: 401,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('that nobody gave out is no key', async () => {
    const key = { accessKeyId: 'AKTPnobody', secretAccessKey: 'x', sessionToken: 'STSx' };
    expect(await server.as(key).vpc('DescribeVpcs')).toMatchObject({
      status: 401,
      code: 'InvalidAccessKey',
    });
  });

  it('ends at its time, and a day later it is forgotten', async () => {
    const temporary = server.as(await assume({ DurationSeconds: 900 }));
    await server.advance(900_000 - 1);
    expect((await temporary.vpc('DescribeVpcs')).status).toBe(200);
    await server.advance(1);
    const ended = { status: 401, code: 'InvalidSecretToken' };
    expect(await temporary.vpc('DescribeVpcs')).toMatchObject(ended);
    expect(await temporary.vpc('DescribeVpcs')).toMatchObject(ended);
    await server.advance(24 * HOUR);
    await assume();
    expect(await temporary.vpc('DescribeVpcs')).toMatchObject({ code: 'InvalidAccessKey' });
  });

  it('is nobody’s after a reset', async () => {
    const temporary = server.as(await assume());
    expect((await temporary.vpc('DescribeVpcs')).status).toBe(200);
    await server.reset();
    expect(await temporary.vpc('DescribeVpcs')).toMatchObject({ code: 'InvalidAccessKey' });
  });

  it('says who it is', async () => {
    const temporary = server.as(await assume());
    expect(await temporary.ok('sts', 'GetCallerIdentity')).toEqual({
      AccountId: Number(ID),
      IdentityId: 'ops:ci',
      IdentityType: 'AssumedRole',
      Trn: `trn:sts::${ID}:assumed-role/ops/ci`,
    });
  });

  it('can assume a role again', async () => {
    const first = server.as(await assume());
    const second = server.as(await assume({ RoleSessionName: 'again' }, first));
    expect(await second.ok('sts', 'GetCallerIdentity')).toMatchObject({ IdentityId: 'ops:again' });
  });
});

describe('a temporary key that assumes a role again', () => {
  const MINUTE = 60_000;
  const expiry = async (input: Record<string, unknown>, client: SdkClient) => {
    const { Credentials: given } = await client.ok('sts', 'AssumeRole', { ...ASK, ...input });
    return Date.parse(given.ExpiredTime) - Date.parse(given.CurrentTime);
  };

  beforeEach(async () => {
    server = await startServer({ transitions: 'manual' });
  });

  it('gets none that outlives it, however often', async () => {
    let key = await assume({ DurationSeconds: 3600 });
    for (let left = 60; left > 10; left -= 10) {
      const client = server.as(key);
      expect(await expiry({ DurationSeconds: 43_200 }, client)).toBe(left * MINUTE);
      key = await assume({ DurationSeconds: 43_200 }, client);
      await server.advance(10 * MINUTE);
    }
    const last = server.as(key);
    expect((await last.vpc('DescribeVpcs')).status).toBe(200);
    await server.advance(10 * MINUTE);
    const ended = { status: 401, code: 'InvalidSecretToken' };
    expect(await last.vpc('DescribeVpcs')).toMatchObject(ended);
    expect(await last.call('sts', 'AssumeRole', ASK)).toMatchObject(ended);
  });

  it('may get a shorter one', async () => {
    const client = server.as(await assume({ DurationSeconds: 3600 }));
    expect(await expiry({ DurationSeconds: 900 }, client)).toBe(15 * MINUTE);
  });
});

describe('a temporary key that goes on in the next process', () => {
  const TEMPORARY: AccessKey = { ...KEY, accessKeyId: 'AKLTsecond', secretAccessKey: 'second' };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-sts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const serve = async (world: World) => {
    server = await startServer({ store: `sqlite:${join(folder, 'tenon.db')}`, world });
  };
  /** What `key` is told once the server has been started anew with another world. */
  const told = async (world: World, key: Credentials, action = 'DescribeVpcs') => {
    await server.close();
    await serve(world);
    const { status, code } = await server.as(key).vpc(action, { CidrBlock: '10.0.0.0/8' });
    return code || status;
  };

  it('ends with the key that it was got with, and so do those that were got with it', async () => {
    await serve(worldWith(undefined, [KEY, TEMPORARY]));
    const first = await assume({}, server.as(TEMPORARY));
    const second = await assume({}, server.as(first));
    const other = await assume();
    const without = worldWith(undefined, [KEY]);
    expect(await told(without, first)).toBe('InvalidAccessKey');
    expect(await told(without, second)).toBe('InvalidAccessKey');
    expect(await told(without, other)).toBe(200);
  });

  it('ends when the key that it was got with expires', async () => {
    await serve(worldWith(undefined, [KEY, TEMPORARY]));
    const first = await assume({}, server.as(TEMPORARY));
    const second = await assume({}, server.as(first));
    const expired = worldWith(undefined, [KEY, { ...TEMPORARY, expiresAt: Date.now() - 1 }]);
    expect(await told(expired, first)).toBe('InvalidSecretToken');
    expect(await told(expired, second)).toBe('InvalidSecretToken');
  });

  it('ends with its account, the role’s own', async () => {
    const trusting = [role('ops', { trustedAccountIds: [OTHER.accountId] })];
    await serve(worldWith(trusting));
    const key = await assume({}, server.as(OTHER));
    expect(await told(worldWith(trusting), key)).toBe(200);
    const two = { id: OTHER.accountId, name: 'two', quotas: {}, keys: [OTHER] };
    expect(await told(makeWorld({ accounts: [two] }), key)).toBe('InvalidAccessKey');
  });

  it('ends with its role', async () => {
    await serve(worldWith([role('ops')]));
    const key = await assume();
    expect(await told(worldWith([role('dev')]), key)).toBe('InvalidAccessKey');
  });

  it('loses what its role loses, and what its key loses where no roles are listed', async () => {
    await serve(worldWith([role('ops')]));
    const ops = await assume();
    const reading = allowing('vpc:Describe*');
    const narrow = worldWith([role('ops', { policy: reading })]);
    expect(await told(narrow, ops, 'CreateVpc')).toBe('AccessDenied');
    expect(await told(narrow, ops)).toBe(200);
    await server.close();
    await serve(worldWith(undefined));
    const own = await assume();
    const narrowed = worldWith(undefined, [{ ...KEY, policy: reading }]);
    expect(await told(narrowed, own, 'CreateVpc')).toBe('AccessDenied');
    expect(await told(narrowed, own)).toBe(200);
  });
});

describe.runIf(noPostgres === undefined)('a temporary key in two processes on one database', () => {
  it('ends in both with a reset of one, and with the world that one of them has', async () => {
    const place = await placeOn('postgres');
    const store = place.url;
    const second: AccessKey = { ...KEY, accessKeyId: 'AKLTsecond', secretAccessKey: 'second' };
    server = await startServer({ store, world: worldWith(undefined, [KEY, second]) });
    const beside = await startServer({ store, world: worldWith(undefined, [KEY]) });
    try {
      const key = await assume();
      const there = beside.as(key);
      expect((await server.as(key).vpc('DescribeVpcs')).status).toBe(200);
      expect((await there.vpc('DescribeVpcs')).status).toBe(200);
      const unknown = beside.as(await assume({}, server.as(second)));
      expect(await unknown.vpc('DescribeVpcs')).toMatchObject({ code: 'InvalidAccessKey' });
      await server.reset();
      expect(await there.vpc('DescribeVpcs')).toMatchObject({ code: 'InvalidAccessKey' });
    } finally {
      await beside.close();
      await server.close();
      server = await startServer();
      await place.leave();
    }
  });
});

it('a key of the world is the account itself', async () => {
  server = await startServer();
  expect(await server.client.ok('sts', 'GetCallerIdentity')).toEqual({
    AccountId: Number(ID),
    IdentityId: ID,
    IdentityType: 'Account',
    Trn: `trn:iam::${ID}:root`,
  });
});

it('a temporary key holds in the next process of the store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-sts-'));
  try {
    const store = `sqlite:${join(folder, 'tenon.db')}`;
    server = await startServer({ store });
    const key = await assume();
    await server.close();
    server = await startServer({ store });
    expect((await server.as(key).vpc('DescribeVpcs')).status).toBe(200);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('what a temporary key may do', () => {
  const DENIED = { status: 403, code: 'AccessDenied' };
  const document = (...statements: object[]) => JSON.stringify({ Statement: statements });
  const may = async (key: Credentials, action: string) =>
    (await server.as(key).vpc(action, { CidrBlock: '10.0.0.0/8' })).status === 200;

  it('is what its role may do', async () => {
    server = await startServer({
      world: worldWith([role('ops', { policy: allowing('vpc:Describe*') })]),
    });
    const key = await assume();
    expect([await may(key, 'DescribeVpcs'), await may(key, 'CreateVpc')]).toEqual([true, false]);
    expect(await server.as(key).vpc('CreateVpc')).toMatchObject(DENIED);
  });

  it('is everything with a role that has no policy', async () => {
    server = await startServer({ world: worldWith([role('ops')]) });
    expect(await may(await assume(), 'CreateVpc')).toBe(true);
  });

  it('is of that what the session’s policy allows', async () => {
    server = await startServer({
      world: worldWith([role('ops', { policy: allowing('vpc:*') })]),
    });
    const Policy = document(
      { Effect: 'Allow', Action: ['vpc:*', 'ecs:*'], Resource: ['*'] },
      { Effect: 'Deny', Action: 'vpc:Create*', Resource: '*' },
    );
    const key = await assume({ Policy });
    expect([await may(key, 'DescribeVpcs'), await may(key, 'CreateVpc')]).toEqual([true, false]);
    expect(await server.as(key).ecs('DescribeInstances')).toMatchObject(DENIED);
  });

  it('is what the caller may do, where the world lists no roles', async () => {
    const reader = {
      ...KEY,
      accessKeyId: 'AKLTreader',
      policy: { allow: ['*'], deny: ['vpc:Create*'] },
    };
    server = await startServer({ world: worldWith(undefined, [KEY, reader]) });
    const key = await assume({}, server.as(reader));
    expect([await may(key, 'DescribeVpcs'), await may(key, 'CreateVpc')]).toEqual([true, false]);
  });

  it('stays within its bounds when it assumes a role itself', async () => {
    server = await startServer();
    const Policy = document({ Effect: 'Allow', Action: ['sts:*', 'vpc:Describe*'] });
    const second = await assume({}, server.as(await assume({ Policy })));
    expect([await may(second, 'DescribeVpcs'), await may(second, 'CreateVpc')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('AssumeRole refuses', () => {
  it.each([
    'ops',
    `trn:iam::${ID}:user/ops`,
    'trn:iam::me:role/ops',
    `${TRN}/deeper`,
  ])('%s, which is no role’s TRN', async (RoleTrn) => {
    server = await startServer();
    expect(await refusal({ RoleTrn })).toMatchObject({
      status: 400,
      code: 'InvalidRoleTrn.Malformed',
    });
  });

  it('a role that the account does not list, and an account that there is not', async () => {
    server = await startServer({ world: worldWith([role('ops')]) });
    const absent = { status: 404, code: 'RoleNotExist' };
    expect(await refusal({ RoleTrn: `trn:iam::${ID}:role/dev` })).toMatchObject(absent);
    expect(await refusal({ RoleTrn: 'trn:iam::42:role/ops' })).toMatchObject(absent);
  });

  it('a role of another account that does not trust the caller', async () => {
    const trusting = role('open', { trustedAccountIds: [OTHER.accountId] });
    server = await startServer({ world: worldWith([role('ops'), trusting]) });
    const other = server.as(OTHER);
    const denied = await refusal({}, other);
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(denied.message).toContain(`sts:AssumeRole on resource: ${TRN}`);
    const key = await assume({ RoleTrn: `trn:iam::${ID}:role/open` }, other);
    expect(await server.as(key).ok('sts', 'GetCallerIdentity')).toMatchObject({
      AccountId: Number(ID),
    });
  });

  it('any role of another account that lists none', async () => {
    server = await startServer({ world: worldOfTwo() });
    const RoleTrn = `trn:iam::${OTHER.accountId}:role/ops`;
    expect(await refusal({ RoleTrn })).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it.each([
    '{',
    '[]',
    '{"Statement":[]}',
    '{"Statement":[{"Effect":"Maybe","Action":"*"}]}',
  ])('%s as a policy', async (Policy) => {
    server = await startServer();
    expect(await refusal({ Policy })).toMatchObject({
      status: 400,
      code: 'InvalidPolicy.Malformed',
    });
  });

  it.each([
    [{ RoleSessionName: '' }, 'MissingParameter'],
    [{ RoleTrn: '' }, 'MissingParameter'],
    [{ RoleSessionName: 'a b' }, 'InvalidRoleSessionName.Malformed'],
    [{ DurationSeconds: 'long' }, 'InvalidParameter'],
  ])('%o', async (input, code) => {
    server = await startServer();
    expect(await refusal(input)).toMatchObject({ status: 400, code });
  });

  it('not an empty policy: Terraform sends one', async () => {
    server = await startServer();
    expect((await refusal({ Policy: '' })).status).toBe(200);
  });
});
