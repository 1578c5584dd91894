import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toy, UNWANTED } from '#test/support/toy.ts';
import { serverTiming, Trace } from './trace.ts';

it('counts the time from one stage to the next, and adds up what comes again', () => {
  let now = 100;
  const trace = new Trace(() => now);
  const pass = (ms: number) => {
    now += ms;
  };
  pass(1);
  trace.enter('wait');
  pass(2);
  trace.enter('run');
  pass(4);
  trace.enter('wait');
  pass(8.0004);
  const stages = trace.end();
  expect(stages).toEqual({ read: 1, wait: 10, run: 4 });
  expect(serverTiming(stages)).toBe('read;dur=1, wait;dur=10, run;dur=4');
});

describe('a request', () => {
  let server: TestServer;
  let connection: Connection;
  beforeEach(async () => {
    server = await startServer({ services: [toy] });
    connection = await Connection.open(server.host);
  });
  afterEach(async () => {
    connection.destroy();
    await server.close();
  });

  const ask = ({ headers, ...parts }: RequestParts, trace = '1'): Promise<RawAnswer> =>
    connection.ask(request({ ...parts, headers: { ...headers, 'x-tenon-trace': trace } }));
  const stagesOf = ({ headers }: RawAnswer) =>
    headers['server-timing']?.split(', ').map((each) => {
      expect(each).toMatch(/^[a-z]+;dur=\d+(\.\d{1,3})?$/);
      return each.split(';')[0];
    });

  const ALL = 'read identify authenticate authorize decode wait run commit encode'.split(' ');

  it.each([
    ['a read', { action: 'DescribeThings' }, ALL],
    ['a write', { action: 'MakeThing', query: { Name: 'a', Kind: 'plain' } }, ALL],
    ['a refusal', { action: 'MakeThing', query: { Name: UNWANTED, Kind: 'plain' } }, ALL],
    ['malformed parameters', { action: 'MakeThing' }, [...ALL.slice(0, 5), 'encode']],
    ['an unsigned one', { unsigned: true }, ['read', 'identify', 'encode']],
    ['an unreadable one', { method: 'PUT' }, ['read', 'encode']],
  ] as const)('is told its stages: %s', async (_, parts, stages) => {
    expect(stagesOf(await ask(parts))).toEqual(stages);
  });

  it('is told nothing unless it asks', async () => {
    expect((await connection.ask(request())).headers).not.toHaveProperty('server-timing');
    expect((await ask({}, '0')).headers).not.toHaveProperty('server-timing');
  });
});
