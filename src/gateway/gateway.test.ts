import { afterEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '#server.ts';
import { SdkClient } from '#test/support/client.ts';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { serving } from '#test/support/serving.ts';
import { presign } from '#test/support/signer.ts';
import { FAULTY, loudToy, toy, UNWANTED } from '#test/support/toy.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { AccessKey } from '#world/world.ts';
import type { Answered } from './answered.ts';

const HOUR = 3600 * 1000;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const answered: Answered[] = [];
let server: TestServer;

const key = (accessKeyId: string, more: Partial<AccessKey> = {}): AccessKey => ({
  accountId: '21',
  accessKeyId,
  secretAccessKey: 'secret',
  ...more,
});

const world = makeWorld({
  accounts: [
    {
      id: '21',
      name: 'one',
      quotas: {},
      keys: [
        key(DEFAULT_ACCOUNT.accessKeyId, { secretAccessKey: DEFAULT_ACCOUNT.secretAccessKey }),
        key('AKReader', { policy: { allow: ['*:Describe*', 'toy:Echo'], deny: ['loud:*'] } }),
        key('AKTemporary', { sessionToken: 'session', expiresAt: Date.now() + HOUR }),
        key('AKExpired', { sessionToken: 'session', expiresAt: Date.now() - HOUR }),
      ],
    },
    { id: '22', name: 'two', quotas: {}, keys: [key('AKTwo', { accountId: '22' })] },
  ],
});

async function start(options: ServerOptions = {}): Promise<void> {
  answered.length = 0;
  server = await startServer({
    services: [toy, loudToy],
    world,
    onAnswered: (each) => answered.push(each),
    ...options,
  });
}
afterEach(() => server.close());

async function ask(parts: RequestParts = {}): Promise<RawAnswer> {
  const connection = await Connection.open(server.host);
  try {
    return await connection.ask(request(parts));
  } finally {
    connection.destroy();
  }
}

const REQUEST_ID = /^\d{14}[0-9A-F]{20}$/;

/** Every answer has its form, whatever it says. */
function expectEnvelope({ status, headers, json }: RawAnswer): void {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  const { Error: error, ...metadata } = json.ResponseMetadata;
  expect(Object.keys(metadata)).toEqual(['RequestId', 'Action', 'Version', 'Service', 'Region']);
  expect(metadata.RequestId).toMatch(REQUEST_ID);
  if (status === 200) {
    expect(error).toBeUndefined();
    expect(json.Result).toBeTypeOf('object');
  } else {
    expect(json).not.toHaveProperty('Result');
    expect(error).toEqual({
      CodeN: expect.any(Number),
      Code: expect.stringMatching(/^\w+(\.\w+)*$/),
      Message: expect.stringMatching(/./),
    });
    expect(Number.isInteger(error.CodeN)).toBe(true);
  }
}

describe('a success', () => {
  it('carries metadata and a result', async () => {
    await start();
    const answer = await ask({ query: { Text: 'hello' } });
    expectEnvelope(answer);
    expect(answer.json.ResponseMetadata).toMatchObject({
      Action: 'Echo',
      Version: '2020-04-01',
      Service: 'toy',
      Region: 'cn-beijing',
    });
    expect(answer.json.Result).toEqual({
      Input: { Text: 'hello', Size: 'small' },
      Account: '21',
      Region: 'cn-beijing',
    });
  });

  it('repeats the RequestId in the result where the service does so', async () => {
    await start();
    const { json } = await ask({ service: 'loud' });
    expect(json.Result.RequestId).toBe(json.ResponseMetadata.RequestId);
    expect((await ask()).json.Result).not.toHaveProperty('RequestId');
  });

  it('has a RequestId of its own, which begins with the time in Beijing', async () => {
    await start();
    const [one, two] = [await ask(), await ask()].map(
      ({ json }) => json.ResponseMetadata.RequestId as string,
    );
    expect(one).not.toBe(two);
    const [, year, month, day, hour, minute, second] =
      /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(one ?? '') ?? [];
    const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
    expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
  });

  it('comes with POST as with GET, with a form and with JSON', async () => {
    await start();
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const json = { 'content-type': 'application/json' };
    const answers = [
      await ask({ query: { Text: 'a b', 'Ids.1': 'x' } }),
      await ask({ method: 'POST', query: { Text: 'a b', 'Ids.1': 'x' } }),
      await ask({ method: 'POST', headers: form, body: 'Text=a+b&Ids.1=x' }),
      await ask({ method: 'POST', headers: json, body: '{"Text":"a b","Ids":["x"]}' }),
      await ask({ headers: json, body: '{"Text":"a b","Ids":["x"]}' }),
      await ask({ headers: form, query: { Text: 'a b', 'Ids.0': 'x' } }),
    ];
    for (const answer of answers) {
      expect(answer.json.Result?.Input).toEqual({ Text: 'a b', Size: 'small', Ids: ['x'] });
    }
  });

  it('is the account and region that signed', async () => {
    await start();
    const credentials = { accessKeyId: 'AKTwo', secretAccessKey: 'secret' };
    const { json } = await ask({ credentials, region: 'cn-shanghai' });
    expect(json.Result).toMatchObject({ Account: '22', Region: 'cn-shanghai' });
    expect(json.ResponseMetadata.Region).toBe('cn-shanghai');
  });
});

describe('a refusal', () => {
  const cases: [string, RequestParts, number, string, number][] = [
    ['no signature', { unsigned: true }, 401, 'MissingAuthenticationToken', 100003],
    [
      'a broken Authorization',
      { headers: { authorization: 'Basic eA==' } },
      400,
      'InvalidAuthorization',
      100024,
    ],
    [
      'a changed body',
      { headers: { 'x-content-sha256': 'f00' } },
      401,
      'SignatureDoesNotMatch',
      100010,
    ],
    [
      'an unknown key',
      { credentials: { accessKeyId: 'AKNobody', secretAccessKey: 'x' } },
      401,
      'InvalidAccessKey',
      100009,
    ],
    [
      'a wrong secret',
      { credentials: { accessKeyId: 'AKTwo', secretAccessKey: 'x' } },
      401,
      'SignatureDoesNotMatch',
      100010,
    ],
    ['an old signature', { now: Date.now() - HOUR }, 400, 'InvalidTimestamp', 100006],
    ['a signature of the future', { now: Date.now() + HOUR }, 400, 'InvalidTimestamp', 100006],
    ['an unknown service', { service: 'rds' }, 404, 'ServiceNotFound', 100007],
    ['an unknown region', { region: 'xx-nowhere' }, 400, 'InvalidCredential', 100025],
    ['an unknown action', { action: 'Fly' }, 404, 'InvalidActionOrVersion', 100008],
    ['a name of the prototype', { action: 'constructor' }, 404, 'InvalidActionOrVersion', 100008],
    ['a wrong version', { version: '2019-01-01' }, 404, 'InvalidActionOrVersion', 100008],
    ['no action', { action: '' }, 400, 'MissingParameter', 100002],
    ['no version', { version: '' }, 400, 'MissingParameter', 100002],
    ['an action of later', { action: 'PaintThing' }, 501, 'UnsupportedOperation', 0],
    [
      'an action of later in a wrong version',
      { action: 'PaintThing', version: '2019-01-01' },
      404,
      'InvalidActionOrVersion',
      100008,
    ],
    ['a missing parameter', { action: 'MakeThing' }, 400, 'MissingParameter', 0],
    ['a wrong type', { query: { Count: 'x' } }, 400, 'InvalidParameter', 0],
    ['a value out of limits', { query: { Count: '101' } }, 400, 'InvalidCount.Malformed', 0],
    [
      "an action's own rule",
      { action: 'MakeThing', query: { Name: UNWANTED, Kind: 'plain' } },
      403,
      'Forbidden',
      0,
    ],
    [
      'a fault',
      { action: 'MakeThing', query: { Name: FAULTY, Kind: 'plain' } },
      500,
      'InternalError',
      100014,
    ],
  ];

  it.each(cases)('of %s is in the envelope', async (_, parts, status, code, codeN) => {
    await start();
    const answer = await ask(parts);
    expectEnvelope(answer);
    expect(answer.status).toBe(status);
    expect(answer.json.ResponseMetadata.Error).toMatchObject({ Code: code, CodeN: codeN });
  });

  it('names the action and version that were not found', async () => {
    await start();
    const { json } = await ask({ action: 'Fly', version: '2020-04-01' });
    expect(json.ResponseMetadata).toMatchObject({
      Action: 'Fly',
      Version: '2020-04-01',
      Service: 'toy',
      Region: 'cn-beijing',
      Error: { Message: 'Could not find operation Fly for version 2020-04-01.' },
    });
  });

  it('names the service that was not found', async () => {
    await start();
    const { json } = await ask({ service: 'rds' });
    expect(json.ResponseMetadata.Error.Message).toBe('This service[rds] not found.');
  });

  it('of an action that is not there yet says where to look', async () => {
    await start();
    const { json } = await ask({ action: 'PaintThing' });
    expect(json.ResponseMetadata.Error.Message).toContain('toy:PaintThing');
    expect(json.ResponseMetadata.Error.Message).toContain('docs/actions.md');
  });

  it('reaches the official SDK as what it is', async () => {
    await start();
    expect(await server.client.call('toy', 'MakeThing', { Name: 'a' })).toMatchObject({
      status: 400,
      code: 'MissingParameter',
    });
  });
});

describe('a request that says two things', () => {
  it.each([
    ['two actions', { query: { Action: 'DescribeThings' } }],
    ['two versions', { query: { Version: '2021-01-01' } }],
    [
      'a parameter with two values',
      {
        query: [
          ['Text', 'a'],
          ['Text', 'b'],
        ],
      },
    ],
    ['another action in its body', { method: 'POST', headers: FORM, body: 'Action=MakeThing' }],
    [
      'another value in its body',
      { method: 'POST', query: { Text: 'a' }, headers: FORM, body: 'Text=b' },
    ],
  ] as [string, RequestParts][])('is refused: %s', async (_, parts) => {
    await start();
    const answer = await ask(parts);
    expectEnvelope(answer);
    expect(answer.status).toBe(400);
    expect(answer.json.ResponseMetadata.Error.Message).toContain('it is given twice');
  });

  it('is one that says the same twice when it does', async () => {
    await start();
    expect((await ask({ query: { Action: 'Echo', Version: '2020-04-01' } })).status).toBe(200);
  });

  it('is refused in lenient mode, too', async () => {
    await start({ auth: 'lenient' });
    expect((await ask({ unsigned: true, query: { Action: 'DescribeThings' } })).status).toBe(400);
  });

  it('is a presigned GET with a body, which nobody signed', async () => {
    await start();
    const query = presign(
      {
        method: 'GET',
        query: [
          ['Action', 'Echo'],
          ['Version', '2020-04-01'],
        ],
        host: 'localhost',
      },
      DEFAULT_ACCOUNT,
      { region: 'cn-beijing', service: 'toy', now: Date.now() },
    );
    const parts: RequestParts = { action: '', version: '', query, unsigned: true };
    expect((await ask(parts)).status).toBe(200);
    const answer = await ask({ ...parts, headers: FORM, body: 'Text=a' });
    expect(answer.status).toBe(400);
    expect(answer.json.ResponseMetadata.Error.Message).toContain('its body is not signed');
  });
});

describe('policies', () => {
  const reader = { accessKeyId: 'AKReader', secretAccessKey: 'secret' };

  it.each([
    ['toy', 'DescribeThings', 200],
    ['toy', 'Echo', 200],
    ['toy', 'MakeThing', 403],
    ['loud', 'DescribeThings', 403],
  ])('%s:%s is %i for a reader', async (service, action, status) => {
    await start();
    const answer = await ask({ service, action, credentials: reader });
    expectEnvelope(answer);
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.json.ResponseMetadata.Error).toMatchObject({
        CodeN: 100013,
        Code: 'AccessDenied',
        Message: expect.stringContaining(
          `User is not authorized to perform: ${service}:${action} on resource: `,
        ),
      });
    }
  });

  it('hold in lenient mode for a key that is known', async () => {
    await start({ auth: 'lenient' });
    const credentials = { ...reader, secretAccessKey: 'another' };
    expect((await ask({ action: 'MakeThing', credentials })).status).toBe(403);
  });
});

