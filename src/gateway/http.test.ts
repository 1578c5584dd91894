import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { serving } from '#test/support/serving.ts';
import { echo, toy } from '#test/support/toy.ts';
import type { Answered } from './answered.ts';
import { LIMITS } from './read.ts';

let server: TestServer;
let connection: Connection;
let answered: Answered[];
beforeEach(async () => {
  answered = [];
  server = await startServer({
    services: [toy],
    world: worldOfTwo(),
    onAnswered: (each) => answered.push(each),
  });
  connection = await Connection.open(server.host);
});
afterEach(async () => {
  connection.destroy();
  await server.close();
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

const ask = (parts?: RequestParts) => connection.ask(request(parts));

function expectRefusal(answer: RawAnswer | undefined, status: number, code: string): void {
  expect(answer?.status).toBe(status);
  expect(answer?.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer?.json.ResponseMetadata).toMatchObject({
    RequestId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
    Error: { Code: code, CodeN: expect.any(Number), Message: expect.any(String) },
  });
}

/** The bytes with every `from` of their head replaced. */
const edited = (bytes: Buffer, from: string | RegExp, to: string) =>
  bytes.toString('latin1').replace(from, to);

describe('request targets', () => {
  it('may be the whole URL, as a client of a proxy sends it', async () => {
    const host = 'ecs.cn-beijing.volcengineapi.com';
    const bytes = request({ host, query: { Text: 'a b' } });
    for (const scheme of ['http', 'https', 'HTTP']) {
      const answer = await connection.ask(edited(bytes, 'GET /?', `GET ${scheme}://${host}/?`));
      expect(answer.json.Result.Input).toMatchObject({ Text: 'a b' });
    }
    const answer = await connection.ask(edited(bytes, 'GET /?', `GET http://${host}?`));
    expect(answer.status).toBe(200);
  });

  it('may write a space as + or as %20', async () => {
    const bytes = request({ query: { Text: 'a b' } });
    expect(bytes.toString()).toContain('a%20b');
    for (const space of ['%20', '+']) {
      const answer = await connection.ask(edited(bytes, 'a%20b', `a${space}b`));
      expect(answer.json.Result.Input).toMatchObject({ Text: 'a b' });
    }
  });

  it('may have any path', async () => {
    for (const path of ['/any/path', '/a%20b', `/${'x'.repeat(1000)}`, '//a', '/;a']) {
      expect((await ask({ path })).status, path).toBe(200);
    }
  });

  it.each(['/%zz', '/%', '/%ff'])('with the path %s are refused in the envelope', async (path) => {
    expectRefusal(await ask({ path }), 400, 'InvalidParameter');
    expect((await ask()).status).toBe(200);
  });

  it.each([
    '*',
    'x',
    '?a=1',
    'mailto:x',
    'http://',
    'http://h',
    '/?%zz',
    '/?a=%ff',
    '/?a=\xe9',
  ])('like %s get an answer in the envelope', async (target) => {
    const answer = await connection.ask(
      Buffer.from(`GET ${target} HTTP/1.1\r\nHost: h\r\n\r\n`, 'latin1'),
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.json.ResponseMetadata.Error.CodeN).toBeTypeOf('number');
  });
});

describe('the Host header', () => {
  it.each([
    ['h.example', 'h.example'],
    ['h.example:80', 'h.example'],
    ['h.example:80', 'h.example:80'],
    ['h.example', 'h.example:80'],
    ['h.example:443', 'h.example'],
    ['h.example:8080', 'h.example:8080'],
  ])('%s may be signed as %s', async (host, signedHost) => {
    expect((await ask({ host, signedHost })).status).toBe(200);
  });

  it('keeps a port that is no default', async () => {
    const answer = await ask({ host: 'h.example:8080', signedHost: 'h.example' });
    expectRefusal(answer, 401, 'SignatureDoesNotMatch');
  });

  it.each([
    'host',
    'x-date',
    'authorization',
  ])('%s stands once, also with one value', async (name) => {
    const bytes = request();
    const line = new RegExp(`^${name}: .*\r\n`, 'm').exec(bytes.toString('latin1'))?.[0] ?? '';
    const answer = await connection.ask(edited(bytes, line, line + line.toUpperCase()));
    expectRefusal(answer, 400, 'InvalidParameter');
    expect(answer.json.ResponseMetadata.Error.Message).toContain(`two ${name} headers`);
    expect((await connection.ask(edited(bytes, line, line + line))).status).toBe(400);
  });

  it('stands once for the control API as well', async () => {
    const answer = await connection.ask(
      'GET /_tenon/health HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n',
    );
    expectRefusal(answer, 400, 'InvalidParameter');
  });

  it('must be there in HTTP/1.1', async () => {
    const answer = await connection.ask('GET /?Action=Echo HTTP/1.1\r\n\r\n');
    expectRefusal(answer, 400, 'InvalidParameter');
    expect(answer.json.ResponseMetadata.Error.Message).toContain('Host');
  });
});

describe('methods', () => {
  it.each([
    'PUT',
    'DELETE',
    'OPTIONS',
    'PATCH',
    'TRACE',
    'PROPFIND',
    'PURGE',
  ])('%s is not allowed', async (method) => {
    const answer = await ask({ method });
    expectRefusal(answer, 405, 'MethodNotAllowed');
    expect(answer.headers.allow).toBe('GET, POST');
    expect((await ask()).status).toBe(200);
  });

  it('PUT with a body is not allowed either, and leaves the connection whole', async () => {
    const answer = await ask({ method: 'PUT', headers: JSON_TYPE, body: '{}' });
    expectRefusal(answer, 405, 'MethodNotAllowed');
    expect((await ask()).status).toBe(200);
  });

  it('HEAD is not allowed, and its answer has no body', async () => {
    connection.write(request({ method: 'HEAD' }));
    const answer = await connection.answer({ bodyless: true });
    expect(answer?.status).toBe(405);
    expect((await ask()).status).toBe(200);
  });

  it('CONNECT is not allowed', async () => {
    connection.write('CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n');
    expectRefusal(await connection.answer(), 405, 'MethodNotAllowed');
  });

  it('an upgrade is not taken up', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    expect((await ask({ headers })).json.Result.Account).toBe(server.world.defaultAccountId);
  });

  it.each(['get', 'BREW', 'G\0T'])('%s is not HTTP', async (method) => {
    connection.write(`${method} / HTTP/1.1\r\nHost: h\r\n\r\n`);
    expectRefusal(await connection.answer(), 400, 'InvalidParameter');
  });
});

describe('limits', () => {
  it('a body may be as large as the limit', async () => {
    const body = `Text=a&Moon=${'x'.repeat(LIMITS.bodyBytes - 12)}`;
    const answer = await ask({ method: 'POST', headers: FORM, body });
    expect(answer.json.Result.Input).toMatchObject({ Text: 'a' });
  });

  it('a larger body is refused', async () => {
    const body = 'x'.repeat(LIMITS.bodyBytes + 1);
    expectRefusal(await ask({ method: 'POST', headers: FORM, body }), 413, 'InvalidParameter');
  });

  it('a larger body in chunks is refused', async () => {
    const head = edited(request({ method: 'POST', headers: FORM }), /\r\n\r\n$/, '');
    connection.write(`${head}\r\ntransfer-encoding: chunked\r\n\r\n`);
    const chunk = 'x'.repeat(0x10000);
    for (let i = 0; i <= LIMITS.bodyBytes / chunk.length; i++) {
      connection.write(`10000\r\n${chunk}\r\n`);
    }
    expectRefusal(await connection.answer(), 413, 'InvalidParameter');
  });

  it('a body whose announced length is beyond the limit is refused before it comes', async () => {
    const bytes = request({
      method: 'POST',
      headers: { ...FORM, 'content-length': '99999999999' },
    });
    expectRefusal(await connection.ask(bytes), 413, 'InvalidParameter');
  });

  it('headers beyond the limit in bytes are refused', async () => {
    connection.write(`GET / HTTP/1.1\r\nHost: h\r\nX-Long: ${'x'.repeat(2 * LIMITS.headerBytes)}`);
    expectRefusal(await connection.answer(), 413, 'InvalidParameter');
  });

  it('a target beyond the limit in bytes is refused', async () => {
    connection.write(`GET /?a=${'x'.repeat(2 * LIMITS.headerBytes)}`);
    expectRefusal(await connection.answer(), 413, 'InvalidParameter');
  });

  it('as many headers as the limit says are taken, and no more: none is dropped in silence', async () => {
    const extra = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`a-${i}`, '1']));
    const own = 3; // host, x-date, authorization
    expect((await ask({ headers: extra(LIMITS.headers - own) })).status).toBe(200);
    const refused = await ask({ headers: extra(LIMITS.headers - own + 1) });
    expectRefusal(refused, 413, 'InvalidParameter');
    expect(refused.json.ResponseMetadata.Error.Message).toContain(`${LIMITS.headers} headers`);
  });
});

