import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { OAUTH_PROVIDER } from '#test/support/identity-providers.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ok = (action: string, input: Input = {}) => server.client.ok('iam', action, input);
const iam = (action: string, input: Input, client = server.client) =>
  client.call('iam', action, input);

const { OAuthProviderName } = OAUTH_PROVIDER;
const name = { OAuthProviderName };
const given = OAUTH_PROVIDER;
const DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

it('is made, shown, changed and deleted', async () => {
  const made = await ok('CreateOAuthProvider', { ...given, Description: 'of the team' });
  expect(made).toEqual({
    ...name,
    SSOType: 2,
    Status: 1,
    Description: 'of the team',
    Trn: expect.stringMatching(/^trn:iam::\d+:oauth-provider\/provider$/),
    CreateDate: DATE,
    UpdateDate: DATE,
  });
  const ProviderId = expect.stringMatching(/^\d+$/);
  expect(await ok('GetOAuthProvider', name)).toEqual({ ...made, ...given, ProviderId, Scope: '' });
  const changes = {
    Status: 3,
    Description: 'other',
    ClientId: 'other client',
    ClientSecret: '',
    UserInfoURL: 'http://other.example.com/user_info',
    TokenURL: 'http://other.example.com/access_token',
    AuthorizeURL: 'http://other.example.com/authorize',
    AuthorizeTemplate: 'other',
    Scope: 'openid profile',
    IdentityMapType: 2,
    IdpIdentityKey: 'phone',
  };
  await ok('UpdateOAuthProvider', { ...name, ...changes });
  expect(await ok('GetOAuthProvider', name)).toMatchObject({ ...name, SSOType: 2, ...changes });
  await ok('UpdateOAuthProvider', { ...name, Scope: '' });
  expect(await ok('GetOAuthProvider', name)).toMatchObject({ ...changes, Scope: '' });
  expect(await iam('CreateOAuthProvider', given)).toMatchObject({
    status: 409,
    code: 'OAuthProviderAlreadyExists',
  });
  const gone = { status: 404, code: 'OAuthProviderNotExist' };
  expect(await iam('GetOAuthProvider', name, server.as(OTHER))).toMatchObject(gone);
  await ok('DeleteOAuthProvider', name);
  expect(await iam('GetOAuthProvider', name)).toMatchObject(gone);
  expect(await iam('UpdateOAuthProvider', name)).toMatchObject(gone);
  expect(await iam('DeleteOAuthProvider', name)).toMatchObject(gone);
});

it.each([
  ['SSOType', 1],
  ['Status', 4],
  ['TokenURL', 'idp.example.com'],
  ['IdentityMapType', 3],
])('takes no %s of %j', async (parameter, value) => {
  expect(await iam('CreateOAuthProvider', { ...given, [parameter]: value })).toMatchObject({
    status: 400,
    code: `Invalid${parameter}`,
  });
});

it('is one of so many', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { IamOauthProviders: 1 } }) });
  await ok('CreateOAuthProvider', given);
  expect(await iam('CreateOAuthProvider', { ...given, OAuthProviderName: 'b' })).toMatchObject({
    status: 409,
    code: 'OAuthProviderLimitExceeded',
  });
});
