import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let instance: string;

interface Asked {
  /** The request target; a client that talks to a proxy sends the whole URL. */
  readonly target?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request as a client sends it to its proxy. */
async function ask({ target = 'http://100.96.0.96/latest/mac', method = 'GET', headers }: Asked) {
  const { hostname, port } = new URL(server.url);
  const sent = request({
    hostname,
    port,
    method,
    path: target,
    headers: { host: '100.96.0.96', 'x-tenon-instance': instance, ...headers },
  });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, text: await text(answer) };
}

const statusOf = async (asked: Asked) => (await ask(asked)).status;

const basic = (user: string, password: string) => ({
  'x-tenon-instance': '',
  'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

const byPath = async (path: string, init: RequestInit = {}) =>
  (await fetch(`${server.url}/_tenon/instances/${instance}/metadata/latest/${path}`, init)).status;

async function start(options = {}) {
  server = await startServer(options);
  [instance = ''] = (await scene(server, { instances: 1 })).instanceIds;
}

afterEach(() => server.close());

describe('a program whose proxy is the server', () => {
  beforeEach(() => start());

  it('is answered for the instance that it names', async () => {
    const { status, text } = await ask({});
    expect({ status, text }).toEqual({ status: 200, text: expect.stringMatching(/^00:16:3e:/) });
    const list = 'http://100.96.0.96/latest/iam/security_credentials?type=user&format=json';
    expect(await ask({ target: list })).toEqual({ status: 200, text: '[]' });
    expect(await statusOf({ headers: { 'x-tenon-instance': 'i-nobody' } })).toBe(404);
  });

  it('may name the instance as the user of its proxy', async () => {
    expect(await statusOf({ headers: basic(instance, '') })).toBe(200);
    expect(await statusOf({ headers: basic('i-nobody', '') })).toBe(404);
  });

  it('need not name it where there is one alone', async () => {
    expect(await statusOf({ headers: { 'x-tenon-instance': '' } })).toBe(200);
  });

  it('must name it where there are others', async () => {
    await scene(server, { instances: 1 });
    expect(await statusOf({ headers: { 'x-tenon-instance': '' } })).toBe(400);
    const headers = { 'x-tenon-instance': '', 'proxy-authorization': 'Basic' };
    expect(await statusOf({ headers })).toBe(400);
    expect(await statusOf({})).toBe(200);
  });

  it.each([
    'http://100.96.0.96:80/latest/mac',
    'HTTP://user:password@100.96.0.96/latest/mac',
    '/latest/mac',
  ])('is answered for the target %s', async (target) => {
    expect(await statusOf({ target })).toBe(200);
  });

  it('gets a token with PUT', async () => {
    const ttl = { 'x-volc-ecs-metadata-token-ttl-seconds': '60' };
    const target = 'http://100.96.0.96/latest/api/token';
    const { text: token } = await ask({ target, method: 'PUT', headers: ttl });
    expect(await statusOf({ headers: { 'x-volc-ecs-metadata-token': token } })).toBe(200);
    expect(await statusOf({ headers: { 'x-volc-ecs-metadata-token': 'x' } })).toBe(401);
  });

  it('reaches the API under other names', async () => {
    const target = 'http://ecs.volcengineapi.com/?Action=DescribeInstances&Version=2020-04-01';
    const { status, text } = await ask({ target, headers: { host: 'ecs.volcengineapi.com' } });
    expect({ status, error: JSON.parse(text).ResponseMetadata.Error.Code }).toEqual({
      status: 401,
      error: 'MissingAuthenticationToken',
    });
  });

  it.each([
    ['another Host', { host: 'evil.example' }],
    ['a page', { origin: 'http://evil.example' }],
    ['a page that it shows', { 'sec-fetch-site': 'cross-site' }],
    ['another proxy before it', { 'x-forwarded-for': '10.0.0.1' }],
    ['another proxy that says so', { via: '1.1 squid' }],
  ])('is refused with %s', async (_, headers) => {
    expect(await statusOf({ headers })).toBe(403);
  });
});

describe('with a control token', () => {
  beforeEach(() => start({ controlToken: 'secret' }));

  it('a program needs it as the password of its proxy, or as its bearer', async () => {
    expect(await statusOf({ headers: basic(instance, 'secret') })).toBe(200);
    expect(await statusOf({ headers: { authorization: 'Bearer secret' } })).toBe(200);
    expect(await statusOf({ headers: basic(instance, 'guessed') })).toBe(403);
    expect(await statusOf({ headers: basic(instance, '') })).toBe(403);
    expect(await statusOf({})).toBe(403);
  });

  it('the path of the control API needs it', async () => {
    expect(await byPath('mac')).toBe(401);
    expect(await byPath('mac', { headers: { authorization: 'Bearer secret' } })).toBe(200);
  });
});

describe('the path of the control API', () => {
  beforeEach(() => start());

  it('is refused to pages', async () => {
    expect(await byPath('mac', { headers: { origin: 'http://evil.example' } })).toBe(403);
  });

  it('is one of those that the control API names', async () => {
    const answer = await fetch(`${server.url}/_tenon/instances/${instance}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('instances/{instanceId}/metadata');
  });
});
