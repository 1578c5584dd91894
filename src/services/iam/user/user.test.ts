import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterAll(() => server.close());

const iam = (action: string, input: Record<string, unknown> = {}, client = server.client) =>
  client.call('iam', action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('iam', action, input);

describe('a user', () => {
  it('is made, shown, changed and deleted', async () => {
    const given = {
      UserName: 'alice',
      DisplayName: 'Alice 爱丽丝',
      Description: 'writes Terraform',
      Email: 'alice@example.com',
      MobilePhone: '+8613000000000',
      Tags: [{ Key: 'team', Value: 'a' }],
    };
    const { User } = await ok('CreateUser', given);
    expect(User).toEqual({
      ...given,
      AccountId: Number(DEFAULT_ACCOUNT.id),
      Id: expect.any(Number),
      EmailIsVerify: false,
      MobilePhoneIsVerify: false,
      Trn: `trn:iam::${DEFAULT_ACCOUNT.id}:user/alice`,
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      UpdateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    expect((await ok('GetUser', { UserName: 'alice' })).User).toEqual(User);
    expect((await ok('GetUser', { ID: User.Id })).User).toEqual(User);
    const changed = await ok('UpdateUser', {
      UserName: 'alice',
      NewUserName: 'alice.b',
      NewDescription: '',
      NewEmail: 'b@example.com',
    });
    expect(changed.User).toMatchObject({
      UserName: 'alice.b',
      DisplayName: 'Alice 爱丽丝',
      Description: '',
      Email: 'b@example.com',
      Trn: `trn:iam::${DEFAULT_ACCOUNT.id}:user/alice.b`,
    });
    expect((await iam('GetUser', { UserName: 'alice' })).code).toBe('UserNotExist');
    await ok('DeleteUser', { UserName: 'alice.b' });
    expect(await iam('DeleteUser', { UserName: 'alice.b' })).toMatchObject({
      status: 404,
      code: 'UserNotExist',
      message: "User 'alice.b' cannot be found.",
    });
  });

  it('has a name of its own in its account', async () => {
    await ok('CreateUser', { UserName: 'one' });
    await ok('CreateUser', { UserName: 'two' });
    const taken = { status: 409, code: 'UserAlreadyExists', message: "User 'one' already exists." };
    expect(await iam('CreateUser', { UserName: 'one' })).toMatchObject(taken);
    const renamed = { UserName: 'two', NewUserName: 'one' };
    expect(await iam('UpdateUser', renamed)).toMatchObject(taken);
    expect((await iam('UpdateUser', { UserName: 'one', NewUserName: 'one' })).status).toBe(200);
    const other = server.as(OTHER);
    expect((await iam('CreateUser', { UserName: 'one' }, other)).status).toBe(200);
    expect((await iam('GetUser', { UserName: 'two' }, other)).code).toBe('UserNotExist');
  });

  it('is found by a part of what describes it, and listed by name', async () => {
    for (const name of ['list-b', 'list-a', 'list_a']) {
      await ok('CreateUser', { UserName: name, Description: `part of ${name}` });
    }
    const { UserMetadata, ...part } = await ok('ListUsers', {
      Query: 'list-',
      Limit: 1,
      Offset: 1,
    });
    expect(part).toEqual({ Limit: 1, Offset: 1, Total: 2 });
    expect(UserMetadata).toMatchObject([{ UserName: 'list-b' }]);
    expect((await ok('ListUsers', { Query: 'of list_a' })).Total).toBe(1);
  });

  it.each([
    ['a name with a space', { UserName: 'a b' }, 'InvalidUserName'],
    ['a long name', { UserName: 'a'.repeat(65) }, 'InvalidUserName'],
    ['no name', {}, 'ParameterNotFound'],
    ['a display name with a sign', { UserName: 'x', DisplayName: 'a<b' }, 'InvalidDisplayName'],
    ['no mail address', { UserName: 'x', Email: 'x' }, 'InvalidEmail'],
    ['no number', { UserName: 'x', MobilePhone: 'x' }, 'InvalidMobilePhone'],
    ['a long description', { UserName: 'x', Description: 'x'.repeat(256) }, 'InvalidDescription'],
    ['a key twice', { UserName: 'x', Tags: [{ Key: 'k' }, { Key: 'k' }] }, 'InvalidTags'],
  ])('is not made of %s', async (_, input, code) => {
    expect(await iam('CreateUser', input)).toMatchObject({ status: 400, code });
  });

  it('is asked for by something', async () => {
    expect((await iam('GetUser')).code).toBe('ParameterNotFound');
  });
});

describe('a login profile', () => {
  const Password = 'Secret-of-bob-1';

  it('is recorded without the password', async () => {
    await ok('CreateUser', { UserName: 'bob' });
    expect(await iam('GetLoginProfile', { UserName: 'bob' })).toMatchObject({
      status: 404,
      code: 'LoginProfileNotExist',
    });
    const given = {
      UserName: 'bob',
      LoginAllowed: true,
      PasswordResetRequired: true,
      SafeAuthFlag: true,
      SafeAuthType: 'phone',
      SafeAuthExemptRequired: 1,
      SafeAuthExemptUnit: 1,
      SafeAuthExemptDuration: 11,
    };
    const { LoginProfile } = await ok('CreateLoginProfile', { ...given, Password });
    expect(LoginProfile).toMatchObject(given);
    expect(JSON.stringify(LoginProfile)).not.toContain(Password);
    expect((await iam('CreateLoginProfile', { UserName: 'bob', Password })).code).toBe(
      'LoginProfileAlreadyExist',
    );
    await ok('UpdateLoginProfile', { UserName: 'bob', LoginAllowed: false });
    const shown = await ok('GetLoginProfile', { UserName: 'bob' });
    expect(shown.LoginProfile).toMatchObject({ ...given, LoginAllowed: false });
    await ok('DeleteLoginProfile', { UserName: 'bob' });
    expect((await iam('DeleteLoginProfile', { UserName: 'bob' })).code).toBe(
      'LoginProfileNotExist',
    );
  });

  it('goes with its user, and another of the same name has none', async () => {
    await ok('CreateUser', { UserName: 'carol' });
    await ok('CreateLoginProfile', { UserName: 'carol', Password });
    await ok('DeleteUser', { UserName: 'carol' });
    expect((await iam('GetLoginProfile', { UserName: 'carol' })).code).toBe('UserNotExist');
    await ok('CreateUser', { UserName: 'carol' });
    expect((await iam('GetLoginProfile', { UserName: 'carol' })).code).toBe('LoginProfileNotExist');
  });
});