describe('temporary keys', () => {
  const temporary = { accessKeyId: 'AKTemporary', secretAccessKey: 'secret' };

  it('need their session token', async () => {
    await start();
    const refused = await ask({ credentials: temporary });
    expect(refused.json.ResponseMetadata.Error).toMatchObject({
      CodeN: 100026,
      Code: 'InvalidSecretToken',
    });
    expect((await ask({ credentials: { ...temporary, sessionToken: 'other' } })).status).toBe(401);
    expect((await ask({ credentials: { ...temporary, sessionToken: 'session' } })).status).toBe(
      200,
    );
  });

  it('work with the official SDK', async () => {
    await start();
    const client = server.as({ ...temporary, sessionToken: 'session' });
    expect((await client.call('toy', 'Echo')).status).toBe(200);
  });

  it('end when they expire', async () => {
    await start();
    const expired = { ...temporary, accessKeyId: 'AKExpired', sessionToken: 'session' };
    expect((await ask({ credentials: expired })).json.ResponseMetadata.Error.Code).toBe(
      'InvalidSecretToken',
    );
  });
});

describe('lenient mode', () => {
  it('takes any key, any secret and any time', async () => {
    await start({ auth: 'lenient' });
    const credentials = { accessKeyId: 'AKNobody', secretAccessKey: 'x' };
    const answer = await ask({ credentials, now: 0, region: 'cn-shanghai' });
    expect(answer.json.Result).toMatchObject({ Account: '21', Region: 'cn-shanghai' });
  });

  it('takes a known key for its account', async () => {
    await start({ auth: 'lenient' });
    const credentials = { accessKeyId: 'AKTwo', secretAccessKey: 'wrong' };
    expect((await ask({ credentials })).json.Result.Account).toBe('22');
  });

  it('takes an unsigned request for the service that has the action', async () => {
    await start({ auth: 'lenient' });
    const answer = await ask({ unsigned: true, action: 'DescribeThings' });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.json.ResponseMetadata).toMatchObject({ Service: 'toy', Region: 'cn-beijing' });
    expect((await ask({ unsigned: true, action: 'PaintThing' })).status).toBe(501);
  });

  it('takes what is no Authorization at all', async () => {
    await start({ auth: 'lenient' });
    expect((await ask({ headers: { authorization: 'x' } })).status).toBe(200);
  });

  it('still refuses what cannot be found', async () => {
    await start({ auth: 'lenient' });
    expect((await ask({ unsigned: true, action: 'Fly' })).status).toBe(404);
    expect((await ask({ service: 'rds' })).status).toBe(404);
    expect((await ask({ region: 'xx-nowhere' })).status).toBe(400);
  });

  it('says so on every answer', async () => {
    await start({ auth: 'lenient' });
    const lenient = { 'x-tenon-auth': 'lenient' };
    const parts: RequestParts[] = [
      {},
      { action: 'Fly' },
      { method: 'DELETE' },
      { query: { Count: 'x' } },
      { action: 'MakeThing', query: { Name: FAULTY, Kind: 'plain' } },
      { path: '/%zz' },
    ];
    for (const each of parts) expect((await ask(each)).headers).toMatchObject(lenient);
  });

  it('is not what a strict server says', async () => {
    await start();
    expect((await ask()).headers).not.toHaveProperty('x-tenon-auth');
  });
});

