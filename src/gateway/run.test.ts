import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { FAULTY, loudToy, toy, UNWANTED } from '#test/support/toy.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { Answered } from './answered.ts';

const DAY = 24 * 3600 * 1000;
const OTHER = { accessKeyId: 'AK2', secretAccessKey: 'SK2' };

const world = makeWorld({
  accounts: [
    { id: '21', name: 'one', quotas: {}, keys: [{ accountId: '21', ...DEFAULT_ACCOUNT }] },
    { id: '22', name: 'two', quotas: {}, keys: [{ accountId: '22', ...OTHER }] },
  ],
});

let server: TestServer;
let answered: Answered[];
beforeEach(async () => {
  answered = [];
  server = await startServer({
    services: [toy, loudToy],
    world,
    transitions: 'manual',
    onAnswered: (each) => answered.push(each),
  });
});
afterEach(() => server.close());

const make = (parameters: Record<string, unknown>, client = server.client) =>
  client.call('toy', 'MakeThing', { Kind: 'plain', ...parameters });
const names = async () => (await server.client.ok('toy', 'DescribeThings')).Names;
const advance = (ms: number) => server.manualClock().advance(ms);

describe('a transaction', () => {
  it('keeps what an action did', async () => {
    expect(await make({ Name: 'a' })).toMatchObject({ status: 200, result: { Name: 'a' } });
    expect(await names()).toEqual(['a']);
  });

  it('keeps nothing of an action that a rule refused', async () => {
    expect(await make({ Name: UNWANTED })).toMatchObject({ status: 403, code: 'Forbidden' });
    expect(await names()).toEqual([]);
  });

  it('keeps nothing of an action that refused after a write', async () => {
    expect(await make({ Name: 'a', Labels: [UNWANTED] })).toMatchObject({ status: 403 });
    expect(await names()).toEqual([]);
    expect(await make({ Name: 'a' })).toMatchObject({ status: 200 });
  });

  it('answers InternalError on a fault, shows it to the observer and keeps nothing', async () => {
    expect(await make({ Name: FAULTY })).toMatchObject({
      status: 500,
      code: 'InternalError',
      message: 'Service has some internal Error. Pls Contact With Admin.',
    });
    expect(answered.at(-1)).toMatchObject({ status: 500, code: 'InternalError', accountId: '21' });
    expect(answered.at(-1)?.fault).toEqual(new Error('the thing broke'));
    expect(await names()).toEqual([]);
  });

  it('answers a lost race as a conflict', async () => {
    await make({ Name: 'a' });
    expect(await make({ Name: 'a' })).toMatchObject({
      status: 409,
      code: 'InvalidOperation.Conflict',
    });
    expect(answered.at(-1)).not.toHaveProperty('fault');
  });

  it('lets exactly one of many that race for a name win, and spoils no other', async () => {
    const racers = Array.from({ length: 8 }, () => make({ Name: 'raced' }));
    const others = Array.from({ length: 8 }, (_, i) => make({ Name: `other-${i}` }));
    const statuses = (await Promise.all(racers)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(7).fill(409)]);
    expect((await Promise.all(others)).every(({ status }) => status === 200)).toBe(true);
    expect(await names()).toHaveLength(9);
  });
});

describe('a ClientToken', () => {
  it('repeats the answer without a second effect', async () => {
    const first = await make({ Name: 'a', ClientToken: 'token' });
    const again = await make({ Name: 'a', ClientToken: 'token' });
    expect(again).toMatchObject({ status: 200, result: first.result });
    expect(again.envelope.ResponseMetadata.RequestId).not.toBe(
      first.envelope.ResponseMetadata.RequestId,
    );
    expect(await names()).toEqual(['a']);
  });

  it('repeats the answer whatever the order of the arguments', async () => {
    const first = await make({ Name: 'a', Labels: ['x', 'y'], ClientToken: 'token' });
    const again = await server.client.call('toy', 'MakeThing', {
      ClientToken: 'token',
      Labels: ['x', 'y'],
      Kind: 'plain',
      Name: 'a',
    });
    expect(again.result).toEqual(first.result);
  });

  it.each([
    { Name: 'b' },
    { Kind: 'fancy' },
    { Labels: ['x'] },
  ])('refuses other arguments: %j', async (other) => {
    await make({ Name: 'a', ClientToken: 'token' });
    expect(await make({ Name: 'a', ClientToken: 'token', ...other })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
    expect(await names()).toEqual(['a']);
  });

  it('makes one resource of many concurrent requests, and answers all of them alike', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => make({ Name: 'a', ClientToken: 'token' })),
    );
    expect(new Set(replies.map(({ result }) => result.ThingId)).size).toBe(1);
    expect(await names()).toEqual(['a']);
  });

  it('is not spent by a refusal or by a fault', async () => {
    expect(await make({ Name: UNWANTED, ClientToken: 'token' })).toMatchObject({ status: 403 });
    expect(await make({ Name: FAULTY, ClientToken: 'token' })).toMatchObject({ status: 500 });
    expect(await make({ Name: 'a', ClientToken: 'token' })).toMatchObject({ status: 200 });
  });

  it('belongs to one account, one region and one service', async () => {
    const reply = async (at: ReturnType<typeof server.as>, name: string, service = 'toy') =>
      (await at.call(service, 'MakeThing', { Kind: 'plain', Name: name, ClientToken: 'token' }))
        .status;
    expect(await reply(server.client, 'a')).toBe(200);
    expect(await reply(server.as(OTHER), 'b')).toBe(200);
    expect(await reply(server.as(DEFAULT_ACCOUNT, 'cn-shanghai'), 'c')).toBe(200);
    expect(await reply(server.client, 'd', 'loud')).toBe(200);
    expect(await names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is remembered for a day of world time', async () => {
    const first = await make({ Name: 'a', ClientToken: 'token' });
    advance(DAY - 1);
    expect((await make({ Name: 'a', ClientToken: 'token' })).result).toEqual(first.result);
    advance(1);
    expect(await make({ Name: 'b', ClientToken: 'token' })).toMatchObject({ status: 200 });
    expect(await names()).toEqual(['a', 'b']);
  });

  it('can be used again after a day, however many others have aged with it', async () => {
    for (let i = 0; i < 60; i++) await make({ Name: `old-${i}`, ClientToken: `token-${i}` });
    advance(DAY);
    expect(await make({ Name: 'new', ClientToken: 'token-59' })).toMatchObject({ status: 200 });
    expect((await make({ Name: 'new', ClientToken: 'token-59' })).status).toBe(200);
  });

  it('leaves no row behind for ever', async () => {
    const rows = () =>
      server.store.read((tx) => tx.select((db) => db.selectFrom('client_token').select('token')));
    for (let i = 0; i < 60; i++) await make({ Name: `old-${i}`, ClientToken: `token-${i}` });
    advance(DAY);
    for (let i = 0; i < 4; i++) await make({ Name: `new-${i}`, ClientToken: `fresh-${i}` });
    expect((await rows()).map(({ token }) => token).sort()).toEqual([
      'fresh-0',
      'fresh-1',
      'fresh-2',
      'fresh-3',
    ]);
  });

  it.each(['x'.repeat(65), 'naïve', 'tab\there'])('is refused as %j', async (token) => {
    expect(await make({ Name: 'a', ClientToken: token })).toMatchObject({
      status: 400,
      code: 'InvalidClientToken.Malformed',
    });
  });
});
