import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
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

const THUMBPRINT = 'ab'.repeat(32);
const OTHER_THUMBPRINT = 'CD'.repeat(20);
const name = { OIDCProviderName: 'github' };
const given = {
  ...name,
  IssuerURL: 'https://token.example.com/team?x=1',
  ClientIDs: ['sts.volcengine.com'],
  Thumbprints: [THUMBPRINT],
};
const DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

it('is made, shown, listed, changed and deleted', async () => {
  const made = await ok('CreateOIDCProvider', { ...given, Description: 'of the team' });
  expect(made).toEqual({
    ...name,
    Description: 'of the team',
    Trn: expect.stringMatching(/^trn:iam::\d+:oidc-provider\/github$/),
    CreateDate: DATE,
    UpdateDate: DATE,
  });
  expect(await ok('GetOIDCProvider', name)).toEqual({ ...made, ...given, IssuanceLimitTime: 12 });
  await ok('CreateOIDCProvider', { ...given, OIDCProviderName: 'a', IssuanceLimitTime: 6 });
  expect(await ok('ListOIDCProviders', { Limit: 1, Offset: 1 })).toMatchObject({
    OIDCProviders: [{ ProviderName: 'github', Description: 'of the team' }],
    Limit: 1,
    Offset: 1,
    Total: 2,
  });
  await ok('UpdateOIDCProvider', { ...name, IssuanceLimitTime: 3600 });
  await ok('UpdateOIDCProvider', { ...name, Description: '' });
  expect(await ok('GetOIDCProvider', name)).toMatchObject({
    Description: '',
    IssuanceLimitTime: 3600,
  });
  expect(await iam('CreateOIDCProvider', given)).toMatchObject({
    status: 409,
    code: 'OIDCProviderAlreadyExists',
  });
  await ok('DeleteOIDCProvider', name);
  const gone = { status: 404, code: 'OIDCProviderNotExist' };
  expect(await iam('GetOIDCProvider', name)).toMatchObject(gone);
  expect(await iam('DeleteOIDCProvider', name)).toMatchObject(gone);
});

it('has client ids and thumbprints, each once', async () => {
  await ok('CreateOIDCProvider', given);
  const shown = () => ok('GetOIDCProvider', name);
  const client = { ...name, ClientID: 'second' };
  await ok('AddClientIDToOIDCProvider', client);
  expect(await iam('AddClientIDToOIDCProvider', client)).toMatchObject({
    code: 'OIDCProviderMemberConflict',
  });
  const print = { ...name, Thumbprint: OTHER_THUMBPRINT };
  await ok('AddThumbprintToOIDCProvider', print);
  expect(await shown()).toMatchObject({
    ClientIDs: ['sts.volcengine.com', 'second'],
    Thumbprints: [THUMBPRINT, OTHER_THUMBPRINT],
  });
  await ok('RemoveClientIDFromOIDCProvider', { ...name, ClientID: 'sts.volcengine.com' });
  await ok('RemoveThumbprintFromOIDCProvider', { ...name, Thumbprint: THUMBPRINT });
  expect(await shown()).toMatchObject({
    ClientIDs: ['second'],
    Thumbprints: [OTHER_THUMBPRINT],
  });
  expect(
    await iam('RemoveThumbprintFromOIDCProvider', { ...name, Thumbprint: THUMBPRINT }),
  ).toMatchObject({ status: 404, code: 'OIDCProviderMemberNotExist' });
  expect(await iam('AddClientIDToOIDCProvider', client, server.as(OTHER))).toMatchObject({
    code: 'OIDCProviderNotExist',
  });
  for (const n of [1, 2, 3, 4]) {
    await ok('AddThumbprintToOIDCProvider', { ...name, Thumbprint: `${n}`.repeat(40) });
  }
  expect(
    await iam('AddThumbprintToOIDCProvider', { ...name, Thumbprint: '5'.repeat(40) }),
  ).toMatchObject({ status: 409, code: 'OIDCProviderMemberLimitExceeded' });
});

it.each([
  ['IssuerURL', 'http://token.example.com'],
  ['ClientIDs', ['a', 'a']],
  ['Thumbprints', ['xyz']],
  ['IssuanceLimitTime', 0],
])('takes no %s of %j', async (parameter, value) => {
  expect(await iam('CreateOIDCProvider', { ...given, [parameter]: value })).toMatchObject({
    status: 400,
    code: expect.stringMatching(new RegExp(`^Invalid${parameter}`)),
  });
});

it('is one of so many', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { IamOidcProviders: 1 } }) });
  await ok('CreateOIDCProvider', given);
  expect(await iam('CreateOIDCProvider', { ...given, OIDCProviderName: 'b' })).toMatchObject({
    status: 409,
    code: 'OIDCProviderLimitExceeded',
  });
});
