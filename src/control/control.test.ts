import { afterEach, describe, expect, it } from 'vitest';
import { VERSION } from '#platform/version.ts';
import type { ServerOptions } from '#server.ts';
import { migrations } from '#store/migrations.ts';
import { Connection } from '#test/support/connection.ts';
import { inject } from '#test/support/inject.ts';
import { onPostgres } from '#test/support/postgres.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
const start = async (options?: ServerOptions) => {
  server = await startServer(options);
};
afterEach(() => server.close());

async function ask(path: string, init?: RequestInit) {
  const response = await fetch(`${server.url}/_tenon${path}`, init);
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by path
  return { status: response.status, body: (await response.json()) as any };
}

describe('/_tenon/health', () => {
  it('says that the server works, what it checks and what it only records', async () => {
    await start();
    expect(await ask('/health')).toEqual({
      status: 200,
      body: {
        live: true,
        ready: true,
        reason: '',
        version: VERSION,
        auth: 'strict',
        transitions: 'instant',
        store: onPostgres ? 'postgres' : 'memory',
        schemaVersion: migrations.length,
        limits: { maxInFlight: 2048, accountsWithRateLimits: 0 },
        dataPlane: {
          name: 'none',
          capabilities: [
            expect.objectContaining({ available: false, reason: expect.stringMatching(/./) }),
          ],
        },
      },
    });
  });

  it('is not ready when the store does not answer', async () => {
    await start();
    await server.settled();
    const { store } = server;
    const { read } = store;
    store.read = () => Promise.reject(new Error('no disk'));
    const { status, body } = await ask('/health');
    store.read = read;
    expect([status, body.live, body.ready]).toEqual([503, true, false]);
  });
});

it('/_tenon/capabilities lists what can be asked of the API', async () => {
  await start();
  const { body } = await ask('/capabilities');
  expect(body.services.map(({ name }: { name: string }) => name)).toEqual(
    server.services.map(({ name }) => name),
  );
  expect(body.services[0]).toMatchObject({ version: '2020-04-01', notYet: expect.any(Object) });
  expect(body.services[0].actions).toContain('AttachNetworkInterface');
});

describe('what is not there', () => {
  it('is a 404 in the envelope, and never reaches the pipeline', async () => {
    await start({ auth: 'lenient' });
    const action = '?Action=DescribeNetworkInterfaces&Version=2020-04-01';
    for (const path of ['', '/', '/nope', '/health/', '/health/x', '/../nope', '/constructor']) {
      const { status, body } = await ask(`${path}${action}`);
      expect([path, status]).toEqual([path, path === '/../nope' ? 200 : 404]);
      if (status === 404) {
        expect(body.ResponseMetadata).toMatchObject({
          RequestId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
          Error: { Code: 'InvalidPath.NotFound' },
        });
      }
    }
  });

  it('is told at the root', async () => {
    await start();
    for (const path of ['', '/']) {
      const { status, body } = await ask(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({ '/_tenon/health': 'GET', '/_tenon/clock': 'GET, POST' });
    }
  });

  it('is a 405 where the path takes other methods', async () => {
    await start();
    for (const [path, method] of [
      ['/health', 'POST'],
      ['/reset', 'GET'],
      ['/clock', 'DELETE'],
      ['/explain', 'PUT'],
    ] as const) {
      const { status, body } = await ask(path, { method });
      expect([path, status, body.ResponseMetadata.Error.Code]).toEqual([
        path,
        405,
        'MethodNotAllowed',
      ]);
    }
  });
});

describe('who may ask', () => {
  it('is this machine, by a loopback name', async () => {
    await start();
    const connection = await Connection.open(server.host);
    const from = (host: string) =>
      connection.ask(`GET /_tenon/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect((await from('localhost')).status).toBe(200);
    const refused = await from('evil.example');
    expect([refused.status, refused.json.ResponseMetadata.Error.Message]).toEqual([
      403,
      'The control API answers on loopback only: the Host header is [evil.example]. With a control token it answers from anywhere.',
    ]);
    connection.destroy();
    const far = {
      url: '/_tenon/health',
      remoteAddress: '192.0.2.1',
      headers: { host: 'localhost' },
    };
    expect((await inject(server, far)).statusCode).toBe(403);
  });

  it('is guarded before anything is done, on every path', async () => {
    await start();
    await server.store.write((tx) => tx.insert('seed', { id: 'kept' }));
    const post = { method: 'POST', headers: { origin: 'http://evil.example' } };
    expect((await ask('/reset', post)).status).toBe(403);
    expect((await ask('/nope', post)).status).toBe(403);
    expect((await ask('', post)).status).toBe(403);
    const seeds = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('seed').select('id')),
    );
    expect(seeds.map(({ id }) => id)).toEqual(['kept']);
  });

  it('is whoever has the token, where there is one', async () => {
    await start({ controlToken: 'secret' });
    expect((await ask('/health')).status).toBe(401);
    expect((await ask('/health', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    const far = {
      url: '/_tenon/health',
      remoteAddress: '192.0.2.1',
      headers: { host: 'tenon.lan', authorization: 'Bearer secret' },
    };
    expect((await inject(server, far)).statusCode).toBe(200);
  });

  it('is not asked of the pipeline', async () => {
    await start();
    const far = { url: '/', remoteAddress: '192.0.2.1', headers: { host: 'evil.example' } };
    expect((await inject(server, far)).json().ResponseMetadata.Error.Code).toBe(
      'MissingAuthenticationToken',
    );
  });
});

describe('a name in a path', () => {
  it('stays one part of it, whatever characters it has', async () => {
    await start();
    await ask('/snapshots/kept', { method: 'POST' });
    const { status, body } = await ask('/snapshots/kept%2Frestore', { method: 'POST' });
    expect([status, body.ResponseMetadata.Error]).toEqual([
      400,
      {
        CodeN: 0,
        Code: 'InvalidPath.Malformed',
        Message:
          '[kept/restore] cannot be the [name] of the path [snapshots/{name}]: it must be 1 to 64 letters and digits without accents, or . _ ~ -.',
      },
    ]);
    const { body: listed } = await ask('/snapshots');
    expect(listed.snapshots).toMatchObject([{ name: 'kept' }]);
  });

  it.each([
    '',
    '%00',
    'a%20b',
    '%3Cb%3E',
    '%E0',
    'a'.repeat(65),
  ])('cannot be [%s]', async (name) => {
    await start();
    for (const path of ['requests', 'faults', 'accounts', 'snapshots']) {
      const { status } = await ask(`/${path}/${name}`, {
        method: path === 'requests' ? 'GET' : 'DELETE',
      });
      expect(status).toBe(400);
    }
  });
});