describe('bodies', () => {
  it('may come in chunks', async () => {
    const head = edited(
      request({ method: 'POST', headers: FORM, body: 'Text=a+b' }),
      /content-length: \d+\r\n[\s\S]*$/,
      'transfer-encoding: chunked\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\n',
    );
    connection.write(`${head}3\r\nTex\r\n`);
    const answer = await connection.ask('5\r\nt=a+b\r\n0\r\n\r\n');
    expect(answer.json.Result.Input).toMatchObject({ Text: 'a b' });
  });

  it.each([
    'a',
    'a/',
    'text/plain; charset',
    '\u00ff/x',
    ';',
    '"',
  ])('of the type %j are refused in the envelope', async (type) => {
    const answer = await ask({ method: 'POST', headers: { 'content-type': type }, body: 'x' });
    expectRefusal(answer, 400, 'InvalidParameter');
  });

  it('may be announced by a type and be empty: the Go SDK does so on every GET', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await ask({ headers })).status).toBe(200);
    expect((await ask({ headers: { 'content-type': 'text/plain' } })).status).toBe(200);
    expect((await ask({ method: 'POST', headers: JSON_TYPE })).status).toBe(200);
  });

  it('in gzip are refused', async () => {
    const answer = await ask({
      method: 'POST',
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      body: Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff]),
    });
    expectRefusal(answer, 400, 'InvalidParameter');
  });
});

