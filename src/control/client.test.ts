import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { inject } from '#test/support/inject.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { CLIENT_NAMES, CLIENTS } from './settings/clients.ts';

let server: TestServer;
afterEach(() => server.close());

const ask = (headers: Record<string, string> = {}, options = {}) =>
  inject(server, {
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

it('gives a key of the account that is asked for, one that was made since too', async () => {
  server = await startServer({ world: worldOfTwo() });
  const of = async (account: string) => {
    const url = `/_tenon/client?account=${account}`;
    const { statusCode, body } = await ask({}, { url });
    return { statusCode, ...JSON.parse(body) };
  };
  expect(await of(OTHER.accountId)).toMatchObject({
    accountId: OTHER.accountId,
    secretAccessKey: OTHER.secretAccessKey,
  });
  const made = await inject(server, {
    method: 'POST',
    url: '/_tenon/accounts',
    headers: { host: server.host },
  });
  const { accountId, secretAccessKey } = JSON.parse(made.body);
  expect(await of(accountId)).toMatchObject({ accountId, secretAccessKey });
  expect((await of('2999999999')).statusCode).toBe(404);
});

const settings = (path: string) =>
  inject(server, { url: `/_tenon/client/${path}`, headers: { host: server.host } });

it.each(CLIENT_NAMES)('writes the settings of %s, with the secret or without it', async (tool) => {
  server = await startServer({ world: worldOfTwo() });
  const where = `account=${OTHER.accountId}&endpoint=https://tenon.example:8443&region=cn-shanghai`;
  const { statusCode, headers, body } = await settings(`${tool}?${where}`);
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
  const { accessKeyId, secretAccessKey } = OTHER;
  const target = { endpoint: 'https://tenon.example:8443', region: 'cn-shanghai' };
  expect(body).toBe(`${CLIENTS[tool]({ ...target, accessKeyId, secretAccessKey })}\n`);
  const hidden = await settings(`${tool}?${where}&secret=hidden`);
  const shown = CLIENTS[tool]({ ...target, accessKeyId, secretAccessKey: '********' });
  expect(hidden.body).toBe(`${shown}\n`);
});

it.each([
  ['cobol', 404, 'bash, fish'],
  ['bash?endpoint=javascript:x', 400, 'endpoint'],
  ['bash?endpoint=http://a/%24(id)', 400, 'endpoint'],
  ['bash?region=mars', 400, 'mars'],
  ['bash?account=1', 404, '1'],
  ['bash?secret=no', 400, 'secret'],
])('writes none for %s', async (path, status, named) => {
  server = await startServer();
  const { statusCode, body } = await settings(path);
  expect([statusCode, body]).toEqual([status, expect.stringContaining(named)]);
});
