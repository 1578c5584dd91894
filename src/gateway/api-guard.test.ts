import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ServerOptions } from '#server.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { inject } from '#test/support/inject.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { presign, wireQuery } from '#test/support/signer.ts';
import { DEFAULT_ACCOUNT, PUBLISHED_SECRETS } from '#world/defaults.ts';
import { ApiGuard, type ApiGuardOptions } from './api-guard.ts';
import type { RequestHead } from './request-head.ts';

let server: TestServer;
let connection: Connection;
let stop = async () => {};
afterEach(() => stop());

async function start(options: ServerOptions): Promise<void> {
  server = await startServer({ world: worldOfTwo(), ...options });
  connection = await Connection.open(server.host);
  stop = async () => {
    stop = async () => {};
    connection.destroy();
    await server.close();
  };
}

type Headers = Readonly<Record<string, string>>;

/** A CreateVpc, signed with the default key unless told. */
const createVpc = (parts: RequestParts = {}) =>
  connection.ask(
    request({
      service: 'vpc',
      action: 'CreateVpc',
      query: { CidrBlock: '10.0.0.0/16' },
      ...parts,
    }),
  );

/** The same without a signature. */
const byLink = (headers: Headers, parts: RequestParts = {}) =>
  createVpc({ unsigned: true, host: server.host, headers, ...parts });

/** The same by a URL that is signed with the published default key. */
function byPresignedUrl(headers: Headers): Promise<RawAnswer> {
  const query: [string, string][] = [
    ['Action', 'CreateVpc'],
    ['Version', '2020-04-01'],
    ['CidrBlock', '10.0.0.0/16'],
  ];
  const scope = { region: 'cn-beijing', service: 'vpc', now: Date.now() };
  const target = wireQuery(
    presign({ method: 'GET', query, host: server.host }, DEFAULT_ACCOUNT, scope),
  );
  const lines = Object.entries({ host: server.host, ...headers }).map(([n, v]) => `${n}: ${v}`);
  return connection.ask(`GET /?${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
}

async function vpcs(): Promise<number> {
  const rows = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('vpc').select('id')),
  );
  return rows.length;
}

function expectDenied(answer: RawAnswer, because: string): void {
  expect(answer.status).toBe(403);
  expect(answer.json.ResponseMetadata.Error).toMatchObject({ Code: 'AccessDenied' });
  expect(answer.json.ResponseMetadata.Error.Message).toContain(because);
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36';

/** What browsers send with requests that a page of somebody else's has them make. */
const FROM_PAGES: [what: string, headers: Headers][] = [
  ['a fetch or a form', { origin: 'https://evil.com' }],
  ['a page in a sandbox', { origin: 'null' }],
  ['a page of another port', { origin: 'http://127.0.0.1:1' }],
  ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ['a script of a sibling', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
  ['a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ['a link in a mail', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  [
    'a link in a page of its own',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
  ],
  ['an image, where browsers say little', { referer: 'http://evil.com/page' }],
  ['an image, where browsers say less', { 'user-agent': CHROME }],
];

describe('a page in a browser', () => {
  it.each(FROM_PAGES)('drives no lenient server: %s', async (_, headers) => {
    await start({ auth: 'lenient' });
    expectDenied(await byLink(headers), 'comes from a browser');
    expect(await vpcs()).toBe(0);
  });

  it.each(
    FROM_PAGES,
  )('has no URL presigned with the default key carried out: %s', async (_, headers) => {
    await start({});
    expectDenied(await byPresignedUrl(headers), 'comes from a browser');
    expect(await vpcs()).toBe(0);
  });

  it('has no POST carried out either, with a body or without', async () => {
    await start({ auth: 'lenient' });
    const post = { method: 'POST', headers: { origin: 'https://evil.com' } };
    expectDenied(await byLink({}, { ...post, body: 'CidrBlock=10.0.0.0/16' }), 'browser');
    expectDenied(await byLink({}, post), 'browser');
    expect(await vpcs()).toBe(0);
  });

  it('is refused whatever the signature and whatever is allowed', async () => {
    await start({ allowDefaultKey: true, allowLenient: true });
    const headers = { origin: 'https://evil.com' };
    expectDenied(await createVpc({ headers, credentials: OTHER }), 'browser');
    expectDenied(await createVpc({ headers }), 'browser');
  });

  it('may be one of this server', async () => {
    await start({});
    const { host } = server;
    const own: Headers[] = [
      { origin: `http://${host}` },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'user-agent': CHROME },
      { referer: `http://${host}/console`, 'user-agent': CHROME },
    ];
    for (const headers of own) expect((await createVpc({ host, headers })).status).toBe(200);
  });

  it('is none of this server by a name that may be a page’s own', async () => {
    await start({});
    const host = 'evil.com';
    for (const headers of [
      { origin: `http://${host}` },
      { 'sec-fetch-site': 'same-origin' },
      { referer: `http://${host}/` },
    ]) {
      expectDenied(await createVpc({ host, headers, credentials: OTHER }), '--allow-host evil.com');
    }
  });
});