describe('expectations', () => {
  const body = 'Text=a';
  const post = (expectation: string) =>
    request({ method: 'POST', headers: { ...FORM, expect: expectation }, body });

  it('100-continue is answered before the body comes', async () => {
    const bytes = post('100-continue');
    connection.write(bytes.subarray(0, -body.length));
    const pending = connection.answer();
    while (connection.continues === 0) await new Promise((next) => setImmediate(next));
    connection.write(body);
    expect((await pending)?.json.Result.Input).toMatchObject({ Text: 'a' });
  });

  it('any other is ignored', async () => {
    expect((await connection.ask(post('a-miracle'))).json.Result.Input).toMatchObject({
      Text: 'a',
    });
  });
});

describe('connections', () => {
  it('HTTP/1.0 is answered, and the connection closed', async () => {
    const bytes = request({ credentials: OTHER });
    const answer = await connection.ask(edited(bytes, 'HTTP/1.1', 'HTTP/1.0'));
    expect(answer.status).toBe(200);
    expect(await connection.answer()).toBeUndefined();
  });

  it('HTTP/1.0 needs no Host', async () => {
    const answer = await connection.ask('GET /?Action=Echo HTTP/1.0\r\n\r\n');
    expectRefusal(answer, 401, 'MissingAuthenticationToken');
  });

  it('pipelined requests are answered in their order', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `t${i}`);
    connection.write(
      Buffer.concat(
        texts.map((Text, i) =>
          i % 2 === 0
            ? request({ query: { Text } })
            : request({ method: 'POST', headers: FORM, body: `Text=${Text}` }),
        ),
      ),
    );
    for (const Text of texts) {
      expect((await connection.answer())?.json.Result.Input).toMatchObject({ Text });
    }
  });

  it('broken bytes after whole requests are answered last', async () => {
    const make = (Name: string) => request({ action: 'MakeThing', query: { Name, Kind: 'plain' } });
    connection.write(Buffer.concat([make('a'), make('b'), Buffer.from('garbage\r\n\r\n')]));
    expect((await connection.answer())?.json.Result.Name).toBe('a');
    expect((await connection.answer())?.json.Result.Name).toBe('b');
    expectRefusal(await connection.answer(), 400, 'InvalidParameter');
    expect(await connection.answer()).toBeUndefined();
  });

  it('a request whose chunks are broken is refused at once', async () => {
    const head = edited(request({ method: 'POST', headers: FORM }), /\r\n\r\n$/, '');
    connection.write(`${head}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`);
    expectRefusal(await connection.answer(), 400, 'InvalidParameter');
    expect(await connection.answer()).toBeUndefined();
  });

  it.each([
    ['', 'nothing'],
    ['\r\n\r\n', 'blank lines'],
  ])('that carry %j end without an answer', async (bytes) => {
    connection.end(bytes);
    expect(await connection.answer()).toBeUndefined();
  });

  it.each([
    ['a TLS greeting', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])],
    ['half a request line', Buffer.from('GET /?Action=Ec')],
    ['half a header', Buffer.from('GET / HTTP/1.1\r\nHost: h\r\nX-Da')],
    [
      'two lengths',
      Buffer.from('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    ],
    [
      'a length and chunks',
      Buffer.from(
        'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ),
    ],
    ['a folded header', Buffer.from('GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n\tb\r\n :\r\n\r\n')],
    ['a bare line feed', Buffer.from('GET / HTTP/1.1\nHost: h\n\n')],
    ['another protocol', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  ])('that carry %s get an answer in the envelope', async (_, bytes) => {
    connection.end(bytes);
    const answer = await connection.answer();
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.status).toBeLessThan(500);
    expect(answer?.json.ResponseMetadata.Error.CodeN).toBeTypeOf('number');
  });

  it('a body that ends early is refused', async () => {
    connection.end(
      request({ method: 'POST', headers: { ...FORM, 'content-length': '100' }, body: 'Text=a' }),
    );
    expectRefusal(await connection.answer(), 400, 'InvalidParameter');
  });

  it('clients that leave in the middle of a request do no harm', async () => {
    for (let i = 0; i < 20; i++) {
      const leaver = await Connection.open(server.host);
      const bytes = request({
        method: 'POST',
        action: 'MakeThing',
        headers: FORM,
        body: `Name=left-${i}&Kind=plain`,
      });
      leaver.write(i % 2 === 0 ? bytes : bytes.subarray(0, bytes.length - 5 * i));
      leaver.destroy();
    }
    expect((await ask({ action: 'DescribeThings' })).status).toBe(200);
    expect(answered.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });
});

