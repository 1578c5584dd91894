import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
afterEach(() => server.close());

const ask = (headers: Record<string, string> = {}, options = {}) =>
  server.http.inject({
    method: 'GET',
    url: '/_tenon/client',
    headers: { host: server.host, ...headers },
    ...options,
  });

it('tells a client where to go, and the first key of the default account', async () => {
  server = await startServer({ world: worldOfTwo() });
  const { statusCode, headers, body } = await ask();
  expect(statusCode).toBe(200);
  expect(headers['cache-control']).toBe('no-store');
  const { accessKeyId, secretAccessKey } = DEFAULT_ACCOUNT;
  expect(JSON.parse(body)).toMatchObject({
    url: server.url,
    region: 'cn-beijing',
    regions: expect.arrayContaining(['cn-beijing']),
    accountId: server.world.defaultAccountId,
    accessKeyId,
    secretAccessKey,
  });
  expect(body).not.toContain(OTHER.secretAccessKey);
});

it('has empty texts where there is no key', async () => {
  const world = makeWorld({ accounts: [{ id: '2100000009', name: 'x', keys: [], quotas: {} }] });
  server = await startServer({ world });
  expect(JSON.parse((await ask()).body)).toMatchObject({ accessKeyId: '', secretAccessKey: '' });
});

it.each([
  ['another machine', {}, { remoteAddress: '192.0.2.5' }],
  ['a page', { origin: 'https://evil.com' }, {}],
  ['a page that follows no link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, {}],
  ['a proxy', { via: '1.1 x' }, {}],
  ['another name', { host: 'evil.com' }, {}],
])('tells no secret to %s', async (_, headers, options) => {
  server = await startServer();
  const { statusCode, body } = await ask(headers as Record<string, string>, options);
  expect(statusCode).toBe(403);
  expect(body).not.toContain(DEFAULT_ACCOUNT.secretAccessKey);
});

it('tells it to whoever has the token where there is one, and to nobody else', async () => {
  server = await startServer({ controlToken: 'TOPSECRET' });
  const without = await ask();
  expect(without.statusCode).toBe(401);
  expect(without.body).not.toContain(DEFAULT_ACCOUNT.secretAccessKey);
  const { statusCode } = await ask(
    { authorization: 'Bearer TOPSECRET' },
    { remoteAddress: '192.0.2.5' },
  );
  expect(statusCode).toBe(200);
});