describe('the observer', () => {
  it('hears of every answer once', async () => {
    await start();
    await ask();
    await ask({ action: 'Fly' });
    await ask({ action: 'MakeThing', query: { Name: FAULTY, Kind: 'plain' } });
    await ask({ method: 'PUT' });
    expect(answered.map(({ status, code }) => [status, code])).toEqual([
      [200, ''],
      [404, 'InvalidActionOrVersion'],
      [500, 'InternalError'],
      [405, 'MethodNotAllowed'],
    ]);
    expect(answered.map(({ accountId }) => accountId)).toEqual(['21', '', '21', '']);
    expect(answered.filter(({ fault }) => fault !== undefined)).toHaveLength(1);
  });

  it('cannot change an answer by its own fault', async () => {
    await start({
      onAnswered: () => {
        throw new Error('the observer broke');
      },
    });
    const warned = new Promise((done) => process.once('warning', done));
    expect((await ask()).status).toBe(200);
    expect(String(await warned)).toContain('the observer broke');
  });
});

it('holds answers against their contract when told to', async () => {
  const [first, ...others] = toy.actions;
  if (first === undefined) throw new Error('the toy has no action');
  const lying = { ...first, perform: async () => ({ Input: 1, Account: 2, Region: 'r' }) };
  await start({ services: [serving({ ...toy, actions: [lying, ...others] })], checkAnswers: true });
  expect((await ask()).status).toBe(500);
  expect(String(answered[0]?.fault)).toContain('Account');
});

it('answers the official SDK for a host with a port', async () => {
  await start();
  const client = new SdkClient(server.host, DEFAULT_ACCOUNT);
  expect(await client.ok('toy', 'Echo', { Text: 'a b+c/é' })).toMatchObject({
    Input: { Text: 'a b+c/é' },
  });
});
