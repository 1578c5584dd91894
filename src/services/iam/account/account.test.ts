import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}, client = server.client) =>
  client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown>) =>
  server.client.call('iam', action, input);

it('knows what it has of iam, and what it may have', async () => {
  await ok('CreateUser', { UserName: 'alice' });
  await ok('CreateRole', { RoleName: 'ops' });
  expect((await ok('GetAccountSummary')).SummaryMap).toMatchObject({
    UsersQuota: 5000,
    UsersUsage: 1,
    GroupsUsage: 0,
    RolesUsage: 1,
    PoliciesQuota: 1500,
    PolicySize: 6144,
    AttachedPoliciesPerUserQuota: 20,
    AttachedSystemPoliciesPerRoleQuota: 40,
  });
});

it('records from where its users may sign in', async () => {
  const none = { EnableIPList: false, IPList: [], Quota: 100 };
  expect(await ok('GetAllowedIPAddresses')).toEqual(none);
  const IPList = [
    { IP: '203.0.113.9', Description: 'office' },
    { IP: '2001:db8::/32', Description: '' },
  ];
  await ok('UpdateAllowedIPAddresses', { EnableIPList: true, IPList });
  expect(await ok('GetAllowedIPAddresses')).toEqual({ EnableIPList: true, IPList, Quota: 100 });
  expect(await ok('GetAllowedIPAddresses', {}, server.as(OTHER))).toEqual(none);
  for (const IP of ['office', '10.0.0.0/33', '10.0.0.0/8/8']) {
    expect(
      await iam('UpdateAllowedIPAddresses', { EnableIPList: true, IPList: [{ IP }] }),
    ).toMatchObject({ status: 400 });
  }
  await ok('UpdateAllowedIPAddresses', { EnableIPList: false });
  expect(await ok('GetAllowedIPAddresses')).toEqual(none);
});

it('records how a user proves who it is', async () => {
  await ok('CreateUser', { UserName: 'alice' });
  const { User } = await ok('GetUser', { UserName: 'alice' });
  const alice = { UserName: 'alice' };
  const begun = { UserID: User.Id, SafeAuthType: '', SafeAuthExemptDuration: 0, SafeAuthClose: 1 };
  expect(await ok('GetSecurityConfig', alice)).toEqual(begun);
  await ok('SetSecurityConfig', { ...alice, SafeAuthType: 'email', SafeAuthExemptDuration: 11 });
  await ok('SetSecurityConfig', { ...alice, SafeAuthType: 'phone,email' });
  await ok('UpdateUser', { ...alice, NewDescription: 'd' });
  expect(await ok('GetSecurityConfig', alice)).toEqual({
    UserID: User.Id,
    SafeAuthType: 'phone,email',
    SafeAuthExemptDuration: 11,
    SafeAuthClose: 0,
  });
  for (const action of ['GetSecurityConfig', 'SetSecurityConfig']) {
    expect(await iam(action, { UserName: 'nobody', SafeAuthType: 'email' })).toMatchObject({
      status: 404,
      code: 'UserNotExist',
    });
  }
});
