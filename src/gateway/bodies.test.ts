import { afterEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '#server.ts';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { holdWrites } from '#test/support/hold.ts';
import { request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toy } from '#test/support/toy.ts';
import { BODY_LIMITS } from './bodies.ts';
import { LIMITS } from './read.ts';

let server: TestServer;
const open: Connection[] = [];
const start = async (options: ServerOptions = {}) => {
  server = await startServer({ services: [toy], ...options });
};
afterEach(async () => {
  for (const connection of open.splice(0)) connection.destroy();
  await server.close();
});

async function connect(): Promise<Connection> {
  const connection = await Connection.open(server.host);
  open.push(connection);
  return connection;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TURN = () => new Promise((next) => setImmediate(next));
const KIB = 1024;

/** A body that is announced as `whole` bytes, of which `sent` come. */
function unfinished(sent: number, whole = LIMITS.bodyBytes): Buffer {
  return request({
    method: 'POST',
    headers: { ...FORM, 'content-length': String(whole) },
    body: `Moon=${'x'.repeat(sent - 5)}`,
  });
}

/** What a scrape says of a metric. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/_tenon/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
}

async function held(least: number): Promise<number> {
  for (;;) {
    const bytes = await metric('tenon_request_body_bytes');
    if (bytes >= least) return bytes;
    await TURN();
  }
}

function expectShed(answer: RawAnswer | undefined): void {
  expect([answer?.status, answer?.headers['retry-after']]).toEqual([429, '1']);
  expect(answer?.json.ResponseMetadata.Error.Code).toBe('FlowLimitExceeded');
}

const LIMIT = { heldBytes: 512 * KIB, connectionBytes: 384 * KIB };

describe('the memory that bodies take', () => {
  it('is bounded by default, far below one body for each connection', async () => {
    await start();
    expect(await metric('tenon_request_body_bytes_limit')).toBe(BODY_LIMITS.heldBytes);
    expect(BODY_LIMITS.heldBytes).toBeLessThanOrEqual(64 << 20);
  });

  it('has a bound: the body that has been arriving for the longest is given up', async () => {
    await start({ bodyLimits: LIMIT });
    const slow: Connection[] = [];
    // Unsigned requests would do: nobody is known before the body is whole.
    for (let i = 0; i < 12; i++) {
      const connection = await connect();
      connection.write(unfinished(100 * KIB));
      slow.push(connection);
      await held(Math.min(i + 1, 2) * 100 * KIB);
      expect(await metric('tenon_request_body_bytes')).toBeLessThanOrEqual(LIMIT.heldBytes);
    }
    expectShed(await slow[0]?.answer());
    expectShed(await slow[1]?.answer());
    expect(await metric('tenon_request_bodies_refused_total')).toBeGreaterThan(5);
    expect(await metric('tenon_request_body_bytes_limit')).toBe(LIMIT.heldBytes);
    // Who sends a whole body is answered all the while.
    const quick = await connect();
    const body = `Text=a&Moon=${'x'.repeat(100 * KIB)}`;
    const answer = await quick.ask(request({ method: 'POST', headers: FORM, body }));
    expect(answer.json.Result.Input).toMatchObject({ Text: 'a' });
  });

  it('is not taken by a length that is announced and not sent', async () => {
    await start({ bodyLimits: LIMIT });
    for (let i = 0; i < 20; i++) (await connect()).write(unfinished(10));
    const bytes = await held(20 * 4 * KIB);
    expect(bytes).toBeLessThanOrEqual(20 * 4 * KIB);
  });

  it('is what the bytes take, however small the pieces in which they come', async () => {
    await start({ bodyLimits: LIMIT });
    const connection = await connect();
    const head = request({ method: 'POST', headers: { ...FORM, 'transfer-encoding': 'chunked' } });
    connection.write(Buffer.concat([head, Buffer.from('1\r\nx\r\n'.repeat(10_000))]));
    const bytes = await held(10_000);
    expect(bytes).toBeLessThanOrEqual(20_000);
  });

  it('is bounded for one connection that sends requests ahead of their answers', async () => {
    await start({ bodyLimits: { ...LIMIT, heldBytes: 4 * LIMITS.bodyBytes } });
    const hold = holdWrites(server.store);
    const connection = await connect();
    const make = (Name: string) =>
      request({
        method: 'POST',
        action: 'MakeThing',
        query: { Name, Kind: 'plain' },
        headers: FORM,
        body: `Moon=${'x'.repeat(250 * KIB)}`,
      });
    connection.write(make('one'));
    await hold.waiting(1);
    connection.write(make('two'));
    while ((await metric('tenon_request_bodies_refused_total')) === 0) await TURN();
    hold.release();
    expect((await connection.answer())?.status).toBe(200);
    const refused = await connection.answer();
    expect(refused?.status).toBe(413);
    expect(refused?.json.ResponseMetadata.Error.Message).toContain('on one connection');
  });

  it('is given back with the answer, with a refusal and with the client', async () => {
    await start({ bodyLimits: LIMIT });
    const none = async () => {
      while ((await metric('tenon_request_body_bytes')) !== 0) await TURN();
    };
    const whole = (parts = {}) =>
      request({ method: 'POST', headers: FORM, body: `Moon=${'x'.repeat(50 * KIB)}`, ...parts });
    const connection = await connect();
    for (let i = 0; i < 20; i++) await connection.ask(whole());
    await connection.ask(whole({ unsigned: true }));
    await connection.ask(whole({ method: 'PUT' }));
    await none();
    const leaver = await connect();
    leaver.write(unfinished(100 * KIB));
    await held(100 * KIB);
    leaver.destroy();
    await none();
  });

  it.each([
    ['of an announced length', 'x'.repeat(100 * KIB)],
    ['in pieces', new Blob(['x'.repeat(100 * KIB)]).stream()],
  ])('is given back with the answer of the control API: a body %s', async (_, body) => {
    await start();
    const answer = await fetch(`${server.url}/_tenon/explain`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.ok).toBe(false);
    await expect.poll(() => metric('tenon_request_body_bytes')).toBe(0);
  });

  it('is held while a client that has gone is worked for', async () => {
    await start({ bodyLimits: LIMIT });
    const hold = holdWrites(server.store);
    const connection = await connect();
    const body = `Name=a&Kind=plain&Moon=${'x'.repeat(50 * KIB)}`;
    connection.write(request({ method: 'POST', action: 'MakeThing', headers: FORM, body }));
    await hold.waiting(1);
    connection.reset();
    while ((await metric('tenon_connections')) > 1) await TURN();
    expect(await metric('tenon_request_body_bytes')).toBeGreaterThan(50 * KIB);
    hold.release();
    while ((await metric('tenon_request_body_bytes')) !== 0) await TURN();
  });
});

describe('connections', () => {
  it('have a bound: one more is told so, and nothing it asks is done', async () => {
    await start({ maxConnections: 2 });
    const [one, two] = [await connect(), await connect()];
    expect((await one.ask(request())).status).toBe(200);
    expect((await two.ask(request())).status).toBe(200);
    const three = await connect();
    three.write(request({ action: 'MakeThing', query: { Name: 'three', Kind: 'plain' } }));
    expectShed(await three.answer());
    expect(await three.answer()).toBeUndefined();
    const names = (await one.ask(request({ action: 'DescribeThings' }))).json.Result.Names;
    expect(names).toEqual([]);
    two.destroy();
    let again: RawAnswer | undefined;
    while (again?.status !== 200)
      again = await (await connect()).ask(request()).catch(() => undefined);
    expect(await one.ask(request())).toMatchObject({ status: 200 });
  });
});
