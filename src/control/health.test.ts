import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { createServer } from '#server.ts';
import { Connection } from '#test/support/connection.ts';
import { holdWrites } from '#test/support/hold.ts';
import { inject } from '#test/support/inject.ts';
import { request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toy } from '#test/support/toy.ts';

let clock: ManualClock;
let server: TestServer;
beforeEach(async () => {
  clock = new ManualClock(Date.now());
  server = await startServer({ services: [toy], clock });
  await server.settled();
});
afterEach(() => server.close());

const ask = async (path: string) => {
  const response = await fetch(`${server.url}/_tenon/health/${path}`);
  return { status: response.status, body: await response.json() };
};
const READY = { status: 200, body: { ready: true, reason: '' } };
const notReady = (reason: string) => ({ status: 503, body: { ready: false, reason } });

it('is live and ready', async () => {
  expect(await ask('live')).toEqual({ status: 200, body: { live: true } });
  expect(await ask('ready')).toEqual(READY);
});

it('is live and not ready while the store does not answer, and ready again when it does', async () => {
  const { read } = server.store;
  const asked = Promise.withResolvers<void>();
  const { promise: answer, resolve } = Promise.withResolvers<never>();
  server.store.read = () => {
    asked.resolve();
    return answer;
  };
  const ready = ask('ready');
  await asked.promise;
  clock.advance(2000);
  expect(await ready).toEqual(notReady('the store does not answer'));
  expect((await ask('live')).status).toBe(200);
  server.store.read = read;
  resolve(undefined as never);
  await answer;
  expect(await ask('ready')).toEqual(READY);
});

it('is not ready before it listens', async () => {
  const unheard = createServer({ services: [toy] });
  const answer = await inject(unheard, { url: '/_tenon/health/ready' });
  expect([answer.statusCode, answer.json().reason]).toEqual([503, 'the server is starting']);
  await unheard.close();
});

describe('a server that drains', () => {
  it('is not ready, and answers all the same', async () => {
    server.drain();
    expect(await ask('ready')).toEqual(notReady('the server is draining'));
    expect((await ask('live')).status).toBe(200);
    const connection = await Connection.open(server.host);
    expect((await connection.ask(request({ now: clock.now() }))).status).toBe(200);
    connection.destroy();
  });

  it('ends when what is at work has been answered', async () => {
    const hold = holdWrites(server.store);
    const connection = await Connection.open(server.host);
    const query = { Name: 'one', Kind: 'plain' };
    connection.write(request({ action: 'MakeThing', query, now: clock.now() }));
    await hold.waiting(1);
    let ended = false;
    const closing = server.close().then(() => {
      ended = true;
    });
    while (server.http.server.listening) await new Promise((next) => setImmediate(next));
    expect(ended).toBe(false);
    hold.release();
    expect((await connection.answer())?.status).toBe(200);
    await closing;
    connection.destroy();
    server = await startServer();
  });
});

it('says yes or no to everybody, and all else to this machine alone', async () => {
  const far = (path: string) =>
    inject(server, {
      url: `/_tenon/${path}`,
      remoteAddress: '192.0.2.1',
      headers: { host: '10.0.0.1:7410' },
    });
  expect((await far('health/live')).statusCode).toBe(200);
  expect((await far('health/ready')).json()).toEqual(READY.body);
  for (const path of ['health', 'metrics', 'health/live/', 'health/../metrics']) {
    expect([path, (await far(path)).statusCode]).toEqual([path, 403]);
  }
});
