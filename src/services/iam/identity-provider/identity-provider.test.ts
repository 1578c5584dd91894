import { expect, it, onTestFinished } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { encodedMetadata, OAUTH_PROVIDER } from '#test/support/identity-providers.ts';
import { startServer } from '#test/support/server.ts';
import { ENGINES, placeOn } from '#test/support/stores.ts';

const OIDC = {
  IssuerURL: 'https://token.example.com',
  ClientIDs: ['client'],
  Thumbprints: ['ab'.repeat(20)],
};
const DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

it.each(
  ENGINES,
)('lists providers of all kinds by name, in numbered parts, on %s', async (engine) => {
  const place = await placeOn(engine);
  onTestFinished(() => place.leave());
  await using server = await startServer({ store: place.url, world: worldOfTwo() });
  const { client } = server;
  const list = async (input: Record<string, unknown> = {}) =>
    client.ok('iam', 'ListIdentityProviders', input);
  expect(await list()).toEqual({ IdentityProviders: [], Limit: 10, Offset: 1, Total: 0 });
  await client.ok('iam', 'CreateOIDCProvider', { ...OIDC, OIDCProviderName: 'b' });
  await client.ok('iam', 'CreateOAuthProvider', {
    ...OAUTH_PROVIDER,
    OAuthProviderName: 'c',
    Status: 3,
  });
  for (const SAMLProviderName of ['b', 'a']) {
    await client.ok('iam', 'CreateSAMLProvider', {
      SAMLProviderName,
      EncodedSAMLMetadataDocument: encodedMetadata(),
      SSOType: 2,
      Status: 2,
      Description: 'of the team',
    });
  }
  const saml = { IdpType: 1, SSOType: 2, Status: 2, Description: 'of the team' };
  const a = { ...saml, ProviderName: 'a', Trn: expect.stringContaining(':saml-provider/a') };
  const b = { ...saml, ProviderName: 'b', Trn: expect.stringContaining(':saml-provider/b') };
  const oidc = {
    IdpType: 3,
    SSOType: 1,
    Status: 1,
    ProviderName: 'b',
    Trn: expect.stringContaining(':oidc-provider/b'),
  };
  const oauth = {
    IdpType: 2,
    SSOType: 2,
    Status: 3,
    ProviderName: 'c',
    Trn: expect.stringContaining(':oauth-provider/c'),
  };
  const dates = { CreateDate: DATE, UpdateDate: DATE };
  expect(await list()).toMatchObject({
    IdentityProviders: [a, b, oidc, oauth].map((each) => ({ ...each, ...dates })),
    Total: 4,
  });
  for (const [Offset, found] of [
    [0, [a, b, oidc]],
    [1, [a, b, oidc]],
    [2, [oauth]],
    [3, []],
  ] as const) {
    expect(await list({ Limit: 3, Offset })).toMatchObject({
      IdentityProviders: found,
      Limit: 3,
      Offset,
      Total: 4,
    });
  }
  expect(await server.as(OTHER).ok('iam', 'ListIdentityProviders', {})).toMatchObject({
    IdentityProviders: [],
    Total: 0,
  });
});