describe('a name that may be a page’s own', () => {
  const RESOLVED_BY_ANYBODY = ['evil.com', 'EVIL.COM:7410', 'evil.com.', 'localhost.evil.com'];
  const NAMES = [
    'volcengineapi.com.evil.com',
    'a@localhost',
    'xvolcengineapi.com',
    '127.0.0.1.nip.io',
  ];

  it.each([...RESOLVED_BY_ANYBODY, ...NAMES])('reaches no lenient server: %s', async (host) => {
    await start({ auth: 'lenient' });
    expectDenied(await byLink({}, { host }), '--allow-host');
    expect(await vpcs()).toBe(0);
  });

  it('does not go with the default key', async () => {
    await start({});
    for (const host of RESOLVED_BY_ANYBODY) expectDenied(await createVpc({ host }), '--allow-host');
    expect(await vpcs()).toBe(0);
  });

  it('does not go either when it is sent again, or after a name that does', async () => {
    await start({});
    for (const host of ['evil.com', 'evil.com', 'localhost', 'evil.com']) {
      const { status } = await createVpc({ host });
      expect([host, status]).toEqual([host, host === 'localhost' ? 200 : 403]);
    }
  });

  it('goes with a key of one’s own', async () => {
    await start({});
    for (const host of RESOLVED_BY_ANYBODY) {
      expect((await createVpc({ host, credentials: OTHER })).status).toBe(200);
    }
  });

  it('goes where it is allowed, and where the server listens', async () => {
    await start({ allowHosts: ['tenon.corp.com', '*.lab.com'] });
    expect((await createVpc({ host: 'tenon.corp.com:7410' })).status).toBe(200);
    expect((await createVpc({ host: 'a.b.lab.com' })).status).toBe(200);
    expectDenied(await createVpc({ host: 'xlab.com' }), '--allow-host');
    expectDenied(await createVpc({ host: 'tenon-corp.com' }), '--allow-host');
  });
});

describe('what SDKs send', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]:7410',
    '192.168.0.1:7410',
    'tenon',
    'tenon:7410',
    'host.docker.internal:7410',
    'tenon.default.svc.cluster.local',
    'ecs.cn-beijing.volcengineapi.com',
    'vpc.cn-beijing.volcengine-api.com',
    'open.byteplusapi.com',
  ])('reaches the server by the name %s', async (host) => {
    await start({ auth: 'lenient' });
    expect((await byLink({}, { host })).status).toBe(200);
    expect(
      (await byLink({ 'user-agent': 'node', 'sec-fetch-mode': 'cors' }, { host })).status,
    ).toBe(200);
  });

  it('reaches the server as their proxy', async () => {
    await start({});
    const host = 'vpc.cn-beijing.volcengineapi.com';
    const bytes = request({ service: 'vpc', action: 'DescribeVpcs', host }).toString('latin1');
    expect((await connection.ask(bytes.replace('GET /', `GET http://${host}/`))).status).toBe(200);
  });

  it('may come through a proxy, with a key of one’s own', async () => {
    await start({});
    const headers = { 'x-forwarded-for': '10.0.0.1', via: '1.1 proxy' };
    expect((await createVpc({ headers, credentials: OTHER })).status).toBe(200);
  });

  it('may come from PowerShell, which calls itself Mozilla', async () => {
    await start({ auth: 'lenient' });
    const agent = 'Mozilla/5.0 (Windows NT; Windows NT 10.0) WindowsPowerShell/5.1.22621.1';
    expect((await byLink({ 'user-agent': agent })).status).toBe(200);
  });
});