describe('closing', () => {
  const half = request({
    method: 'POST',
    headers: { ...FORM, 'content-length': '100' },
    body: 'Text=a',
  });

  it.each([
    ['nothing', ''],
    ['half a request line', 'GET /?Act'],
    ['half a head', 'GET / HTTP/1.1\r\nHost: h\r\nX-D'],
    ['half a body', half],
    ['a whole request and half of another', Buffer.concat([request(), half])],
  ])('waits for no client that sent %s', async (_, bytes) => {
    const closing = await startServer({ services: [toy] });
    const idle = await Connection.open(closing.host);
    idle.write(bytes);
    const other = await Connection.open(closing.host);
    await other.ask(request());
    await closing.close();
    for (const each of [idle, other]) {
      while ((await each.answer()) !== undefined);
      each.destroy();
    }
  });

  it('answers what is in hand, and waits for no client to hang up', async () => {
    const entered = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const slow = {
      ...echo,
      perform: async () => {
        entered.resolve();
        await released.promise;
        return { Input: {}, Account: 'slow', Region: '' };
      },
    };
    const closing = await startServer({ services: [serving({ ...toy, actions: [slow] })] });
    const client = await Connection.open(closing.host);
    client.write(request());
    await entered.promise;
    const closed = closing.close();
    while (closing.http.server.listening) await new Promise((next) => setImmediate(next));
    released.resolve();
    expect((await client.answer())?.json.Result.Account).toBe('slow');
    await closed;
    client.destroy();
  });
});

describe('what is answered on the bare socket', () => {
  it('says that the server is lenient', async () => {
    const lenient = await startServer({ services: [toy], auth: 'lenient' });
    for (const bytes of ['garbage\r\n\r\n', 'CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n']) {
      const other = await Connection.open(lenient.host);
      expect((await other.ask(bytes)).headers).toMatchObject({ 'x-tenon-auth': 'lenient' });
      other.destroy();
    }
    await lenient.close();
  });

  it('is heard by the observer', async () => {
    await connection.ask('garbage\r\n\r\n');
    expect(answered).toMatchObject([{ status: 400, code: 'InvalidParameter', accountId: '' }]);
  });

  it('is a refusal of its own when the request did not come in time', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.http.server.once('connection', (socket) => {
      const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      server.http.server.emit('clientError', late, socket);
      resolve();
    });
    const slow = await Connection.open(server.host);
    await promise;
    expectRefusal(await slow.answer(), 408, 'InvalidParameter');
    slow.destroy();
  });
});
