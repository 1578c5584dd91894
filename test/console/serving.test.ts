import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';

/* How the files of the console are served; what they do is tried in a browser. */

const BROWSER = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
};
const SCRIPT = `console.log(${JSON.stringify('tenon '.repeat(100))});`;
const PAGE = '<!doctype html><title>the console</title>';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-console-'));
  server = await startServer({ console: join(folder, 'built') });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function build(page = PAGE, script = 'assets/index-1.js'): void {
  mkdirSync(join(folder, 'built/assets'), { recursive: true });
  writeFileSync(join(folder, 'built/index.html'), page);
  writeFileSync(join(folder, 'built', script), SCRIPT);
}

/** By a connection, with the path as it is written. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { hostname, port } = new URL(server.url);
  return new Promise<{
    statusCode: number | undefined;
    headers: IncomingHttpHeaders;
    bytes: Buffer;
    body: string;
  }>((resolve, reject) => {
    const sent = { ...BROWSER, host: server.host, ...headers };
    const asked = request({ hostname, port, path, method, headers: sent }, (response) => {
      buffer(response).then((bytes) => {
        const { statusCode } = response;
        resolve({ statusCode, headers: response.headers, bytes, body: bytes.toString() });
      }, reject);
    });
    asked.on('error', reject).end();
  });
}

describe('the page of the console', () => {
  it('is at /, safe from frames and foreign scripts', async () => {
    build();
    const { statusCode, headers, body } = await ask('/', { 'accept-encoding': '' });
    expect([statusCode, body]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('is asked for again each time, and sent when it is another one', async () => {
    build();
    const first = await ask('/');
    expect(first.headers['cache-control']).toBe('no-cache');
    const etag = String(first.headers.etag);
    const again = await ask('/', { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    build('<!doctype html><title>another</title>');
    utimesSync(join(folder, 'built/index.html'), 1, 1);
    const other = await ask('/', { 'if-none-match': etag, 'accept-encoding': '' });
    expect([other.statusCode, other.body]).toEqual([200, '<!doctype html><title>another</title>']);
  });

  it('is a plain one until it is built, which needs no other start', async () => {
    expect((await ask('/')).body).toContain('npm start builds it');
    build();
    expect((await ask('/', { 'accept-encoding': '' })).body).toBe(PAGE);
  });

  it('says its head alone', async () => {
    build();
    const { statusCode, headers, body } = await ask('/', { 'accept-encoding': '' }, 'HEAD');
    expect([statusCode, body]).toEqual([200, '']);
    expect(headers['content-length']).toBe(String(PAGE.length));
  });

  it('is given to no client of the API, and under no name that may be a page’s own', async () => {
    build();
    for (const headers of [{ accept: '*/*' }, { authorization: 'HMAC-SHA256 Credential=x' }]) {
      const { body } = await ask('/', headers);
      expect(JSON.parse(body).ResponseMetadata.Error.Code).toEqual(expect.any(String));
    }
    const { statusCode, body } = await ask('/', { host: 'evil.com' });
    expect([statusCode, body]).toEqual([403, expect.stringContaining('--allow-host evil.com')]);
  });
});

describe('a file of the console', () => {
  const url = '/_tenon/console/assets/index-1.js';

  it('is kept for ever, and compressed as the client can take it', async () => {
    build();
    const plain = await ask(url, { 'accept-encoding': 'identity' });
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(plain.headers['content-encoding']).toBe(undefined);
    const brotli = await ask(url);
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.bytes).toString()).toBe(SCRIPT);
    const zipped = await ask(url, { 'accept-encoding': 'gzip;q=0.5, br;q=0' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.bytes).toString()).toBe(SCRIPT);
  });

  it.each([
    'assets/other.js',
    'assets',
    '../package.json',
    'assets/../../secret.txt',
    '%2e%2e/secret.txt',
    'assets/..%2findex.html',
    '/etc/passwd',
  ])('that is none is refused in words: %s', async (name) => {
    build();
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode, headers, body } = await ask(`/_tenon/console/${name}`, {}, method);
      expect(statusCode).toBe(404);
      expect(headers['content-type']).toContain('text/plain');
      expect(headers['cache-control']).toBe('no-store');
      if (method === 'GET') expect(body).toContain('reload its page');
    }
  });

  it('of a build that is gone is refused in words, too', async () => {
    build();
    expect((await ask('/')).statusCode).toBe(200);
    rmSync(join(folder, 'built/assets/index-1.js'));
    expect((await ask(url)).statusCode).toBe(404);
    build(PAGE, 'assets/index-2.js');
    utimesSync(join(folder, 'built/index.html'), 1, 1);
    expect((await ask('/')).statusCode).toBe(200);
    expect((await ask('/_tenon/console/assets/index-2.js')).statusCode).toBe(200);
  });

  it('is there without the page: one that is open may need more of it', async () => {
    build();
    expect((await ask(url)).statusCode).toBe(200);
    const { statusCode, headers } = await ask('/_tenon/console/');
    expect([statusCode, headers.location]).toEqual([302, '/']);
  });
});

it('what the console reads of the control API is compressed where it is long', async () => {
  const plain = await ask('/_tenon/contracts', { 'accept-encoding': 'identity' });
  expect(plain.headers['content-encoding']).toBe(undefined);
  const zipped = await ask('/_tenon/contracts');
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.bytes).toString()).toBe(plain.body);
  expect(zipped.bytes.length * 5).toBeLessThan(plain.bytes.length);
  expect((await ask('/_tenon/health')).headers['content-encoding']).toBe(undefined);
});
