import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WrongProtocol } from '#gateway/connections.ts';
import { LIMITS } from '#gateway/read.ts';
import type { ServerOptions } from '#server.ts';
import { request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { type KeyPair, secureServer } from './secure-server.ts';
import { LOCAL_NAMES, selfSigned } from './self-signed.ts';

/** It is valid by the machine's clock, which clients go by. */
let pair: KeyPair;
beforeAll(async () => {
  pair = await selfSigned([...LOCAL_NAMES, '10.1.2.3', '*.example.com', 'a*b.com'], Date.now());
});

let server: TestServer | undefined;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await server?.close();
  server = undefined;
});

async function start(options: ServerOptions = {}): Promise<number> {
  server = await startServer({ secure: secureServer(pair), ...options });
  return Number(new URL(server.url).port);
}

async function connect(port: number): Promise<TLSSocket> {
  const socket = connectTls({ host: '127.0.0.1', port, ca: pair.cert });
  sockets.push(socket);
  await once(socket, 'secureConnect');
  return socket;
}

/** Everything that the other side sends until it closes. */
async function allOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  return Buffer.concat(chunks).toString();
}

/** The status and the body of what is answered, by HTTPS or by HTTP. */
function ask(port: number, headers: Record<string, string>, isSecure: boolean) {
  return new Promise<[number | undefined, string]>((done, failed) => {
    const options = {
      host: '127.0.0.1',
      port,
      headers,
      path: '/?Action=DescribeVpcs&Version=2020-04-01',
    };
    const sent = isSecure
      ? tlsRequest({ ...options, ca: pair.cert, servername: 'localhost', agent: false })
      : plainRequest({ ...options, agent: false });
    sent.on('error', failed).on('response', async (answer) => {
      let body = '';
      for await (const chunk of answer) body += chunk;
      done([answer.statusCode, body.replace(/"RequestId":"\w+"/, '')]);
    });
    sent.end();
  });
}

describe('a self-signed certificate', () => {
  it('is for these names and for nothing else, and can sign no other', () => {
    const certificate = new X509Certificate(pair.cert);
    for (const name of ['localhost', 'x.example.com']) {
      expect(certificate.checkHost(name), name).toBeDefined();
    }
    for (const address of ['127.0.0.1', '::1', '10.1.2.3']) {
      expect(certificate.checkIP(address), address).toBeDefined();
    }
    expect(certificate.checkHost('ab.com')).toBeUndefined();
    expect(certificate.checkIP('10.1.2.4')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(825);
  });

  it('is another one each time', async () => {
    const other = await selfSigned(['localhost'], 0);
    expect(new X509Certificate(other.cert).serialNumber).not.toBe(
      new X509Certificate(pair.cert).serialNumber,
    );
    expect(() => secureServer({ cert: other.cert, key: pair.key })).toThrow(/mismatch/);
    expect(() => secureServer({ cert: 'no PEM', key: pair.key })).toThrow();
  });
});

describe('a server that speaks TLS', () => {
  it('answers as a plain one does: signatures, keep-alive, half-closed connections', async () => {
    const port = await start();
    const socket = await connect(port);
    const signed = request({ action: 'DescribeVpcs', service: 'vpc', host: `127.0.0.1:${port}` });
    socket.write(signed);
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 200 OK/);
    // The client closes its side and is answered all the same.
    socket.end(signed);
    expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(server?.url).toBe(`https://127.0.0.1:${port}`);
  });

  it('refuses as a plain one does', async () => {
    const secure = await start();
    const plain = await startServer();
    const plainPort = Number(new URL(plain.url).port);
    const heads: Record<string, string>[] = [
      {},
      { host: 'evil.com' },
      { origin: 'https://evil.com' },
      { 'sec-fetch-site': 'cross-site' },
      { 'user-agent': 'Mozilla/5.0' },
      { via: '1.1 proxy' },
    ];
    for (const head of heads) {
      const [status, body] = await ask(secure, head, true);
      expect([status, body]).toEqual(await ask(plainPort, head, false));
      expect(status).toBeGreaterThanOrEqual(400);
    }
    await plain.close();
  });

  it('answers what is no HTTP, and too many headers, in the envelope', async () => {
    const port = await start();
    const noHttp = await connect(port);
    noHttp.write('SSH-2.0-x\r\n\r\n');
    expect(await allOf(noHttp)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*ResponseMetadata/);
    const tooLarge = await connect(port);
    tooLarge.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(LIMITS.headerBytes)}\r\n\r\n`);
    expect(await allOf(tooLarge)).toMatch(/ResponseMetadata[\s\S]*headers/);
  });

  it('tells a connection beyond the limit that it is one, and counts both', async () => {
    const port = await start({ maxConnections: 1 });
    await connect(port);
    const refused = await allOf(await connect(port));
    expect(refused).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n[\s\S]*FlowLimitExceeded/);
    expect(server?.control.gauges()).toMatchObject({ connections: 1, connectionsRefused: 1 });
  });

  it('ends, although a client has connected and says nothing', async () => {
    const port = await start();
    const silent = connectTcp(port, '127.0.0.1');
    sockets.push(silent);
    await once(silent, 'connect');
    await connect(port);
    const ended = Promise.all([once(silent, 'close'), server?.close()]);
    server = undefined;
    await ended;
  });

  it('shows a browser its own address', async () => {
    const port = await start({ console: false });
    const socket = await connect(port);
    socket.write(
      `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
    );
    expect(await allOf(socket)).toContain(`--endpoint https://localhost:${port}`);
  });
});

describe('a client that speaks the other protocol', () => {
  it('is reported, whichever it is, and does no harm', async () => {
    const told: WrongProtocol[] = [];
    const onWrongProtocol = (protocol: WrongProtocol) => told.push(protocol);
    const securePort = await start({ onWrongProtocol });
    await expect(ask(securePort, {}, false)).rejects.toThrow();
    expect(told).toEqual(['plain HTTP']);

    const plain = await startServer({ onWrongProtocol });
    const plainPort = Number(new URL(plain.url).port);
    await expect(ask(plainPort, {}, true)).rejects.toThrow();
    expect(told).toEqual(['plain HTTP', 'TLS']);
    // Bytes that are not HTTP are not taken for TLS either.
    const socket = connectTcp(plainPort, '127.0.0.1');
    sockets.push(socket);
    socket.write('SSH-2.0-x\r\n\r\n');
    await allOf(socket);
    expect(told).toHaveLength(2);
    expect((await plain.client.vpc('DescribeVpcs')).status).toBe(200);
    await plain.close();
  });
});
