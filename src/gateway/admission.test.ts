import { Client, Command } from '@volcengine/sdk-core';
import { afterEach, expect, it } from 'vitest';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { holdWrites } from '#test/support/hold.ts';
import { request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toy } from '#test/support/toy.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

let server: TestServer;
let connections: Connection[];
const start = async (maxInFlight: number) => {
  connections = [];
  server = await startServer({ services: [toy], maxInFlight });
  await server.settled();
};
afterEach(async () => {
  for (const connection of connections) connection.destroy();
  await server.close();
});

async function connect(): Promise<Connection> {
  const connection = await Connection.open(server.host);
  connections.push(connection);
  return connection;
}

const make = (Name: string) => request({ action: 'MakeThing', query: { Name, Kind: 'plain' } });
const look = () => request({ action: 'DescribeThings' });

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** A request with a body, as its beginning and its last byte. */
const inTwo = (): [Buffer, Buffer] => {
  const whole = request({ method: 'POST', headers: FORM, body: 'Text=abc' });
  return [whole.subarray(0, -1), whole.subarray(-1)];
};

function expectShed(answer: RawAnswer | undefined): void {
  expect([answer?.status, answer?.headers['retry-after']]).toEqual([429, '1']);
  expect(answer?.json.ResponseMetadata).toMatchObject({
    RequestId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
    Error: { Code: 'FlowLimitExceeded', CodeN: 100018 },
  });
}

it('turns away what finds no place, does nothing of it, and takes the next when there is one', async () => {
  await start(2);
  const hold = holdWrites(server.store);
  const [one, two, three] = [await connect(), await connect(), await connect()];
  one.write(make('one'));
  two.write(make('two'));
  await hold.waiting(2);
  expectShed(await three.ask(make('three')));
  expectShed(await three.ask(look()));
  const health = await three.ask('GET /_tenon/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(health.status).toBe(200);
  hold.release();
  expect([(await one.answer())?.status, (await two.answer())?.status]).toEqual([200, 200]);
  expect((await three.ask(look())).json.Result.Names).toEqual(['one', 'two']);
});

it('is what the official SDK comes back from by itself', async () => {
  await start(1);
  const hold = holdWrites(server.store);
  const busy = await connect();
  busy.write(make('one'));
  await hold.waiting(1);
  const sdk = new Client({
    host: server.host,
    protocol: 'http',
    region: 'cn-beijing',
    ...DEFAULT_ACCOUNT,
    retryStrategy: {
      delay: () => {
        hold.release();
        return 1;
      },
    },
  });
  const command = new Command({});
  command.requestConfig = {
    params: { Action: 'DescribeThings', Version: toy.version },
    method: 'GET',
    serviceName: 'toy',
    contentType: 'text/plain',
  };
  const { Result } = (await sdk.send(command)) as { Result: object };
  expect(Result).toEqual({ Names: ['one'] });
});

it('keeps the place of a request whose client is gone until its work has ended', async () => {
  await start(1);
  const hold = holdWrites(server.store);
  const [gone, other] = [await connect(), await connect()];
  const left = new Promise((done) => {
    server.http.server.once('request', (_, response) => response.once('close', done));
  });
  gone.write(make('one'));
  await hold.waiting(1);
  gone.reset();
  await left;
  expectShed(await other.ask(look()));
  hold.release();
  while ((await other.ask(look())).status === 429);
  expect((await other.ask(look())).json.Result.Names).toEqual(['one']);
});

it('answers by the head of a request, and goes on with the connection', async () => {
  await start(1);
  const hold = holdWrites(server.store);
  const [busy, late] = [await connect(), await connect()];
  busy.write(make('one'));
  await hold.waiting(1);
  const [beginning, end] = inTwo();
  late.write(beginning);
  expectShed(await late.answer());
  hold.release();
  await busy.answer();
  late.write(end);
  expect((await late.ask(look())).status).toBe(200);
});

it('gives a place to no request that has not arrived whole', async () => {
  await start(1);
  const [slow, other] = [await connect(), await connect()];
  const [beginning, end] = inTwo();
  const arrived = new Promise((done) => server.http.server.once('request', done));
  slow.write(beginning);
  await arrived;
  expect((await other.ask(look())).status).toBe(200);

  const hold = holdWrites(server.store);
  other.write(make('one'));
  await hold.waiting(1);
  slow.write(end);
  expectShed(await slow.answer());
  hold.release();
  expect((await other.answer())?.status).toBe(200);
  expect((await slow.ask(inTwo().reduce((a, b) => Buffer.concat([a, b])))).status).toBe(200);
});
