import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inject } from '#test/support/inject.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { languageOf } from './visit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ console: false });
});
afterAll(() => server.close());

const BROWSER = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
};
const visit = (headers: Record<string, string> = {}, url = '/') =>
  inject(server, {
    method: 'GET',
    url,
    headers: { ...BROWSER, host: server.host, ...headers },
  });

describe('a browser at the endpoint', () => {
  it('is met by a page that says where it is and what to do', async () => {
    const { statusCode, headers, body } = await visit();
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-language']).toBe('en');
    expect(body).toContain('is running');
    expect(body).toContain(`tenon env bash --endpoint http://${server.host}`);
    // From a checkout the program is in no PATH.
    expect(body).toContain('npm run -s tenon --');
    for (const path of ['health', 'health/ready', 'capabilities']) {
      expect(body).toContain(`href="/_tenon/${path}"`);
    }
  });

  it('is met in Chinese when it prefers that', async () => {
    const { headers, body } = await visit({ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
    expect(headers['content-language']).toBe('zh-CN');
    expect(body).toContain('<html lang="zh-CN">');
    expect(body).toContain('正在运行');
  });

  it('fetches and runs nothing, and is told no secret', async () => {
    const { headers, body } = await visit();
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(body) ?? [];
    expect(policy).toContain(`style-src 'sha256-${hash('sha256', style, 'base64')}'`);
    expect(body).not.toMatch(
      /<script|<img|<iframe|@import|url\(|<link(?! rel="icon" href="data:,")/,
    );
    expect(body).not.toContain(DEFAULT_ACCOUNT.secretAccessKey);
    expect(body).not.toContain(DEFAULT_ACCOUNT.accessKeyId);
  });

  it('says how to get the console', async () => {
    expect((await visit()).body).toContain('npm start builds it');
  });

  it.each([
    '"><script>alert(1)</script>',
    'x$(reboot)',
    'a b',
    'evil.com',
  ])('is shown nothing by a Host that may be a page’s own: %j', async (host) => {
    const { statusCode, headers, body } = await visit({ host });
    expect(statusCode).toBe(403);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body).ResponseMetadata.Error.Message).toContain('--allow-host');
  });

  it('is shown the scheme of the proxy that it came by', async () => {
    const { body } = await visit({ host: 'tenon.example', 'x-forwarded-proto': 'https' });
    expect(body).toContain('--endpoint https://tenon.example');
  });
});

describe('whatever is no visit', () => {
  const signed = { authorization: 'HMAC-SHA256 Credential=x' };
  it.each([
    ['accepts anything', { accept: '*/*' }, '/'],
    ['accepts JSON', { accept: 'application/json' }, '/'],
    ['names no type', { accept: '' }, '/'],
    ['signs', signed, '/'],
    ['names an action', {}, '/?Action=DescribeVpcs&Version=2020-04-01'],
    ['is presigned', {}, '/?X-Algorithm=HMAC-SHA256'],
    ['asks for another path', {}, '/index.html'],
  ])('is answered in the envelope: %s', async (_, headers, url) => {
    const { statusCode, body } = await visit(headers, url);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(body).ResponseMetadata.Error.Code).toEqual(expect.any(String));
  });

  it('gets no icon, and no envelope that says so', async () => {
    const { statusCode, body } = await visit({ accept: 'image/avif,*/*' }, '/favicon.ico');
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: '' });
  });

  it('is answered as before when it posts', async () => {
    const { statusCode, headers } = await inject(server, {
      method: 'POST',
      url: '/',
      headers: { ...BROWSER, host: server.host },
    });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(headers['content-type']).toContain('application/json');
  });
});

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-US,en;q=0.9,zh;q=0.8', 'en'],
  ['en;q=0.5,zh;q=0.9', 'zh-CN'],
  ['zh;q=0', 'en'],
  ['de,fr', 'en'],
])('of Accept-Language %j it speaks %s', (accepted, language) => {
  expect(languageOf(accepted)).toBe(language);
});
