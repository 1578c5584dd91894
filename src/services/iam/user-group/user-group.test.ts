import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

const quotas = { UserGroupsPerUser: 2, IamUserGroups: 8 };

let server: TestServer;
beforeAll(async () => {
  const key = { accountId: DEFAULT_ACCOUNT.id, ...DEFAULT_ACCOUNT };
  const account = { id: DEFAULT_ACCOUNT.id, name: 'one', quotas, keys: [key] };
  server = await startServer({ world: makeWorld({ accounts: [account] }) });
});
afterAll(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('iam', action, input);

describe('a user group', () => {
  it('is made, shown, changed and deleted', async () => {
    const given = { UserGroupName: 'ops', DisplayName: 'Operators', Description: 'on call' };
    const { UserGroup } = await ok('CreateGroup', given);
    expect(UserGroup).toEqual({
      ...given,
      AccountID: Number(DEFAULT_ACCOUNT.id),
      UserGroupID: expect.any(Number),
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      UpdateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    expect((await ok('GetGroup', { UserGroupName: 'ops' })).UserGroup).toEqual(UserGroup);
    expect((await iam('CreateGroup', given)).code).toBe('UserGroupAlreadyExists');
    await ok('UpdateGroup', {
      UserGroupName: 'ops',
      NewUserGroupName: 'ops-2',
      NewDescription: '',
    });
    expect((await ok('ListGroups', { Query: 'ops-2' })).UserGroups).toMatchObject([
      { UserGroupName: 'ops-2', DisplayName: 'Operators', Description: '' },
    ]);
    await ok('DeleteGroup', { UserGroupName: 'ops-2' });
    expect(await iam('DeleteGroup', { UserGroupName: 'ops-2' })).toMatchObject({
      status: 404,
      code: 'UserGroupNotExist',
    });
  });

  it('has users, who keep it from being deleted', async () => {
    await ok('CreateGroup', { UserGroupName: 'team' });
    for (const UserName of ['alice', 'bob']) {
      await ok('CreateUser', { UserName, DisplayName: UserName.toUpperCase() });
      await ok('AddUserToGroup', { UserName, UserGroupName: 'team' });
    }
    const again = await iam('AddUserToGroup', { UserName: 'bob', UserGroupName: 'team' });
    expect(again).toMatchObject({ status: 409, code: 'AddUserToGroupConflict' });
    const { Users, Total } = await ok('ListUsersForGroup', { UserGroupName: 'team' });
    expect(Total).toBe(2);
    expect(Users.map((user: { UserName: string }) => user.UserName).sort()).toEqual([
      'alice',
      'bob',
    ]);
    const part = await ok('ListUsersForGroup', { UserGroupName: 'team', Limit: 1, Offset: 1 });
    expect([part.Users.length, part.Total]).toEqual([1, 2]);
    expect((await ok('ListGroupsForUser', { UserName: 'bob' })).UserGroups).toMatchObject([
      { UserGroupName: 'team' },
    ]);
    expect((await iam('DeleteGroup', { UserGroupName: 'team' })).code).toBe(
      'UserGroupDeleteConflictWithUser',
    );
    await ok('RemoveUserFromGroup', { UserName: 'bob', UserGroupName: 'team' });
    expect(
      (await iam('RemoveUserFromGroup', { UserName: 'bob', UserGroupName: 'team' })).code,
    ).toBe('RemoveUserFromGroupConflict');
    // A user who is deleted leaves it.
    await ok('DeleteUser', { UserName: 'alice' });
    await ok('DeleteGroup', { UserGroupName: 'team' });
  });

  it('keeps its policies from being forgotten', async () => {
    await ok('CreateGroup', { UserGroupName: 'readers' });
    const policy = {
      UserGroupName: 'readers',
      PolicyName: 'ReadOnlyAccess',
      PolicyType: 'System',
    };
    await ok('AttachUserGroupPolicy', policy);
    expect((await iam('DeleteGroup', { UserGroupName: 'readers' })).code).toBe(
      'UserGroupDeleteConflictWithPolicy',
    );
    await ok('DetachUserGroupPolicy', policy);
    await ok('DeleteGroup', { UserGroupName: 'readers' });
  });

  it('is one of so many', async () => {
    await ok('CreateUser', { UserName: 'carol' });
    for (const n of [1, 2, 3]) await ok('CreateGroup', { UserGroupName: `g${n}` });
    const join = (n: number) =>
      iam('AddUserToGroup', { UserName: 'carol', UserGroupName: `g${n}` });
    expect([(await join(1)).status, (await join(2)).status]).toEqual([200, 200]);
    expect((await join(3)).code).toBe('GroupsPerUserLimitExceeded');
    for (const n of [4, 5, 6, 7, 8]) await ok('CreateGroup', { UserGroupName: `g${n}` });
    expect((await iam('CreateGroup', { UserGroupName: 'g9' })).code).toBe('UserGroupLimitExceeded');
  });
});