describe('beyond this machine', () => {
  const far = async (options: ApiGuardOptions, parts: RequestParts = {}, remote = '10.0.0.1') => {
    const bytes = request({ service: 'vpc', action: 'DescribeVpcs', ...parts }).toString('latin1');
    const [first = '', ...lines] = bytes.trim().split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => line.split(/: (.*)/) as [string, string]),
    );
    await start({ ...options, ...('unsigned' in parts && { auth: 'lenient' as const }) });
    const url = first.split(' ')[1] ?? '';
    const answer = await inject(server, { url, remoteAddress: remote, headers });
    return { status: answer.statusCode, json: answer.json() } as RawAnswer;
  };

  it('the default key is refused, and the refusal says what to do', async () => {
    const answer = await far({});
    expectDenied(answer, 'the request came from 10.0.0.1');
    expectDenied(answer, 'docs/world-file.md');
    expectDenied(answer, '--allow-default-key');
  });

  it('the default key is taken where it is allowed', async () => {
    expect((await far({ allowDefaultKey: true })).status).toBe(200);
  });

  it('a key of one’s own is taken', async () => {
    expect((await far({}, { credentials: OTHER })).status).toBe(200);
  });

  it('a lenient server does not answer, unless it is allowed', async () => {
    expectDenied(await far({ allowDefaultKey: true }, { unsigned: true }), '--allow-lenient');
    await stop();
    expect((await far({ allowLenient: true }, { unsigned: true })).status).toBe(200);
  });

  it('is whoever asks through a proxy on this machine', async () => {
    await start({});
    expectDenied(
      await createVpc({ headers: { 'x-forwarded-for': '127.0.0.1' } }),
      'x-forwarded-for',
    );
    const bytes = request({ service: 'vpc', action: 'DescribeVpcs' }).toString('latin1');
    expectDenied(await connection.ask(bytes.replace('HTTP/1.1', 'HTTP/1.0')), 'HTTP/1.0');
  });

  it('a wrong signature is told nothing of it', async () => {
    const credentials = { ...DEFAULT_ACCOUNT, secretAccessKey: 'guessed' };
    expect((await far({}, { credentials })).status).toBe(401);
  });
});

describe('where a server listens', () => {
  const key = { ...DEFAULT_ACCOUNT, accountId: DEFAULT_ACCOUNT.id };
  const head: RequestHead = {
    remoteAddress: '127.0.0.1',
    httpVersion: '1.1',
    headers: { host: 'localhost' },
  };
  const takes = (host: string, options: ApiGuardOptions = {}) => {
    const guard = new ApiGuard(options);
    guard.listensOn(host);
    try {
      guard.refusePublishedKey(key, head);
      guard.refuseUnchecked(head);
      return true;
    } catch {
      return false;
    }
  };

  it.each(['127.0.0.1', '::1', 'localhost', '127.1.2.3'])('%s is this machine', (host) => {
    expect(takes(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'tenon.lan'])('%s is open to others', (host) => {
    expect(takes(host)).toBe(false);
    expect(takes(host, { allowDefaultKey: true, allowLenient: true })).toBe(true);
  });

  it('by a name, it is asked by that name', () => {
    const guard = new ApiGuard({ allowLenient: true });
    guard.listensOn('tenon.corp.com');
    guard.refuseUnchecked({ ...head, headers: { host: 'tenon.corp.com:7410' } });
  });
});

it('the secrets of the example world are known to be published', () => {
  const example = parse(
    readFileSync(new URL('../../docs/examples/world.yaml', import.meta.url), 'utf8'),
  );
  const secrets = example.accounts.flatMap(({ keys }: { keys: { secretAccessKey: string }[] }) =>
    keys.map(({ secretAccessKey }) => secretAccessKey),
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(PUBLISHED_SECRETS).toContain(secret);
});
